using System.Globalization;
using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary><c>performance/details</c>: the raw file's rows, on both databases.</summary>
public sealed class DetailsApiTests(ExtractServer extract, ExtractOnPostgres postgres) : IClassFixture<ExtractOnPostgres>
{
    const string Details = "/api/v1/performance/details";

    /// <summary>Each column that is shown where none are chosen, straight from a raw row: a whole number, an amount, a ratio, a text or null.</summary>
    internal static IReadOnlyList<(string Name, Func<RawRow, object?> Value)> Columns { get; } =
    [
        ("agency", r => r.Number("AGENCY_ID")),
        ("primary_agency", r => r.Known("PRIMARY_AGENCY_ID")),
        ("vendor", r => r["VENDOR"]),
        ("agency_size", r => ExtractServer.Sizes[r.Agency]),
        ("appointment_decade", r => r.Known("AGENCY_APPOINTMENT_YEAR") / 10 * 10),
        ("product", r => r["PROD_ABBR"]),
        ("product_line", r => r["PROD_LINE"]),
        ("state", r => r["STATE_ABBR"]),
        ("year", r => r.Number("STAT_PROFILE_DATE_YEAR")),
        ("months", r => r.Number("MONTHS")),
        ("retained_policies", r => r.Number("RETENTION_POLY_QTY")),
        ("policies_in_force", r => r.Number("POLY_INFORCE_QTY")),
        ("prior_policies_in_force", r => r.Known("PREV_POLY_INFORCE_QTY")),
        ("new_business_premium", r => r.Amount("NB_WRTN_PREM_AMT")),
        ("written_premium", r => r.Amount("WRTN_PREM_AMT")),
        ("prior_written_premium", r => r.Knows("PREV_WRTN_PREM_AMT") ? r.Amount("PREV_WRTN_PREM_AMT") : null),
        ("earned_premium", r => r.Amount("PRD_ERND_PREM_AMT")),
        ("incurred_losses", r => r.Amount("PRD_INCRD_LOSSES_AMT")),
        ("retention_ratio", r => r.Knows("RETENTION_RATIO") ? r.Amount("RETENTION_RATIO") : null),
        ("loss_ratio", r => IsLossRatioCode(r) ? null : r.Amount("LOSS_RATIO")),
        ("loss_ratio_code", r => IsLossRatioCode(r) ? r.Number("LOSS_RATIO") : null),
        ("loss_ratio_3yr", r => r.Knows("LOSS_RATIO_3YR") ? r.Amount("LOSS_RATIO_3YR") : null),
        ("growth_rate_3yr", r => r.Knows("GROWTH_RATE_3YR") ? r.Amount("GROWTH_RATE_3YR") : null),
        ("loadId", _ => 1),
        ("sourceLine", r => r.SourceLine),
    ];

