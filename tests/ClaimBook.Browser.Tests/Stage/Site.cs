using System.Net.Http.Json;
using System.Text.Json;

namespace ClaimBook.Browser.Tests.Stage;

/// <summary>A ClaimBook that serves: the program as users start it, with data of its own, ended with the test.</summary>
sealed class Site : IAsyncDisposable
{
    readonly TestDirectory _directory;
    readonly string[] _options;
    ServingProcess _process;
    HttpClient _client;

    Site(Sample? sample, TestDirectory directory, string[] options, ServingProcess process, HttpClient client) =>
        (Sample, _directory, _options, _process, _client) = (sample!, directory, options, process, client);

    /// <summary>What its data was made from.</summary>
    public Sample Sample { get; }

    /// <summary>Where it is, without a slash at the end.</summary>
    public string Address => _client.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>Asks it as nobody.</summary>
    public HttpClient Client => _client;

    /// <summary>What the program has said so far.</summary>
    public IReadOnlyList<string> Said => _process.Said;

    /// <summary>Opens a site with the data of a sample.</summary>
    public static async Task<Site> Open(Sample sample, DatabaseKind kind)
    {
        var directory = new TestDirectory();
        return await Open(sample, directory, sample.CopyTo(directory["data"], kind), "serve");
    }

    /// <summary>Starts the program for the first time, on nothing.</summary>
    /// <param name="databaseUrl">An empty database; a new one on SQLite if left out.</param>
    public static async Task<Site> FirstStart(string? databaseUrl)
    {
        var directory = new TestDirectory();
        return await Open(null, directory, ["--data", directory["data"], .. databaseUrl is null ? (string[])[] : ["--database", databaseUrl]]);
    }

    /// <summary>Ends the server, as an outage would; it comes back at the same address with <see cref="ComeBack"/>.</summary>
    public async Task GoDown()
    {
        _process.Terminate();
        await _process.Ends(seconds: 30);
    }

    /// <summary>Starts the server again.</summary>
    public async Task ComeBack()
    {
        var address = Address;
        _process.Dispose();
        _client.Dispose();
        _process = ServingProcess.Start(["serve", .. _options, "--urls", address]);
        _client = await _process.Serves(seconds: 120);
    }

    /// <summary>Makes a viewer who has the first password still.</summary>
    /// <returns>The password.</returns>
    public string NewUser(string email)
    {
        var output = ClaimBookProcess.Output(["user", "add", email, "--role", "viewer", "--json", .. _options]);
        return JsonDocument.Parse(output).RootElement.Text("password")!;
    }

    /// <summary>Asks the API as somebody, by a session of their own.</summary>
    public async Task<JsonElement> Ask(Person who, string path)
    {
        using var client = new HttpClient { BaseAddress = _client.BaseAddress };
        using var session = await client.PostAsJsonAsync("/api/v1/session", new { email = who.Email, password = Person.Password });
        session.EnsureSuccessStatusCode();
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<Site> Open(Sample? sample, TestDirectory directory, string[] options, params string[] command)
    {
        var process = ServingProcess.Start([.. command, .. options, "--urls", "http://127.0.0.1:0"]);
        return new(sample, directory, options, process, await process.Serves(seconds: 120));
    }
}
