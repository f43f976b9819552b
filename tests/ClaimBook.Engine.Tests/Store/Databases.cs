using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Store;

/// <summary>An empty database of either kind for one test.</summary>
static class Databases
{
    /// <summary>The kinds of database, for theories.</summary>
    public static TheoryData<string> Kinds => ["sqlite", "postgres"];

    /// <summary>Makes one.</summary>
    public static Database New(string kind, TestDirectory directory, PostgresServer postgres) =>
        Database.FromUrl(kind == "sqlite" ? $"sqlite:{directory["claimbook.db"]}" : postgres.NewDatabase());
}
