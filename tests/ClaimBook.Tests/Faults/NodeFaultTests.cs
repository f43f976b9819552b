using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Faults;

/// <summary>Nodes that end, and the network between them and their PostgreSQL.</summary>
public sealed class NodeFaultTests(PreparedPostgres postgres, DisturbedFiles files) : IClassFixture<PreparedPostgres>, IDisposable
{
    const string NoAnswer = "The database does not answer. Try again in a moment.";

    readonly TestDirectory _data = new(), _otherData = new();

    public void Dispose()
    {
        _data.Dispose();
        _otherData.Dispose();
    }

    [Fact]
    public async Task A_node_killed_in_a_load_leaves_nothing_and_another_one_loads_at_once()
    {
        var (url, token) = postgres.NewDatabase();
        var administrator = new PostgresAdministrator(url);
        using var node = await Node.Start(url, token, _data.Root);
        using var other = await node.Second(_otherData.Root);
        await node.HasBegun(await node.Upload(files.Disturbed));

        node.Process.Kill();

        await other.Answers(node);
        await administrator.NothingIsLeft();
        await LoadsAsIfNothingHadBeen(other, administrator);
    }

    [Fact]
    public async Task Told_to_end_under_load_a_node_finishes_what_was_asked_rolls_its_load_back_and_goes_without_an_error()
    {
        var (url, token) = postgres.NewDatabase();
        var administrator = new PostgresAdministrator(url);
        using var node = await Node.Start(url, token, _data.Root);
        using var other = await node.Second(_otherData.Root);
        var statuses = new ConcurrentBag<HttpStatusCode>();
        var clients = Enumerable.Range(0, 8).Select(n => Task.Run(() => AskUntilRefused(node.Client.BaseAddress!, node.Client.DefaultRequestHeaders.Authorization!, n, statuses))).ToList();
        await LoadClient.Until(() => statuses.Count > 100);
        await node.HasBegun(await node.Upload(files.Disturbed));
        var clock = Stopwatch.StartNew();

        node.Process.Terminate();

        await Task.WhenAll(clients);
        var (exitCode, said) = await node.Process.Ends();
        Assert.True(exitCode == 0, said);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal([HttpStatusCode.OK], statuses.Distinct());
        Assert.Empty(Directory.GetFiles(_data["uploads"]));
        await other.Answers(node);
        await LoadsAsIfNothingHadBeen(other, administrator);
    }

    [Fact]
    public async Task The_network_resets_every_connection()
    {
        var (url, token) = postgres.NewDatabase();
        var administrator = new PostgresAdministrator(url);
        using var network = new Network(url);
        using var node = await Node.Start(network.DatabaseUrl, token, _data.Root);
        await using var hold = administrator.HoldLoads();
        var load = await node.Upload(files.Disturbed);
        await PostgresAdministrator.HoldsOne(hold);

        network.Reset();

        Assert.EndsWith(": the connection to the server was lost.", await node.End(load), StringComparison.Ordinal);
        await node.Answers();
        await hold.DisposeAsync();
        await node.IsWell();
        await LoadsAsIfNothingHadBeen(node, administrator);
    }

    [Fact]
    public async Task The_network_is_cut_and_mended_later()
    {
        var (url, token) = postgres.NewDatabase();
        var administrator = new PostgresAdministrator(url);
        using var network = new Network(url);
        using var node = await Node.Start(network.DatabaseUrl, token, _data.Root);
        var load = await node.Upload(files.Disturbed);
        await node.HasBegun(load);

        network.Cut();

        await node.Answers();
        await node.SaysSoon(NoAnswer);
        await Node.Refuses(NoAnswer, null, node.Claims(), node.SignIn(), node.MakeClaim(), node.Rows());
        await node.Answers();
        node.CommandFails("the server does not answer.", "status");
        network.Mend();
        await node.IsWell();
        Assert.Equal("done", await node.End(load));
        Assert.Equal(files.ContentAfter, DisturbedFiles.Sorted(node.Run("export", "original")));
        await administrator.NothingIsLeft();
    }

    async Task LoadsAsIfNothingHadBeen(Node node, PostgresAdministrator administrator)
    {
        Assert.Equal(files.ContentBefore, DisturbedFiles.Sorted(node.Run("export", "original")));
        Assert.Equal("done", await node.End(await node.Upload(files.Disturbed)));
        Assert.Equal(files.ContentAfter, DisturbedFiles.Sorted(node.Run("export", "original")));
        node.Run("check");
        await administrator.NothingIsLeft();
    }

    /// <summary>Asks for figures and for rows until no connection is made any more. Whatever was begun must be answered, whole.</summary>
    static async Task AskUntilRefused(Uri server, System.Net.Http.Headers.AuthenticationHeaderValue user, int number, ConcurrentBag<HttpStatusCode> statuses)
    {
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = user;
        try
        {
            while (true)
            {
                using var response = await client.GetAsync(number % 2 == 0 ? "/api/v1/performance/summary?by=agency" : "/api/v1/claims");
                await response.Content.ReadAsStringAsync();
                statuses.Add(response.StatusCode);
            }
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            // Nobody listens any more.
        }
    }
}
