using ClaimBook.Engine.Exports;
using ClaimBook.Serving;

namespace ClaimBook.Tests;

/// <summary><c>performance/details</c> in any order and from any place, from the cube and from both databases.</summary>
public sealed class DetailsOrderTests(ExtractServer extract, ExtractOnPostgres postgres, ExtractWithoutCube withoutCube)
    : IClassFixture<ExtractOnPostgres>, IClassFixture<ExtractWithoutCube>
{
    const string Details = "/api/v1/performance/details";

    static readonly string[] s_sizes = ["no premium", "under 100k", "100k to 500k", "500k to 1M", "1M to 5M", "5M and over"];

    public static TheoryData<string> Servers => ["sqlite", "postgres", "sqlite without cube", "postgres without cube"];

    /// <summary>What each column is sorted by, straight from a raw row.</summary>
    static IEnumerable<(string Name, Func<RawRow, object?> Value)> Columns =>
    [
        .. DetailsApiTests.Columns.Select(c => c.Name == "agency_size" ? (c.Name, r => Array.IndexOf(s_sizes, ExtractServer.Sizes[r.Agency])) : c),
        .. DetailsApiTests.AgencyColumns.Select(c => (c.Name, (Func<RawRow, object?>)(r => r.Known(c.Column)))),
        ("vendor_indicator", r => r["VENDOR_IND"]),
    ];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Rows_go_by_any_column_in_either_direction_those_without_a_value_last_and_equal_ones_by_key(string kind)
    {
        var server = await Server(kind);
        var byKey = await Rows(server, "");
        Assert.Equal(DetailTable.Columns.Select(c => c.Name).Order(), Columns.Select(c => c.Name).Order());

        foreach (var (position, (name, value)) in Columns.Index())
        {
            // Every column in both directions, but in one each on the cube and on the database.
            var descending = (position % 2 == 0) == kind.EndsWith("cube", StringComparison.Ordinal);
            Assert.Equal(Sorted(byKey, (value, descending)), await Rows(server, $"sort={(descending ? "-" : "")}{name}"));
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Rows_go_by_several_columns_one_after_the_other(string kind)
    {
        var server = await Server(kind);
        var byKey = await Rows(server, "");
        var columns = Columns.ToDictionary(c => c.Name, c => c.Value);

        Assert.Equal(
            Sorted(byKey, (columns["state"], false), (columns["year"], true), (columns["loss_ratio"], true)), await Rows(server, "sort=state,-year,-loss_ratio"));
        Assert.Equal(
            Sorted(byKey, (columns["prior_written_premium"], false), (columns["product"], true)), await Rows(server, "sort=prior_written_premium,-product"));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Pages_from_any_place_are_together_the_whole_table_and_the_export(string kind)
    {
        var server = await Server(kind);
        foreach (var question in new[] { "sort=-incurred_losses,vendor", "sort=cl_mds_quoted&product_line=CL&year=2008..2011", "" })
        {
            var address = $"{Details}?columns=sourceLine,agency,written_premium&{question}";
            var whole = await server.Json($"{address}&limit=1000000");
            var csv = Answers.Csv(await server.Client.GetByteArrayAsync($"{address}&format=csv", TestContext.Current.CancellationToken));
            Assert.Equal(whole.Rows().Select(r => string.Join('|', r.EnumerateObject().Select(v => v.Value.Written()))), csv.Skip(1).Select(l => string.Join('|', l)));

            List<string> paged = [];
            for (var size = 1; paged.Count < whole.Rows().Count; size = (size * 3) + 1)
            {
                var page = await server.Json($"{address}&limit={size}&offset={paged.Count}");
                paged.AddRange(page.Rows().Select(r => r.GetRawText()));
                Assert.Equal(whole.Number("rowCount"), page.Number("rowCount"));
                Assert.Equal(whole.Total().GetRawText(), page.Total().GetRawText());
                Assert.Equal(1, page.Number("loadId"));
                Assert.Null(page.Text("nextCursor"));
            }
            Assert.Equal(whole.Rows().Select(r => r.GetRawText()), paged);

            var beyond = await server.Json($"{address}&offset={paged.Count}");
            Assert.Empty(beyond.Rows());
            Assert.Equal(paged.Count, beyond.Number("rowCount"));
            Assert.Empty((await server.Json($"{address}&offset={int.MaxValue}")).Rows());
            Assert.Equal(Math.Min(100, paged.Count - 5), (await server.Json($"{address}&offset=5")).Rows().Count);
        }
    }

    [Theory]
    [InlineData("sort=premium", "sort", "'premium' is not a column of the query")]
    [InlineData("sort=--state", "sort", "with - in front for largest first")]
    [InlineData("sort=state,-state", "sort", "names 'state' twice")]
    [InlineData("sort=state,", "sort", "empty value")]
    [InlineData("offset=-1", "offset", "'-1' is not a whole number from 0 to")]
    [InlineData("limit=0", "limit", "'0' is not a whole number from 1 to")]
    [InlineData("offset=10&cursor={cursor}", "cursor", "cannot be combined with sort or offset")]
    [InlineData("sort=state&cursor={cursor}", "cursor", "cannot be combined with sort or offset")]
    public async Task What_cannot_be_meant_is_refused(string question, string parameter, string message)
    {
        var server = await extract.Get();
        var cursor = (await server.Json($"{Details}?limit=5")).Text("nextCursor");
        var problem = await server.Problem($"{Details}?{question.Replace("{cursor}", cursor, StringComparison.Ordinal)}", 400);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal(parameter, error.Text("parameter"));
        Assert.Contains(message, error.Text("message"), StringComparison.Ordinal);
    }

    Task<TestServer> Server(string kind) => kind switch
    {
        "sqlite" => extract.Get(),
        "postgres" => postgres.Get(),
        _ => withoutCube.Get(kind.Split(' ')[0]),
    };

    static async Task<List<RawRow>> Rows(TestServer server, string question) =>
        [.. (await server.Json($"{Details}?columns=sourceLine&limit=1000000&{question}")).Rows().Select(r => ExtractServer.Rows[r.Number("sourceLine")!.Value - 2])];

    static IEnumerable<RawRow> Sorted(IEnumerable<RawRow> byKey, params (Func<RawRow, object?> Value, bool Descending)[] columns)
    {
        // LINQ keeps the order of what is equal.
        var sorted = byKey.OrderBy(_ => 0);
        foreach (var (value, descending) in columns)
        {
            sorted = sorted.ThenBy(r => value(r) is null);
            sorted = descending ? sorted.ThenByDescending(value, s_values) : sorted.ThenBy(value, s_values);
        }
        return sorted;
    }

    static readonly Comparer<object?> s_values = Comparer<object?>.Create((a, b) => (a, b) switch
    {
        (null, null) => 0,
        (string x, string y) => string.CompareOrdinal(x, y),
        _ => Convert.ToDecimal(a).CompareTo(Convert.ToDecimal(b)),
    });
}

/// <summary>Servers on the extract that ask the database each time.</summary>
public sealed class ExtractWithoutCube(PostgresServer postgres) : IAsyncDisposable
{
    readonly Dictionary<string, Task<TestServer>> _servers = [];

    /// <summary>The server on a kind of database; skips the test where there is no extract or no PostgreSQL.</summary>
    internal Task<TestServer> Get(string kind)
    {
        var settings = new ServerSettings { Engine = QueryEngine.Sql };
        if (!_servers.TryGetValue(kind, out var server))
        {
            server = kind == "sqlite" ? TestServer.Start(settings, Extract.Require()) : TestServer.StartOn(postgres.NewDatabase(), settings, Extract.Require());
            _servers.Add(kind, server);
        }
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
            await (await server).DisposeAsync();
    }
}
