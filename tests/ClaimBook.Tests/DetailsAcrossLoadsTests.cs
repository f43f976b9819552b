using System.Text.Json;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests;

/// <summary>Pages of details while loads come in between.</summary>
public sealed class DetailsAcrossLoadsTests(PostgresServer postgres) : IDisposable
{
    const string Details = "/api/v1/performance/details?columns=agency,state,year,written_premium,loadId&limit=4";

    readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_load_between_two_pages_is_said_and_no_unchanged_row_comes_twice_or_not_at_all(string database)
    {
        var url = database == "sqlite" ? $"sqlite:{_files["claimbook.db"]}" : postgres.NewDatabase();
        await using var server = await TestServer.StartOn(url, File("first", Enumerable.Range(1, 10).Select(a => (Agency: 10 * a, Written: a))));

        var first = await server.Json(Details);
        // Before the end of the page and after it: a new row, one that goes away, and one that changes. The page ends with agency 40.
        new Loader(server.Database).Load(
            File("second", [(5, 500), (20, 2), (30, 3), (40, 44), (45, 450), (50, 55), (60, 6), (70, 7), (90, 9), (100, 10)]), new LoadOptions { Replace = true });
        server.Services.GetRequiredService<CurrentStar>().Refresh();
        var second = await server.Json($"{Details}&cursor={first.Text("nextCursor")}");
        var third = await server.Json($"{Details}&cursor={second.Text("nextCursor")}");

        Assert.Equal([10, 20, 30, 40], first.Rows().Select(r => r.Number("agency")));
        Assert.Equal((10, 1), (first.Number("rowCount"), first.Number("loadId")));
        Assert.DoesNotContain(first.Notices(), n => n.Contains("load", StringComparison.Ordinal));
        Assert.Equal([(45, 450m), (50, 55m), (60, 6m), (70, 7m)], second.Rows().Select(r => (r.Number("agency"), r.Figure("written_premium"))));
        Assert.Equal([2, 2, 1, 1], second.Rows().Select(r => r.Number("loadId")));
        Assert.Equal([90, 100], third.Rows().Select(r => r.Number("agency")));
        Assert.Null(third.Text("nextCursor"));
        Assert.Contains(
            "The page before was read from load 1, this one from load 2. Begin at the first page to see one state of the data.", second.Notices());
        Assert.DoesNotContain(third.Notices(), n => n.Contains("page before", StringComparison.Ordinal));
        Assert.All([second, third], page => Assert.Equal((10, 2), (page.Number("rowCount"), page.Number("loadId"))));
    }

    [Fact]
    public async Task Rows_and_their_totals_are_of_the_load_that_the_figures_are_of()
    {
        await using var server = await TestServer.Start(File("first", [(1, 100)]));
        for (var load = 2; load <= 6; load++)
        {
            new Loader(server.Database).Load(File($"{load}", [(1, 100 * load)]), new LoadOptions());

            var rows = await server.Json($"{Details}&year=2010");
            var figures = await server.Json("/api/v1/performance/summary?year=2010&measures=written_premium");
            // The server notices the load by itself, at any moment.
            Assert.InRange(rows.Number("loadId")!.Value, load - 1, load);
            Assert.InRange(figures.Number("loadId")!.Value, rows.Number("loadId")!.Value, load);
            AssertIsOf(rows.Number("loadId")!.Value, rows);

            server.Services.GetRequiredService<CurrentStar>().Refresh();
            AssertIsOf(load, await server.Json($"{Details}&year=2010"));
        }

        static void AssertIsOf(int load, JsonElement rows)
        {
            Assert.Equal(load, rows.Number("loadId"));
            Assert.Equal(100m * load, Assert.Single(rows.Rows()).Figure("written_premium"));
            Assert.Equal(100m * load, rows.Total().Figure("written_premium"));
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_page_of_an_order_is_of_one_load_and_names_it(string database)
    {
        const string sorted = $"{Details}&sort=-written_premium&offset=4";
        var url = database == "sqlite" ? $"sqlite:{_files["claimbook.db"]}" : postgres.NewDatabase();
        await using var server = await TestServer.StartOn(url, File("first", Enumerable.Range(1, 10).Select(a => (Agency: a, Written: a))));
        await AssertPage(load: 1, 6, 5, 4, 3);

        new Loader(server.Database).Load(File("second", Enumerable.Range(3, 10).Select(a => (Agency: a, Written: 100 - a))), new LoadOptions { Replace = true });
        server.Services.GetRequiredService<CurrentStar>().Refresh();
        await AssertPage(load: 2, 7, 8, 9, 10);

        async Task AssertPage(int load, params int[] agencies)
        {
            var page = await server.Json(sorted);
            Assert.Equal(agencies, page.Rows().Select(r => r.Number("agency")!.Value));
            Assert.All(page.Rows(), r => Assert.Equal(load, r.Number("loadId")));
            Assert.Equal((10, load), (page.Number("rowCount"), page.Number("loadId")));
            Assert.Equal(load == 1 ? 55 : 1000 - 75, page.Total().Figure("written_premium"));
        }
    }

    [Fact]
    public async Task Pages_that_are_asked_for_while_loads_come_are_each_of_one_load()
    {
        const int agencies = 40;
        // The order of one load is that of the one before, backwards.
        static int Written(int agency, int load) => (1000 * load) + (load % 2 == 0 ? agency : -agency);
        await using var server = await TestServer.Start(File("first", Enumerable.Range(1, agencies).Select(a => (a, Written(a, 1)))));
        using var ended = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(async () =>
        {
            var (random, seen) = (new Random(reader), new HashSet<int>());
            while (!ended.IsCancellationRequested)
            {
                var offset = random.Next(agencies);
                var page = await server.Json($"{Details}&sort=-written_premium&offset={offset}");
                var load = page.Number("loadId")!.Value;
                seen.Add(load);
                var expected = Enumerable.Range(1, agencies).OrderByDescending(a => Written(a, load)).Skip(offset).Take(4);
                Assert.Equal(expected.Select(a => (a, (decimal)Written(a, load))), page.Rows().Select(r => (r.Number("agency")!.Value, r.Figure("written_premium")!.Value)));
                Assert.Equal(Enumerable.Range(1, agencies).Sum(a => Written(a, load)), page.Total().Figure("written_premium"));
            }
            return seen;
        })).ToList();

        for (var load = 2; load <= 6; load++)
        {
            new Loader(server.Database).Load(File($"{load}", Enumerable.Range(1, agencies).Select(a => (a, Written(a, load)))), new LoadOptions());
            if (load % 2 == 0)
                server.Services.GetRequiredService<CurrentStar>().Refresh();
            await Task.Delay(150, TestContext.Current.CancellationToken);
        }
        await ended.CancelAsync();
        Assert.Contains(6, (await Task.WhenAll(readers)).SelectMany(seen => seen));
    }

    /// <summary>A file with one row for each agency.</summary>
    string File(string name, IEnumerable<(int Agency, int Written)> rows) => _files.Write(
        $"{name}.csv", PerformanceCsv.File([.. rows.Select(r => PerformanceCsv.Line($"AGENCY_ID={r.Agency}", $"WRTN_PREM_AMT={r.Written}"))]));
}
