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
        return (Server.NewDatabase(copyOf: template), token);
    }

    public void Dispose()
    {
        Server.Dispose();
        _data.Dispose();
    }

    (string Url, string Token) Prepare()
    {
        var url = Server.NewDatabase();
        Run(url, "load", files.Before);
        Run(url, "user", "add", "test@example.test", "--role", "admin");
        return (url, Run(url, "token", "add", "--user", "test@example.test", "--name", "test").Trim());
    }

    string Run(string url, params string[] command)
    {
        var (exitCode, output, error) = ClaimBookProcess.Run([.. command, "--database", url, "--data", _data.Root]);
        Assert.True(exitCode == 0, error);
        return output;
    }
}
