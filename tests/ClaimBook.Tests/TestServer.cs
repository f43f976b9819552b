using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Builder;

namespace ClaimBook.Tests;

/// <summary>A server as users meet it: real Kestrel on a free port of this machine, with its own data directory.</summary>
sealed class TestServer : IAsyncDisposable
{
    readonly TestDirectory _directory;
    readonly WebApplication _server;

    TestServer(TestDirectory directory, Database database, WebApplication server)
    {
        (_directory, Database, _server) = (directory, database, server);
        Client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
    }

    public Database Database { get; }

    /// <summary>Speaks to the server; addresses are relative to it.</summary>
    public HttpClient Client { get; }

    public IServiceProvider Services => _server.Services;

    /// <summary>A path in the data directory.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Starts a server on a new SQLite database with these files loaded.</summary>
    public static Task<TestServer> Start(params string[] files) => Start(new ServerSettings(), files);

    /// <summary>Starts a server with settings of its own.</summary>
    public static Task<TestServer> Start(ServerSettings settings, params string[] files)
    {
        var directory = new TestDirectory();
        return Start(directory, Database.FromUrl($"sqlite:{directory["claimbook.db"]}"), settings, files);
    }

    /// <summary>Starts a server on what a data directory holds; it is deleted with the server.</summary>
    public static Task<TestServer> Start(TestDirectory directory) =>
        Start(directory, Database.FromUrl($"sqlite:{directory["claimbook.db"]}"), new ServerSettings(), []);

    /// <summary>Starts a server on a database.</summary>
    public static Task<TestServer> StartOn(string databaseUrl, params string[] files) =>
        Start(new TestDirectory(), Database.FromUrl(databaseUrl), new ServerSettings(), files);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>Asks for JSON and expects it.</summary>
    public async Task<JsonElement> Json(string address)
    {
        using var response = await Client.GetAsync(address);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Asks for what must be refused, and reads the problem.</summary>
    public async Task<JsonElement> Problem(string address, int status)
    {
        using var response = await Client.GetAsync(address);
        return await Problem(response, status);
    }

    /// <summary>Reads a problem, which has one shape whatever is wrong.</summary>
    public static async Task<JsonElement> Problem(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} instead of {status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    static async Task<TestServer> Start(TestDirectory directory, Database database, ServerSettings settings, string[] files)
    {
        foreach (var file in files)
            new Loader(database).Load(file, new LoadOptions());
        var server = ClaimBookServer.Build(database, directory.Root, settings with { Urls = "http://127.0.0.1:0" });
        await server.StartAsync();
        var started = new TestServer(directory, database, server);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await started.Client.GetAsync("/health/ready", patience.Token)).IsSuccessStatusCode)
            await Task.Delay(20, patience.Token);
        return started;
    }
}
