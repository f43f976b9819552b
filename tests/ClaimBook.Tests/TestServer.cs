using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests;

/// <summary>A server as users meet it: real Kestrel on a free port of this machine, with its own data directory.</summary>
sealed class TestServer : IAsyncDisposable
{
    // Tests sign in more often than people do.
    static readonly ServerSettings s_usual = new() { SignInsPerMinute = 1_000 };

    readonly TestDirectory _directory;
    readonly WebApplication _server;
    readonly List<HttpClient> _clients = [];
    bool _keepsDirectory;

    TestServer(TestDirectory directory, Database database, WebApplication server)
    {
        (_directory, Database, _server) = (directory, database, server);
        Anonymous = NewClient();
        Client = ClientOf(Role.Admin);
    }

    public Database Database { get; }

    /// <summary>Speaks to the server as an administrator, by a token; addresses are relative to it.</summary>
    public HttpClient Client { get; }

    /// <summary>Speaks to the server as nobody.</summary>
    public HttpClient Anonymous { get; }

    public IServiceProvider Services => _server.Services;

    /// <summary>A path in the data directory.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Starts a server on a new SQLite database with these files loaded.</summary>
    public static Task<TestServer> Start(params string[] files) => Start(s_usual, files);

    /// <summary>Starts a server with settings of its own.</summary>
    public static Task<TestServer> Start(ServerSettings settings, params string[] files)
    {
        var directory = new TestDirectory();
        return Start(directory, Database.FromUrl($"sqlite:{directory["claimbook.db"]}"), settings, files);
    }

    /// <summary>Starts a server on what a data directory holds; it is deleted with the server.</summary>
    public static Task<TestServer> Start(TestDirectory directory) =>
        Start(directory, Database.FromUrl($"sqlite:{directory["claimbook.db"]}"), s_usual, []);

    /// <summary>Starts a server in a data directory that stays when the server ends.</summary>
    public static async Task<TestServer> StartIn(TestDirectory directory, Database database)
    {
        var server = await Start(directory, database, s_usual, []);
        server._keepsDirectory = true;
        return server;
    }

    /// <summary>Starts a server on a database.</summary>
    public static Task<TestServer> StartOn(string databaseUrl, params string[] files) => StartOn(databaseUrl, s_usual, files);

    /// <summary>Starts a server on a database with settings of its own.</summary>
    public static Task<TestServer> StartOn(string databaseUrl, ServerSettings settings, params string[] files) =>
        Start(new TestDirectory(), Database.FromUrl(databaseUrl), settings, files);

    /// <summary>Starts a server with a clock of its own on a database; on a new SQLite one by default.</summary>
    public static Task<TestServer> StartAt(TimeProvider time, string? databaseUrl = null)
    {
        var directory = new TestDirectory();
        return Start(directory, Database.FromUrl(databaseUrl ?? $"sqlite:{directory["claimbook.db"]}"), s_usual, [], time);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await _server.StopAsync();
        await _server.DisposeAsync();
        if (!_keepsDirectory)
            _directory.Dispose();
    }

    /// <summary>Makes a user without a password and speaks to the server as them, by a token.</summary>
    /// <param name="role">Their role.</param>
    /// <param name="agencies">The agencies they are limited to; none for all.</param>
    public HttpClient ClientOf(Role role, params int[] agencies) => ClientOf(Services.GetRequiredService<ApiTokens>().Add(NewUser(role, agencies), "test").Secret);

    /// <summary>Speaks to the server with a token.</summary>
    public HttpClient ClientOf(string token)
    {
        var client = NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Makes a user without a password.</summary>
    /// <returns>The account's number.</returns>
    public int NewUser(Role role, params int[] agencies) => Services.GetRequiredService<CurrentAccounts>().Change(connection => NewAccount.Insert(
        connection, $"{role.Name}-{Guid.NewGuid():N}@example.test", role, agencies.Length == 0 ? null : agencies, passwordHash: null, mustChangePassword: false,
        TimeProvider.System.GetUtcNow()));

    /// <summary>Speaks to the server, with cookies of its own if it has a handler for them.</summary>
    public HttpClient NewClient(HttpMessageHandler? handler = null)
    {
        var client = new HttpClient(handler ?? new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(_server.Urls.First()) };
        _clients.Add(client);
        return client;
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

    static async Task<TestServer> Start(TestDirectory directory, Database database, ServerSettings settings, string[] files, TimeProvider? time = null)
    {
        foreach (var file in files)
            new Loader(database).Load(file, new LoadOptions());
        var server = ClaimBookServer.Build(database, directory.Root, settings with { Urls = "http://127.0.0.1:0" }, time);
        await server.StartAsync();
        var started = new TestServer(directory, database, server);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await started.Client.GetAsync("/health/ready", patience.Token)).IsSuccessStatusCode)
            await Task.Delay(20, patience.Token);
        return started;
    }
}