    /// <summary>The agency's columns, which are shown when all are asked for, by the column of the file.</summary>
    internal static IReadOnlyList<(string Name, string Column)> AgencyColumns { get; } =
    [
        ("appointment_year", "AGENCY_APPOINTMENT_YEAR"), ("active_producers", "ACTIVE_PRODUCERS"), ("max_age", "MAX_AGE"), ("min_age", "MIN_AGE"),
        ("pl_start_year", "PL_START_YEAR"), ("pl_end_year", "PL_END_YEAR"),
        ("commissions_start_year", "COMMISIONS_START_YEAR"), ("commissions_end_year", "COMMISIONS_END_YEAR"),
        ("cl_start_year", "CL_START_YEAR"), ("cl_end_year", "CL_END_YEAR"),
        ("activity_notes_start_year", "ACTIVITY_NOTES_START_YEAR"), ("activity_notes_end_year", "ACTIVITY_NOTES_END_YEAR"),
        ("cl_mds_quoted", "CL_QUO_CT_MDS"), ("cl_mds_bound", "CL_BOUND_CT_MDS"), ("cl_sbz_quoted", "CL_QUO_CT_SBZ"), ("cl_sbz_bound", "CL_BOUND_CT_SBZ"),
        ("cl_eqt_quoted", "CL_QUO_CT_eQT"), ("cl_eqt_bound", "CL_BOUND_CT_eQT"), ("pl_elinks_quoted", "PL_QUO_CT_ELINKS"), ("pl_elinks_bound", "PL_BOUND_CT_ELINKS"),
        ("pl_plrank_quoted", "PL_QUO_CT_PLRANK"), ("pl_plrank_bound", "PL_BOUND_CT_PLRANK"), ("pl_eqtte_quoted", "PL_QUO_CT_eQTte"), ("pl_eqtte_bound", "PL_BOUND_CT_eQTte"),
        ("pl_applied_quoted", "PL_QUO_CT_APPLIED"), ("pl_applied_bound", "PL_BOUND_CT_APPLIED"),
        ("pl_transactnow_quoted", "PL_QUO_CT_TRANSACTNOW"), ("pl_transactnow_bound", "PL_BOUND_CT_TRANSACTNOW"),
    ];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_rows_are_those_of_the_file_value_by_value_and_each_names_its_line(string database)
    {
        var server = await Server(database);

        var answer = await server.Json($"{Details}?limit=1000000");

        Assert.Equal(["columns", "rows", "total", "rowCount", "nextCursor", "notices", "loadId"], answer.Names());
        Assert.Equal(Columns.Select(c => c.Name), answer.Columns());
        Assert.Equal(ExtractServer.Rows.Count, answer.Rows().Count);
        Assert.Equal(ExtractServer.Rows.Select(r => r.SourceLine), answer.Rows().Select(r => r.Number("sourceLine")!.Value).Order());
        foreach (var row in answer.Rows())
        {
            var raw = ExtractServer.Rows[row.Number("sourceLine")!.Value - 2];
            foreach (var (name, value) in Columns)
                AssertEqual(value(raw), row.GetProperty(name), $"{name} of line {raw.SourceLine}");
        }
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task All_columns_of_the_file_can_be_asked_for(string database)
    {
        var server = await Server(database);

        var rows = (await server.Json($"{Details}?columns=all&limit=1000000")).Rows();

        Assert.Equal(ExtractServer.Rows.Count, rows.Count);
        foreach (var row in rows)
        {
            var raw = ExtractServer.Rows[row.Number("sourceLine")!.Value - 2];
            foreach (var (name, column) in AgencyColumns)
                AssertEqual(raw.Known(column), row.GetProperty(name), $"{name} of line {raw.SourceLine}");
            Assert.Equal(raw["VENDOR_IND"], row.Text("vendor_indicator"));
        }
    }

    [Theory]
    [InlineData("sqlite", "", 1000)]
    [InlineData("sqlite", "", null)]
    [InlineData("sqlite", "", 3444)]
    [InlineData("sqlite", "", 3445)]
    [InlineData("sqlite", "agency=16,36&state=OH", 1)]
    [InlineData("sqlite", "product_line=PL&year=2008..2010", 7)]
    [InlineData("postgres", "", 1000)]
    [InlineData("postgres", "agency=16,36&state=OH", 1)]
    [InlineData("postgres", "product_line=PL&year=2008..2010", 7)]
    public async Task Every_page_size_gives_the_same_sequence(string database, string filters, int? size)
    {
        var server = await Server(database);
        var whole = (await server.Json($"{Details}?columns=sourceLine&limit=1000000&{filters}")).Rows().Select(r => r.Number("sourceLine")).ToList();

        List<int?> paged = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await server.Json($"{Details}?columns=sourceLine{(size is null ? "" : $"&limit={size}")}&{filters}{cursor}");
            paged.AddRange(page.Rows().Select(r => r.Number("sourceLine")));
            Assert.Equal(whole.Count, page.Number("rowCount"));
            Assert.InRange(page.Rows().Count, 1, size ?? 100);
            cursor = page.Text("nextCursor") is { } next ? $"&cursor={next}" : null;
        }

        Assert.NotEmpty(whole);
        Assert.Equal(whole, paged);
    }

