using ClaimBook.Engine.Pipeline;

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
            "The page before was read from load 1; load 2 has changed the data since. Begin at the first page to see one state of it.", second.Notices());
        Assert.DoesNotContain(third.Notices(), n => n.Contains("page before", StringComparison.Ordinal));
        Assert.All([second, third], page => Assert.Equal((10, 2), (page.Number("rowCount"), page.Number("loadId"))));
    }

    [Fact]
    public async Task Rows_and_totals_are_of_one_load_also_while_the_server_has_not_noticed_it()
    {
        await using var server = await TestServer.Start(File("first", [(1, 100)]));
        for (var load = 2; load <= 6; load++)
        {
            new Loader(server.Database).Load(File($"{load}", [(1, 100 * load)]), new LoadOptions());

            var answer = await server.Json($"{Details}&year=2010");

            Assert.Equal(load, answer.Number("loadId"));
            Assert.Equal(100m * load, Assert.Single(answer.Rows()).Figure("written_premium"));
            Assert.Equal(100m * load, answer.Total().Figure("written_premium"));
        }
    }

    /// <summary>A file with one row for each agency.</summary>
    string File(string name, IEnumerable<(int Agency, int Written)> rows) => _files.Write(
        $"{name}.csv", PerformanceCsv.File([.. rows.Select(r => PerformanceCsv.Line($"AGENCY_ID={r.Agency}", $"WRTN_PREM_AMT={r.Written}"))]));
}
