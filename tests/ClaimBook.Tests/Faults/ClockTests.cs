using System.Net;
using ClaimBook.Accounts;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Tests.Accounts;
using ClaimBook.Tests.Loads;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Faults;

/// <summary>The machine's clock is set while a server runs.</summary>
public sealed class ClockTests
{
    static readonly DateTimeOffset s_noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Set_back_an_hour_nobody_is_signed_out_and_what_is_done_keeps_its_order()
    {
        var time = new SetTime(s_noon);
        await using var server = await TestServer.StartAt(time);
        var user = await WebUser.SignedIn(server);
        var first = await server.End(await server.Upload(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1"))));

        time.Now -= TimeSpan.FromHours(1);

        Assert.Equal(HttpStatusCode.OK, await user.Reads());
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/api/v1/catalog", TestContext.Current.CancellationToken)).StatusCode);
        var second = await server.End(await server.Upload(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=2"))));
        Assert.Equal((1, 2), (first.Number("loadId"), second.Number("loadId")));
        Assert.Equal([2, 1], (await server.List()).Select(l => l.Number("loadId")));
        Assert.Equal(2, (await server.Json("/api/v1/performance/details")).Number("rowCount"));
        await user.SignIn();
        // The latest act comes first, whatever its time.
        await Eventually.Holds(async () => (await server.Json("/api/v1/audit")).Rows() is var acts && acts.FindIndex(a => a.Text("action") == "session.started") < acts.FindIndex(a => a.Text("action") == "load.done"));
    }

    [Fact]
    public async Task Set_forward_a_day_sessions_and_tokens_end_that_end_by_then_and_no_others()
    {
        var time = new SetTime(s_noon);
        await using var server = await TestServer.StartAt(time);
        var user = await WebUser.SignedIn(server);
        var tokens = server.Services.GetRequiredService<ApiTokens>();
        var account = server.NewUser(Role.Viewer);
        var shortLived = server.ClientOf(tokens.Add(account, "short", expiresAt: s_noon.AddHours(23)).Secret);
        var longLived = server.ClientOf(tokens.Add(account, "long", expiresAt: s_noon.AddHours(25)).Secret);

        time.Now += TimeSpan.FromDays(1);

        Assert.Equal(HttpStatusCode.Unauthorized, await user.Reads());
        Assert.Equal(HttpStatusCode.Unauthorized, (await shortLived.GetAsync("/api/v1/catalog", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await longLived.GetAsync("/api/v1/catalog", TestContext.Current.CancellationToken)).StatusCode);
        await user.SignIn();
        Assert.Equal(HttpStatusCode.OK, await user.Reads());
        await server.End(await server.Upload(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1"))));
    }

    [Fact]
    public void Set_back_during_a_load_the_load_does_not_end_before_it_began()
    {
        using var directory = new TestDirectory();
        var database = Database.FromUrl($"sqlite:{directory["claimbook.db"]}");
        var time = new SetTime(s_noon);
        var loader = new Loader(database) { Time = time, OnProgress = _ => time.Now = s_noon.AddHours(-1) };

        loader.Load(directory.Write("file.csv", PerformanceCsv.File(PerformanceCsv.Line())), new LoadOptions());

        using var connection = database.Connect();
        var load = Assert.Single(LoadRecord.ReadLatest(connection, 10));
        Assert.Equal((s_noon, s_noon), (load.StartedAt, load.FinishedAt));
    }
}