    [Theory]
    [InlineData("sqlite", "state=OH,PA&year=2009")]
    [InlineData("sqlite", "primary_agency=none&product=!HOMEOWNERS")]
    [InlineData("sqlite", "agency_size=1M%20to%205M&vendor=Unknown&product=ANNIV%20%20%2012")]
    [InlineData("sqlite", "appointment_decade=none,1950")]
    [InlineData("sqlite", "from=2009-12-31&to=2011-01-01")]
    [InlineData("sqlite", "year=2010&month=3..4")]
    [InlineData("sqlite", "from=2015-06-01")]
    [InlineData("postgres", "state=OH,PA&year=2009")]
    [InlineData("postgres", "primary_agency=none&product=!HOMEOWNERS")]
    [InlineData("postgres", "agency_size=1M%20to%205M&vendor=Unknown&product=ANNIV%20%20%2012")]
    [InlineData("postgres", "appointment_decade=none,1950")]
    [InlineData("postgres", "from=2009-12-31&to=2011-01-01")]
    public async Task Filters_and_dates_leave_whole_rows_and_the_totals_are_their_sums(string database, string filters)
    {
        var server = await Server(database);

        var answer = await server.Json($"{Details}?limit=1000000&{filters}");

        var expected = ExtractServer.Rows.Where(r => Admits(filters, r)).ToList();
        Assert.Equal(expected.Count, answer.Number("rowCount"));
        Assert.Equal(expected.Select(r => r.SourceLine), answer.Rows().Select(r => r.Number("sourceLine")!.Value).Order());
        foreach (var measure in new[] { "new_business_premium", "written_premium", "earned_premium", "incurred_losses" })
            Assert.Equal(expected.Count == 0 ? null : RawMeasures.OfPerformance[measure](expected), answer.Total().Figure(measure));
        Assert.DoesNotContain(answer.Notices(), n => n.Contains("estimated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Columns_are_those_named_in_the_order_named()
    {
        var server = await extract.Get();
        var answer = await server.Json($"{Details}?columns=sourceLine,written_premium,agency&limit=3");
        Assert.Equal(["sourceLine", "written_premium", "agency"], answer.Columns());
        Assert.All(answer.Rows(), r => Assert.Equal(["sourceLine", "written_premium", "agency"], r.Names()));
        Assert.Equal(["written_premium"], answer.Total().Names());
        Assert.Equal(RawMeasures.Written(ExtractServer.Rows), answer.Total().Figure("written_premium"));
    }

    [Fact]
    public async Task A_cursor_of_another_question_is_refused()
    {
        var server = await extract.Get();
        var cursor = (await server.Json($"{Details}?limit=5&state=OH")).Text("nextCursor");
        await server.Problem($"{Details}?limit=5&state=IN&cursor={cursor}", 400);
        // How many rows a page has, and which columns, is no part of the question.
        Assert.Equal(7, (await server.Json($"{Details}?limit=7&state=OH&columns=agency&cursor={cursor}")).Rows().Count);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Csv_is_complete_and_has_the_values_of_the_json(string database)
    {
        var server = await Server(database);

        var json = await server.Json($"{Details}?columns=all&limit=1000000");
        var csv = Answers.Csv(await server.Client.GetByteArrayAsync($"{Details}?columns=all&format=csv", TestContext.Current.CancellationToken));

        Assert.Equal(json.Columns(), csv[0]);
        Assert.Equal(
            json.Rows().Select(r => string.Join('|', r.EnumerateObject().Select(v => v.Value.Written()))), csv.Skip(1).Select(line => string.Join('|', line)));
    }

    Task<TestServer> Server(string database) => database == "sqlite" ? extract.Get() : postgres.Get();

    static bool IsLossRatioCode(RawRow row) => row["LOSS_RATIO"] is "99997" or "99998" or "99999";

    static bool Admits(string filters, RawRow row) => filters switch
    {
        "state=OH,PA&year=2009" => row is { State: "OH" or "PA", Year: 2009 },
        "primary_agency=none&product=!HOMEOWNERS" => !row.Knows("PRIMARY_AGENCY_ID") && row.Product != "HOMEOWNERS",
        "agency_size=1M%20to%205M&vendor=Unknown&product=ANNIV%20%20%2012" =>
            ExtractServer.Sizes[row.Agency] == "1M to 5M" && row["VENDOR"] == "Unknown" && row.Product == "ANNIV   12",
        "appointment_decade=none,1950" => row.Known("AGENCY_APPOINTMENT_YEAR") is null or (>= 1950 and < 1960),
        "from=2009-12-31&to=2011-01-01" => row.Year is >= 2009 and <= 2011,
        "year=2010&month=3..4" => row.Year == 2010,
        // 2015 covers January to May.
        "from=2015-06-01" => false,
        _ => throw new ArgumentException(filters, nameof(filters)),
    };

    static void AssertEqual(object? expected, JsonElement actual, string what)
    {
        var equal = (expected, actual.ValueKind) switch
        {
            (null, JsonValueKind.Null) => true,
            (string text, JsonValueKind.String) => text == actual.GetString(),
            (int or decimal, JsonValueKind.Number) => Convert.ToDecimal(expected, CultureInfo.InvariantCulture) == actual.GetDecimal(),
            _ => false,
        };
        Assert.True(equal, $"{what}: expected {expected ?? "null"}, not {actual}");
    }
}
