[assembly: AssemblyFixture(typeof(ClaimBook.Tests.ExtractServer))]

namespace ClaimBook.Tests;

/// <summary>One server with the extract loaded, for all tests that only read. Started when first asked for.</summary>
public sealed class ExtractServer : IAsyncDisposable
{
    readonly Lock _lock = new();
    Task<TestServer>? _server;

    /// <summary>The rows of the extract as they stand in the file.</summary>
    internal static IReadOnlyList<RawRow> Rows => field ??= RawFile.Read(Extract.Require());

    /// <summary>The sizes of its agencies by what they wrote in 2014, its latest complete year.</summary>
    internal static IReadOnlyDictionary<int, string> Sizes => field ??= Rows.GroupBy(r => r.Agency)
        .ToDictionary(a => a.Key, a => RawMeasures.Size(RawMeasures.Written([.. a.Where(r => r.Year == 2014)]) ?? 0));

    /// <summary>The server; skips the test where there is no extract.</summary>
    internal Task<TestServer> Get()
    {
        var extract = Extract.Require();
        lock (_lock)
            return _server ??= Task.Run(() => TestServer.Start(extract));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await (await _server).DisposeAsync();
    }
}

/// <summary>The same with the extract in PostgreSQL.</summary>
public sealed class ExtractOnPostgres(PostgresServer postgres) : IAsyncDisposable
{
    Task<TestServer>? _server;

    /// <summary>The server; skips the test where there is no extract or no PostgreSQL.</summary>
    internal Task<TestServer> Get()
    {
        var extract = Extract.Require();
        return _server ??= TestServer.StartOn(postgres.NewDatabase(), extract);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await (await _server).DisposeAsync();
    }
}
