using System.Net;
using System.Net.Http.Headers;
using ClaimBook.Accounts;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Scope;

/// <summary>A limited user gets, to the letter, the answers of a server that has no rows but theirs. Four things may differ, because they are facts
/// of all the data: the number of the load, the years with their months, the sizes of agencies in the latest complete year (here all the same), and
/// the rank among all agencies of a size, which comes without a percentile.</summary>
public sealed class ScopedAnswerTests(PostgresServer postgres) : IDisposable
{
    const string AllButLine = "agency,primary_agency,vendor,agency_size,appointment_decade,product,product_line,state,year,months,written_premium,"
        + "incurred_losses,loss_ratio,loss_ratio_3yr,active_producers,cl_mds_quoted,cl_mds_bound,loadId";

    readonly TestDirectory _files = new();

    public static TheoryData<string, string> Servers => new()
    {
        { "sqlite", "cube" }, { "sqlite", "sql" }, { "postgres", "cube" }, { "postgres", "sql" },
    };

    /// <summary>Tables, which have every format.</summary>
    static readonly string[] s_tables =
    [
        "performance/summary",
        "performance/summary?by=agency&measures=written_premium,loss_ratio,agencies,policies_in_force",
        "performance/summary?by=vendor,agency_size&measures=written_premium,agencies",
        "performance/summary?by=product,state&measures=written_premium,incurred_losses&compare=prior_year&sort=-written_premium",
        "performance/summary?by=year&measures=written_premium,average_premium,premium_growth,retention_ratio&compare=prior_year",
        "performance/summary?by=primary_agency,appointment_decade&measures=written_premium",
        "performance/summary?by=agency,vendor&measures=written_premium,quotes&having=written_premium%3E100000&sort=vendor&limit=1",
        "performance/summary?by=agency&measures=written_premium&from=2013-03-05&to=2014-06-30&sort=-written_premium&offset=1",
        "performance/summary?by=agency,product,state,year&measures=written_premium&having=written_premium%3C0",
        $"performance/summary?by=vendor&vendor={Uri.EscapeDataString(ScopeBook.YourVendor)},Abacus",
        $"performance/summary?by=product&product={ScopeBook.YourProduct}&state=!{ScopeBook.YourState}",
        "performance/summary?by=agency&agency=1..100&agency_size=!none",
        $"performance/details?columns={AllButLine}&limit=1000",
        $"performance/details?columns={AllButLine}&state=OH&from=2013-03-05&limit=7",
        $"performance/details?columns={AllButLine}&state={ScopeBook.YourState}&product=!AUTO&agency=1..50",
        $"performance/details?columns={AllButLine}&sort=-written_premium,state&limit=9&offset=3",
        $"performance/details?columns={AllButLine}&sort=vendor,-year,cl_mds_quoted",
        "quotes/summary",
        "quotes/summary?by=agency,platform&measures=quotes,binds,hit_ratio&sort=-quotes",
        "agencies",
        "agencies?vendor=Unknown,Abacus",
        "reports/premium",
        "reports/premium?from=2013-01-01&to=2014-09-15&subtotals=true",
        $"reports/premium?state={ScopeBook.YourState},OH&subtotals=true&allocation=whole",
    ];

