using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Faults;

/// <summary><c>claimbook serve</c> as a process, in whose database the test makes something go wrong.</summary>
sealed class Node : IDisposable
{
    const string Email = "anna@example.test", Password = "correct horse battery";

    /// <summary>What no answer and no line of the log may hold: the password of the database, and the stack trace of a failure that is expected.</summary>
    static readonly string[] s_neverSaid = ["secret", "   at "];

    readonly ServingProcess _process;
    readonly string _database, _data;

    // What a command line begins with.
    readonly string[] _claimbook;
    string _summary = "";

    Node(ServingProcess process, HttpClient client, string database, string data, params string[] within) =>
        (_process, Client, _database, _data, _claimbook) = (process, client, database, data, [.. within, ClaimBookProcess.Executable]);

    /// <summary>Speaks to it as an administrator, by a token.</summary>
    public HttpClient Client { get; }

    /// <summary>The process.</summary>
    public ServingProcess Process => _process;

    /// <summary>Starts it, with a user who can sign in.</summary>
    /// <param name="database">The URL of the database.</param>
    /// <param name="token">The token of an administrator.</param>
    /// <param name="data">The data directory.</param>
    public static async Task<Node> Start(string database, string token, string data) => await Prepared(await StartAgain(database, token, data));

    /// <summary>Starts another one on the database.</summary>
    public Task<Node> Second(string data) => StartAgain(_database, Client.DefaultRequestHeaders.Authorization!.Parameter!, data);

