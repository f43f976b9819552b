using System.Net;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Store;
using ClaimBook.Tests.Accounts;
using ClaimBook.Tests.Loads;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Nodes;

/// <summary>Nodes on one PostgreSQL: whichever of them a request comes to, it gets the same answer.</summary>
public sealed class NodeTests(PostgresServer postgres)
{
    static readonly string s_file = PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=100"));

    [Fact]
    public async Task A_node_hears_of_a_load_and_of_a_revoked_token_without_looking()
    {
        var url = postgres.NewDatabase();
        await using var one = await TestServer.StartOn(url);
        // Its clock is right, but no time ever passes for those who wait: it looks once, and then only when it is told.
        await using var other = await TestServer.StartAt(new TimeWithoutTimers(), url);

        await LearnsOfALoadAndARevokedToken(one, other);
    }

    [Fact]
    public async Task A_node_that_cannot_hear_sees_loads_and_revoked_tokens_by_looking()
    {
        var url = postgres.NewDatabase();
        await using var one = await TestServer.StartOn(url);
        await using var other = await TestServer.StartOn(url);
        using (var connection = one.Database.Connect())
            connection.Execute("CREATE OR REPLACE FUNCTION tell_nodes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");

        await LearnsOfALoadAndARevokedToken(one, other);
    }

    [Fact]
    public async Task A_load_is_followed_at_any_node_to_its_end()
    {
        var url = postgres.NewDatabase();
        await using var one = await TestServer.StartOn(url);
        await using var other = await TestServer.StartOn(url);
        string load;
        Task<JsonElement> end;
        using (one.Database.BeginLoad())
        {
            load = await one.Upload(s_file);
            Assert.Equal("waiting", (await other.Json(load)).GetProperty("status").GetString());
            Assert.Equal(["waiting"], (await other.List()).Select(l => l.GetProperty("status").GetString()));
            end = other.End(load);
        }

        Assert.Equal((1, 1), ((await end).GetProperty("loadId").GetInt32(), (await end).GetProperty("inserted").GetInt32()));
        Assert.Equal("done", (await other.Json(load)).GetProperty("status").GetString());
        Assert.Equal(["done"], (await other.List()).Select(l => l.GetProperty("status").GetString()));
        using var rejects = await other.Client.GetAsync(load + "/rejects");
        Assert.Equal(HttpStatusCode.OK, rejects.StatusCode);
    }

    [Fact]
    public async Task A_load_is_cancelled_at_any_node_by_those_who_may()
    {
        var url = postgres.NewDatabase();
        await using var one = await TestServer.StartOn(url);
        await using var other = await TestServer.StartOn(url);
        using var viewer = other.ClientOf(Role.Viewer);
        using var limited = other.ClientOf(Role.Viewer, 7);
        using var running = one.Database.BeginLoad();
        var load = await one.Upload(s_file);
        await one.WaitsForTheDatabase(load);

        using (var refused = await viewer.PostAsync(load + "/cancel", content: null))
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await other.Cancel(load);

        await one.End(load, "cancelled");
        await Eventually.Holds(async () => (await other.Json(load)).GetProperty("status").GetString() == "cancelled");
        using var again = await other.Client.PostAsync(load + "/cancel", content: null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var seen = JsonDocument.Parse(await limited.GetStringAsync(load));
        Assert.Equal(("book.csv", JsonValueKind.Null), (seen.RootElement.GetProperty("file").GetString(), seen.RootElement.GetProperty("rowsRead").ValueKind));
    }

    [Fact]
    public async Task Of_a_load_whose_node_ended_the_others_say_so()
    {
        var url = postgres.NewDatabase();
        await using var other = await TestServer.StartOn(url);
        string load;
        await using (var one = await TestServer.StartOn(url))
        {
            using var running = one.Database.BeginLoad();
            load = await one.Upload(s_file);
            await one.WaitsForTheDatabase(load);
        }
        // In an orderly way it is cancelled; killed, its node just says nothing any more.
        Assert.Equal("cancelled", (await other.Json(load)).GetProperty("status").GetString());
        using (var connection = other.Database.Connect())
        {
            connection.Execute(
                "UPDATE load_job SET has_ended = false, document = replace(replace(document, 'cancelled', 'running'), '\"finishedAt\":\"', '\"ignored\":\"'), seen_at = now() - interval '31 seconds'");
        }

        var lost = await other.Json(load);

        Assert.Equal("failed", lost.GetProperty("status").GetString());
        Assert.Equal(
            "The server that was loading it ended. Load it again: what of it is in the database already does not change.", lost.GetProperty("error").GetString());
        await other.End(load, "failed");
    }

    /// <summary>What is done at one node, the other knows within five seconds.</summary>
    static async Task LearnsOfALoadAndARevokedToken(TestServer one, TestServer other)
    {
        var token = one.Services.GetRequiredService<ApiTokens>().Add(one.NewUser(Role.Viewer), "test");
        using var client = other.ClientOf(token.Secret);
        await Eventually.Holds(async () => (await client.GetAsync("/api/v1/me")).StatusCode == HttpStatusCode.OK);

        await one.End(await one.Upload(s_file));
        await Eventually.Holds(async () => await other.WrittenPremium() == 100);

        using var revoked = await one.Client.DeleteAsync($"/api/v1/tokens/{token.Id}");
        Assert.True(revoked.IsSuccessStatusCode);
        await Eventually.Holds(async () => (await client.GetAsync("/api/v1/me")).StatusCode == HttpStatusCode.Unauthorized);
    }

    sealed class TimeWithoutTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
