namespace ClaimBook.Tests.Faults;

/// <summary>A PostgreSQL server for tests that do harm to it, one after the other, each to a database of its own that <see cref="DisturbedFiles.Before"/> is loaded into.</summary>
public sealed class PreparedPostgres(DisturbedFiles files) : IDisposable
{
    readonly TestDirectory _data = new();
    (string Url, string Token)? _prepared;

    /// <summary>The server.</summary>
    public PostgresServer Server { get; init; } = new() { MaxConnections = 40 };

    /// <summary>Makes a database.</summary>
    /// <returns>Its URL, and a token of an administrator.</returns>
    public (string Url, string Token) NewDatabase()
    {
        var (template, token) = _prepared ??= Prepare();
        var url = Server.NewDatabase(copyOf: template);
        // Or PostgreSQL forgets in a crash which numbers a copied sequence has given: the copy knows of values as logged that only the original has logged.
        new PostgresAdministrator(url).Checkpoint();
        return (url, token);
    }

    public void Dispose()
    {
        Server.Dispose();
        _data.Dispose();
    }

    (string Url, string Token) Prepare()
    {
        var url = Server.NewDatabase();
        ClaimBookProcess.Output("load", files.Before, "--database", url, "--data", _data.Root);
        return (url, ServingProcess.NewToken("--database", url));
    }
}
