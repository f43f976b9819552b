using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests;

/// <summary>Which orders of rows a server keeps, and for whom.</summary>
public sealed class CubeDetailsTests : IDisposable
{
    static readonly CurrentUser s_everybody = new(null, "all", Role.Viewer, null);

    static readonly QueryForm s_form = QueryForm.Details with { Sortable = [.. DetailTable.Columns.Select(c => c.Name)] };

    readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task An_order_is_kept_for_all_pages_and_for_all_who_may_see_the_same()
    {
        await using var server = await Server();
        var details = Details(server);
        var first = details.Of(Query("sort=-written_premium", "limit=10"), s_everybody);

        Assert.Same(first, details.Of(Query("sort=-written_premium", "limit=3", "offset=7"), s_everybody));
        Assert.Same(first, details.Of(Query("sort=-written_premium"), s_everybody with { Name = "another" }));
        Assert.NotSame(first, details.Of(Query("sort=written_premium"), s_everybody));
        Assert.NotSame(first, details.Of(Query("sort=-written_premium", "agency=1..5"), s_everybody));
        Assert.NotSame(first, details.Of(Query("sort=-written_premium", "from=2011-01-01"), s_everybody));
        Assert.NotSame(first, details.Of(Query(), s_everybody));
    }

    [Fact]
    public async Task Nobody_gets_what_is_kept_for_others()
    {
        await using var server = await Server();
        var details = Details(server);
        var query = Query("sort=-written_premium");
        foreach (var agencies in new int[]?[] { null, [1, 2], [12], [1, 12], [], [2, 1] })
        {
            var user = new CurrentUser(null, "somebody", Role.Viewer, agencies);
            var rows = details.Of(query, user).From(null, 0, int.MaxValue);
            Assert.Equal((agencies ?? [.. Enumerable.Range(1, 20)]).Order().Reverse(), rows.Select(r => r.Key.AgencyId));
        }
        Assert.Same(
            details.Of(query, new CurrentUser(null, "one", Role.Viewer, [2, 1])), details.Of(query, new CurrentUser(null, "two", Role.Admin, [1, 2])));
    }

    [Fact]
    public async Task A_filter_that_reads_like_two_is_another_question()
    {
        await using var server = await Server();
        var details = Details(server);
        var two = details.Of(Query("vendor=A", "state=OH"), s_everybody);
        Assert.NotSame(two, details.Of(Query("vendor=A&state=OH"), s_everybody));
        Assert.NotSame(two, details.Of(Query("vendor=A,state=OH"), s_everybody));
    }

    [Fact]
    public async Task Sixteen_orders_are_kept_and_what_was_asked_for_longest_ago_goes_first()
    {
        await using var server = await Server();
        var details = Details(server);
        var kept = Enumerable.Range(1, 16).Select(agency => details.Of(Query($"agency={agency}"), s_everybody)).ToList();
        Assert.Same(kept[0], details.Of(Query("agency=1"), s_everybody));
        details.Of(Query("agency=17"), s_everybody);

        Assert.Same(kept[0], details.Of(Query("agency=1"), s_everybody));
        Assert.Same(kept[15], details.Of(Query("agency=16"), s_everybody));
        Assert.NotSame(kept[1], details.Of(Query("agency=2"), s_everybody));
    }

    [Fact]
    public async Task Many_who_ask_at_once_get_the_same()
    {
        await using var server = await Server();
        var details = Details(server);
        var found = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => (Kind: i % 20, Rows: details.Of(Query($"agency=!{i % 20}", "sort=-written_premium"), s_everybody)))));
        Assert.All(found, f => Assert.Equal(Enumerable.Range(1, 20).Where(a => a != f.Kind).Reverse(), f.Rows.From(null, 0, 100).Select(r => r.Key.AgencyId)));
    }

    /// <summary>A server with a row for each of twenty agencies, which wrote as much as their number.</summary>
    Task<TestServer> Server() => TestServer.Start(_files.Write(
        "file.csv", PerformanceCsv.File([.. Enumerable.Range(1, 20).Select(a => PerformanceCsv.Line($"AGENCY_ID={a}", $"WRTN_PREM_AMT={a}"))])));

    static CubeDetails Details(TestServer server) => server.Services.GetRequiredService<CurrentStar>().Star!.Details!;

    static AnalyticsQuery Query(params string[] parameters)
    {
        Assert.True(AnalyticsQuery.TryParse(parameters.Select(p => p.Split('=', 2)).Select(p => KeyValuePair.Create(p[0], p[1])), s_form, out var query, out _));
        return query;
    }
}
