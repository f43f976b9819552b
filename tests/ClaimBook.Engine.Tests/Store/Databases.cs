using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Store;

/// <summary>An empty database of any kind for one test.</summary>
static class Databases
{
    /// <summary>The kinds of database, for theories.</summary>
    public static TheoryData<string> Kinds => ["sqlite", "postgres", "citus"];

    /// <summary>Makes one.</summary>
    public static Database New(string kind, TestDirectory directory, PostgresServer postgres) => Database.FromUrl(NewUrl(kind, directory, postgres));

    /// <summary>Makes one and answers its URL.</summary>
    public static string NewUrl(string kind, TestDirectory directory, PostgresServer postgres) => kind switch
    {
        "sqlite" => $"sqlite:{directory["claimbook.db"]}",
        "postgres" => postgres.NewDatabase(),
        _ => CitusCluster.NewDatabase(),
    };
}