    /// <summary>Starts it on a disk that only it and its commands see. Needs root.</summary>
    /// <param name="mount">The shell command that mounts the disk.</param>
    /// <param name="database">The URL of the database.</param>
    /// <param name="data">The data directory.</param>
    /// <param name="file">A file that is loaded first.</param>
    public static async Task<Node> StartMounted(string mount, string database, string data, string file)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount a disk for a server and enter there");
        var claimbook = ClaimBookProcess.Executable;
        var options = $"--database {database} --data {data}";
        var process = ServingProcess.StartProgram(
            "unshare", "--mount", "sh", "-c",
            $"""
            {mount} &&
            {claimbook} load {file} {options} &&
            {claimbook} user add test@example.test --role admin {options} &&
            {claimbook} token add --user test@example.test --name test {options} > {data}/token &&
            exec env CLAIMBOOK_LIMITS__SIGNINSPERMINUTE=1000 {claimbook} serve {options} --urls http://127.0.0.1:0
            """);
        var client = await process.Serves();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "token"))).Trim());
        return await Prepared(new Node(process, client, database, data, "nsenter", "--target", $"{process.Id}", "--mount"));
    }

    /// <summary>Figures are answered, as before and at once.</summary>
    /// <param name="before">The node that was asked before; this one by default.</param>
    public async Task Answers(Node? before = null)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal((before ?? this)._summary, await Client.GetStringAsync("/api/v1/performance/summary?by=year,state"));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal("ready", (await Health()).Text("status"));
    }

    /// <summary>What needs the database works: claims, figures' rows, sign-in; and health has nothing to say.</summary>
    public async Task IsWell()
    {
        await LoadClient.Until(async () => !(await Health()).TryGetProperty("problem", out _) && (await Claims()).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignIn()).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await MakeClaim()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Rows()).StatusCode);
        Assert.All(_process.Said, line => Assert.All(s_neverSaid, never => Assert.DoesNotContain(never, line, StringComparison.Ordinal)));
    }

    public Task<HttpResponseMessage> Claims() => Client.GetAsync("/api/v1/claims");

    public Task<HttpResponseMessage> Rows() => Client.GetAsync("/api/v1/performance/details?limit=1");

    public Task<HttpResponseMessage> MakeClaim() => Client.PostAsync("/api/v1/claims/random", content: null);

    public Task<HttpResponseMessage> SignIn() => Client.PostAsJsonAsync("/api/v1/session", new { email = Email, password = Password });

    /// <summary>Health says soon what is wrong, though figures are answered.</summary>
    public Task SaysSoon(string problem) => LoadClient.Until(async () => (await Health()).TryGetProperty("problem", out var said) && said.GetString() == problem);

    public async Task<JsonElement> Health() => await Client.GetFromJsonAsync<JsonElement>("/health/ready");

    /// <summary>Requests are refused with one plain message.</summary>
    /// <param name="detail">The message.</param>
    /// <param name="within">How long the last one may take; 2 seconds by default.</param>
    /// <param name="requests">The requests, made at once.</param>
    public static async Task Refuses(string detail, TimeSpan? within, params Task<HttpResponseMessage>[] requests)
    {
        var clock = Stopwatch.StartNew();
        foreach (var response in await Task.WhenAll(requests))
        {
            var problem = await TestServer.Problem(response, 503);
            ProblemShapeTests.AssertShape(problem, hasErrors: false);
            Assert.Equal(detail, problem.Text("detail"));
        }
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, within ?? TimeSpan.FromSeconds(2));
    }

    /// <summary>Uploads a file.</summary>
    /// <returns>The address of its load.</returns>
    public async Task<Uri> Upload(string path)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(path)), "file", Path.GetFileName(path) } };
        using var response = await Client.PostAsync(LoadClient.Loads, form);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!;
    }

    /// <summary>Waits until rows of a load are being written.</summary>
    public Task HasBegun(Uri load) =>
        LoadClient.Until(async () => (await Client.GetFromJsonAsync<JsonElement>(load)).GetProperty("progress").ValueKind == JsonValueKind.Object);

    /// <summary>Waits for the end of a load.</summary>
    /// <returns>How it ended: <c>done</c>, or why not.</returns>
    public async Task<string> End(Uri load)
    {
        var end = default(JsonElement);
        await LoadClient.Until(async () => (end = await Client.GetFromJsonAsync<JsonElement>(load)).Text("finishedAt") is not null);
        Assert.Empty(Directory.GetFiles(Path.Combine(_data, "uploads")));
        return end.Text("error") ?? end.Text("status")!;
    }

    /// <summary>A command fails in one line that names the database but no password.</summary>
    public void CommandFails(string reason, params string[] command)
    {
        var clock = Stopwatch.StartNew();
        var (exitCode, output, error) = TryRun(command);
        Assert.Equal((1, ""), (exitCode, output));
        var line = Assert.Single(error.TrimEnd('\n').Split('\n'), line => line.StartsWith("claimbook: ", StringComparison.Ordinal));
        Assert.EndsWith($": {reason}", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    /// <summary>Runs a command that must succeed.</summary>
    public string Run(params string[] command)
    {
        var (exitCode, output, error) = TryRun(command);
        Assert.True(exitCode == 0, error);
        return output;
    }

    /// <summary>Runs a program where the node sees its disk.</summary>
    public void RunBeside(params string[] program) => Assert.Equal(0, ClaimBookProcess.RunProgram(_claimbook[0], [.. _claimbook[1..^1], .. program]).ExitCode);

    public void Dispose()
    {
        Client.Dispose();
        _process.Dispose();
    }

    (int ExitCode, string Output, string Error) TryRun(string[] command) =>
        ClaimBookProcess.RunProgram(_claimbook[0], [.. _claimbook[1..], .. command, "--database", _database, "--data", _data]);

    static async Task<Node> StartAgain(string database, string token, string data)
    {
        var process = ServingProcess.StartWith([$"CLAIMBOOK_DATABASE={database}", "CLAIMBOOK_LIMITS__SIGNINSPERMINUTE=1000"], "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        return new Node(process, await process.Serves(token), database, data);
    }

    static async Task<Node> Prepared(Node node)
    {
        using var added = await node.Client.PostAsJsonAsync("/api/v1/users", new { email = Email, role = "viewer", password = Password });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        node._summary = await node.Client.GetStringAsync("/api/v1/performance/summary?by=year,state");
        return node;
    }
}