    static readonly string[] s_documents = ["catalog", .. ScopeBook.Mine.Concat(ScopeBook.Yours).Select(a => $"agencies/{a}")];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_limited_user_gets_the_answers_of_a_server_that_has_only_their_rows(string kind, string engine)
    {
        await using var all = await Start(kind, engine, ScopeBook.Agencies);
        await using var mine = await Start("sqlite", "cube", ScopeBook.Mine);
        await using var yours = await Start("sqlite", "cube", ScopeBook.Yours);
        var (me, you) = (all.ClientOf(Role.Viewer, ScopeBook.Mine), all.ClientOf(Role.Editor, ScopeBook.Yours));

        var addresses = s_tables.SelectMany(t => new[] { "json", "csv", "xlsx" }.Select(f => $"{t}{(t.Contains('?') ? '&' : '?')}format={f}")).Concat(s_documents);
        foreach (var address in addresses.Select(a => $"/api/v1/{a}"))
        {
            // Whoever comes first warms the caches for those after; the second time round everybody may be answered from them.
            var everything = await all.Client.AskRight(address);
            for (var time = 0; time < 2; time++)
            {
                var (asMe, asYou) = (await me.Ask(address), await you.Ask(address));
                Same(await mine.Client.Ask(address), asMe, address);
                Same(await yours.Client.Ask(address), asYou, address);
                Assert.True(asMe != asYou, $"{address} is the same for both");
                Assert.True(asMe != everything || address.Contains("/agencies/", StringComparison.Ordinal), $"{address} shows everything");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Two_users_who_ask_the_same_address_get_rows_and_totals_of_their_own(string kind, string engine)
    {
        const string address = "/api/v1/performance/summary?by=agency&measures=written_premium";
        await using var all = await Start(kind, engine, ScopeBook.Agencies);
        var users = new[] { ScopeBook.Mine, ScopeBook.Yours, ScopeBook.Nobodys }.Select(a => (Agencies: a, Client: all.ClientOf(Role.Viewer, a))).ToList();
        users.Add((Agencies: [.. ScopeBook.Agencies], all.Client));
        for (var time = 0; time < 2; time++)
        {
            foreach (var (agencies, client) in users)
            {
                var table = await client.Json(address);
                Assert.Equal(agencies.Order(), table["rows"]!.AsArray().Select(r => r!["agency"]!.GetValue<int>()));
                Assert.Equal(ScopeBook.Rows(agencies).Sum(r => r.WrittenCents) / 100m, table["total"]!["written_premium"]!.GetValue<decimal>());
                Assert.Equal(
                    1.0, (await client.Json("/api/v1/reports/premium"))["rows"]!.AsArray().Sum(r => r!["written_premium_share"]!.GetValue<double>()), tolerance: 1e-9);
            }
        }
    }

    [Fact]
    public async Task A_tag_of_another_scope_is_no_tag_and_one_of_the_same_scope_is()
    {
        await using var all = await Start("sqlite", "cube", ScopeBook.Agencies);
        var (me, you, likeMe) = (all.ClientOf(Role.Viewer, ScopeBook.Mine), all.ClientOf(Role.Viewer, ScopeBook.Yours), all.ClientOf(Role.Editor, [.. ScopeBook.Mine.Reverse()]));
        HttpClient[] others = [you, all.Client, all.ClientOf(Role.Viewer, [.. ScopeBook.Mine, 99]), all.ClientOf(Role.Viewer, ScopeBook.Mine[..2])];
        foreach (var address in s_tables.Append("catalog").Append("agencies/3").Select(a => $"/api/v1/{a}"))
        {
            var (_, tag) = await Ask(me, address, known: null);
            Assert.Equal((HttpStatusCode.NotModified, tag), await Ask(me, address, tag));
            Assert.Equal((HttpStatusCode.NotModified, tag), await Ask(likeMe, address, tag));
            foreach (var other in others)
            {
                var (status, otherTag) = await Ask(other, address, tag);
                Assert.True(status is HttpStatusCode.OK || (address.EndsWith("agencies/3") && status is HttpStatusCode.NotFound), $"{address}: {status}");
                Assert.NotEqual(tag, otherTag);
            }
        }

        static async Task<(HttpStatusCode, EntityTagHeaderValue?)> Ask(HttpClient client, string address, EntityTagHeaderValue? known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (known is not null)
                request.Headers.IfNoneMatch.Add(known);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return (response.StatusCode, response.Headers.ETag);
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_cursor_continues_only_for_those_who_may_see_the_same(string kind, string engine)
    {
        await using var all = await Start(kind, engine, ScopeBook.Agencies);
        var (me, you, likeMe) = (all.ClientOf(Role.Viewer, ScopeBook.Mine), all.ClientOf(Role.Viewer, ScopeBook.Yours), all.ClientOf(Role.Editor, ScopeBook.Mine));
        const string details = "/api/v1/performance/details?limit=10";
        string Next(System.Text.Json.Nodes.JsonNode page) => $"{details}&cursor={page["nextCursor"]!.GetValue<string>()}";
        var (mine, yours, everybodys) = (Next(await me.Json(details)), Next(await you.Json(details)), Next(await all.Client.Json(details)));

        foreach (var (client, address) in new[] { (you, mine), (all.Client, mine), (me, yours), (me, everybodys), (you, everybodys) })
        {
            using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            var problem = await TestServer.Problem(response, 400);
            Assert.Equal(
                "cursor: is not the nextCursor of a page of this question; leave it out to begin at the first page", problem.GetProperty("detail").GetString());
        }

        // The pages of both together are the rows of both, each once.
        List<(int, string, string, int)> seen = [];
        foreach (var (client, first) in new[] { (likeMe, mine), (you, yours) })
        {
            seen.AddRange(Rows(await client.Json(details)));
            for (var address = first; address is not null;)
            {
                var page = await client.Json(address);
                seen.AddRange(Rows(page));
                address = page["nextCursor"] is null ? null : Next(page);
            }
        }
        Assert.Equal(
            ScopeBook.Rows([.. ScopeBook.Mine, .. ScopeBook.Yours]).Select(r => (r.Agency, r.Product, r.State, r.Year)).Order(), seen.Order());

        static IEnumerable<(int, string, string, int)> Rows(System.Text.Json.Nodes.JsonNode page) => page["rows"]!.AsArray().Select(r => (
            r!["agency"]!.GetValue<int>(), r["product"]!.GetValue<string>(), r["state"]!.GetValue<string>(), r["year"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_agencys_card_shows_a_limited_user_its_rank_among_all_and_nothing_of_the_others()
    {
        await using var all = await Start("sqlite", "cube", ScopeBook.Agencies);
        var me = all.ClientOf(Role.Viewer, ScopeBook.Mine);
        foreach (var agency in ScopeBook.Mine)
        {
            var (shown, whole) = (await me.Json($"/api/v1/agencies/{agency}"), await all.Client.Json($"/api/v1/agencies/{agency}"));
            foreach (var (mine, everybodys) in shown["standings"]!.AsArray().Zip(whole["standings"]!.AsArray()))
            {
                foreach (var same in new[] { "measure", "value", "rank", "peers" })
                    Assert.Equal($"{everybodys![same]}", $"{mine![same]}");
                Assert.Null(mine!["percentile"]);
                Assert.Equal(everybodys!["value"] is null, everybodys["percentile"] is null);
            }
        }
    }

    [Fact]
    public async Task Somebody_limited_to_no_agency_sees_none()
    {
        await using var all = await Start("sqlite", "cube", ScopeBook.Agencies);
        var nobody = all.ClientOf(Role.Viewer, 99);
        foreach (var address in s_tables)
        {
            var table = await nobody.Json($"/api/v1/{address}");
            Assert.Empty(table["rows"]!.AsArray());
            Assert.Equal(0, table["rowCount"]!.GetValue<int>());
            Assert.All(table["total"]!.AsObject(), figure => Assert.Null(figure.Value));
        }
    }

    static void Same(string expected, string actual, string what) => Assert.True(expected == actual, $"{what}\nwithout the others:\n{expected}\nlimited:\n{actual}");

    Task<TestServer> Start(string kind, string engine, IReadOnlyCollection<int> agencies)
    {
        var name = $"{string.Join('-', agencies)}-{kind}-{engine}";
        var url = kind == "sqlite" ? $"sqlite:{_files[$"{name}.db"]}" : postgres.NewDatabase();
        return TestServer.StartOn(url, new ServerSettings { Engine = Enum.Parse<QueryEngine>(engine, ignoreCase: true) }, _files.Write($"{name}.csv", ScopeBook.File(agencies)));
    }
}
