using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary><c>agencies</c>: the list and the cards over the extract.</summary>
public sealed class AgenciesApiTests(ExtractServer extract)
{
    /// <summary>Of the extract; 2015 covers five months.</summary>
    const int LatestComplete = 2014;

    /// <summary>The measures that agencies are compared in, and whether more is better.</summary>
    static readonly (string Name, bool MoreIsBetter)[] s_compared =
    [
        ("written_premium", true), ("new_business_premium", true), ("premium_growth", true), ("loss_ratio", false), ("underwriting_result", true),
        ("retention_ratio", true), ("policies_in_force", true),
    ];

    /// <summary>Attributes by the column of the file; those that are no numbers have no missing code.</summary>
    static readonly (string Name, string Column)[] s_attributes =
    [
        ("primary_agency", "PRIMARY_AGENCY_ID"), ("vendor", "VENDOR"), ("appointment_year", "AGENCY_APPOINTMENT_YEAR"), ("active_producers", "ACTIVE_PRODUCERS"),
        ("max_age", "MAX_AGE"), ("min_age", "MIN_AGE"), ("pl_start_year", "PL_START_YEAR"), ("pl_end_year", "PL_END_YEAR"),
        ("commissions_start_year", "COMMISIONS_START_YEAR"), ("commissions_end_year", "COMMISIONS_END_YEAR"), ("cl_start_year", "CL_START_YEAR"),
        ("cl_end_year", "CL_END_YEAR"), ("activity_notes_start_year", "ACTIVITY_NOTES_START_YEAR"), ("activity_notes_end_year", "ACTIVITY_NOTES_END_YEAR"),
        ("vendor_indicator", "VENDOR_IND"),
    ];

    public static TheoryData<int> SomeAgencies => [3, 12, 16, 93, 99, 125, 134, 156, 263];

    [Fact]
    public async Task The_list_has_every_agency_with_its_attributes_and_the_figures_of_the_latest_complete_year()
    {
        var server = await extract.Get();

        var answer = await server.Json("/api/v1/agencies");

        Assert.Equal(["columns", "rows", "total", "rowCount", "notices", "loadId"], answer.Names());
        var agencies = ExtractServer.Rows.GroupBy(r => r.Agency).OrderBy(a => a.Key).ToList();
        Assert.Equal(agencies.Select(a => (int?)a.Key), answer.Rows().Select(r => r.Number("agency")));
        Assert.Equal(agencies.Count, answer.Number("rowCount"));
        foreach (var (agency, row) in agencies.Zip(answer.Rows()))
        {
            AssertAttributes(agency.First(), row);
            AssertFigures([.. agency.Where(r => r.Year == LatestComplete)], row, ["written_premium", "premium_growth", "loss_ratio", "retention_ratio"]);
        }
        AssertFigures([.. ExtractServer.Rows.Where(r => r.Year == LatestComplete)], answer.Total(), ["written_premium", "premium_growth", "loss_ratio", "retention_ratio"]);
    }

    [Theory]
    [InlineData("agency=3,100..160")]
    [InlineData("vendor=A,C")]
    [InlineData("agency_size=no%20premium&appointment_decade=1990")]
    [InlineData("primary_agency=none")]
    [InlineData("agency=4")]
    public async Task The_list_can_be_filtered_by_what_is_known_of_agencies(string filters)
    {
        var server = await extract.Get();

        var answer = await server.Json($"/api/v1/agencies?{filters}");

        var expected = ExtractServer.Rows.DistinctBy(r => r.Agency).Where(r => filters switch
        {
            "agency=3,100..160" => r.Agency is 3 or (>= 100 and <= 160),
            "vendor=A,C" => r["VENDOR"] is "A" or "C",
            "agency_size=no%20premium&appointment_decade=1990" => ExtractServer.Sizes[r.Agency] == "no premium" && r.Known("AGENCY_APPOINTMENT_YEAR") is >= 1990 and < 2000,
            "primary_agency=none" => !r.Knows("PRIMARY_AGENCY_ID"),
            _ => false,
        }).Select(r => (int?)r.Agency).Order();
        Assert.Equal(expected, answer.Rows().Select(r => r.Number("agency")));
        Assert.Equal(answer.Rows().Count, answer.Number("rowCount"));
    }

    [Theory]
    [MemberData(nameof(SomeAgencies))]
    public async Task A_card_has_attributes_every_measure_by_year_and_the_product_mix(int agency)
    {
        var server = await extract.Get();
        var rows = ExtractServer.Rows.Where(r => r.Agency == agency).ToList();

        var card = await server.Json($"/api/v1/agencies/{agency}");

        Assert.Equal(["agency", "years", "products", "quotes", "comparedIn", "standings", "loadId"], card.Names());
        var attributes = Assert.Single(card.GetProperty("agency").Rows());
        Assert.Equal(agency, attributes.Number("agency"));
        AssertAttributes(rows[0], attributes);

        var years = card.GetProperty("years");
        Assert.Equal(["year", .. RawMeasures.OfPerformance.Keys, "policies_in_force", "average_premium"], years.Columns());
        Assert.Equal(rows.Select(r => (int?)r.Year).Distinct().Order(), years.Rows().Select(r => r.Number("year")));
        foreach (var year in years.Rows())
            AssertFigures([.. rows.Where(r => r.Year == year.Number("year"))], year, RawMeasures.OfPerformance.Keys);

        var products = card.GetProperty("products");
        var mix = rows.Where(r => r.Year == LatestComplete).GroupBy(r => (r.ProductLine, r.Product))
            .OrderBy(p => p.Key.ProductLine, StringComparer.Ordinal).ThenBy(p => p.Key.Product, StringComparer.Ordinal).ToList();
        Assert.Equal(mix.Select(p => p.Key), products.Rows().Select(r => (r.Text("product_line")!, r.Text("product")!)));
        foreach (var (product, row) in mix.Zip(products.Rows()))
            AssertFigures([.. product], row, ["written_premium", "new_business_share", "earned_premium", "incurred_losses", "loss_ratio", "premium_growth"]);
        Assert.Equal((LatestComplete, 1), (card.Number("comparedIn"), card.Number("loadId")));
    }

    [Theory]
    [MemberData(nameof(SomeAgencies))]
    public async Task A_card_has_the_quotes_by_platform(int agency)
    {
        var server = await extract.Get();
        var raw = ExtractServer.Rows.First(r => r.Agency == agency);

        var quotes = (await server.Json($"/api/v1/agencies/{agency}")).GetProperty("quotes");

        foreach (var row in quotes.Rows())
        {
            var (line, platform) = (row.Text("product_line"), row.Text("platform"));
            var (quoted, bound) = (raw.Known($"{line}_QUO_CT_{platform}") ?? 0, raw.Known($"{line}_BOUND_CT_{platform}") ?? 0);
            Assert.Equal((platform, quoted, bound), (platform, row.Number("quotes") ?? 0, row.Number("binds") ?? 0));
            Answers.Equal(quoted > 0 ? (decimal)bound / quoted : null, row.Figure("hit_ratio"), platform!);
        }
        var all = raw.Values.Keys.Where(c => c.Contains("_QUO_CT_")).Sum(c => raw.Known(c) ?? 0);
        Assert.Equal(all, quotes.Rows().Sum(r => r.Number("quotes") ?? 0));
        Assert.Equal(all, quotes.Total().Number("quotes") ?? 0);
    }

    [Fact]
    public async Task Every_agency_stands_where_it_does_among_those_of_its_size()
    {
        var server = await extract.Get();
        var figures = ExtractServer.Rows.GroupBy(r => r.Agency)
            .ToDictionary(a => a.Key, a => a.Where(r => r.Year == LatestComplete).ToList());

        foreach (var (agency, own) in figures)
        {
            var standings = (await server.Json($"/api/v1/agencies/{agency}")).GetProperty("standings").EnumerateArray().ToList();
            Assert.Equal(s_compared.Select(m => m.Name), standings.Select(s => s.Text("measure")!));
            foreach (var ((name, moreIsBetter), standing) in s_compared.Zip(standings))
            {
                Assert.Equal(["measure", "label", "value", "rank", "peers", "percentile"], standing.Names());
                var values = figures.Where(f => ExtractServer.Sizes[f.Key] == ExtractServer.Sizes[agency]).Select(f => Figure(name, f.Value)).OfType<decimal>().ToList();
                var what = $"{name} of {agency}";
                Answers.Equal(Figure(name, own), standing.Figure("value"), what);
                Assert.Equal((what, (int?)values.Count), (what, standing.Number("peers")));
                if (Figure(name, own) is not { } value)
                {
                    Assert.Equal((what, null, null), (what, standing.Number("rank"), standing.Figure("percentile")));
                    continue;
                }
                var better = values.Count(v => moreIsBetter ? v > value : v < value);
                var worse = values.Count(v => moreIsBetter ? v < value : v > value);
                Assert.Equal((what, (int?)better + 1), (what, standing.Number("rank")));
                Answers.Equal(100m * (worse + ((values.Count - better - worse) / 2m)) / values.Count, standing.Figure("percentile"), what);
            }
        }
    }

    static decimal? Figure(string measure, IReadOnlyList<RawRow> rows) => measure == "policies_in_force"
        ? RawMeasures.PoliciesInForce(rows, LatestComplete)
        : RawMeasures.OfPerformance[measure](rows);

    static void AssertAttributes(RawRow raw, JsonElement row)
    {
        foreach (var (name, column) in s_attributes)
            Assert.Equal((name, raw.Knows(column) ? raw[column] : ""), (name, row.GetProperty(name).Written()));
        Assert.Equal(ExtractServer.Sizes[raw.Agency], row.Text("agency_size"));
        Assert.Equal(raw.Known("AGENCY_APPOINTMENT_YEAR") / 10 * 10, row.Number("appointment_decade"));
    }

    static void AssertFigures(IReadOnlyList<RawRow> rows, JsonElement figures, IEnumerable<string> measures)
    {
        foreach (var measure in measures)
            Answers.Equal(RawMeasures.OfPerformance[measure](rows), figures.Figure(measure), $"{measure} of {figures}");
        Assert.Equal(rows.Count == 0 ? null : rows.Sum(r => r.Number("POLY_INFORCE_QTY")), figures.Number("policies_in_force"));
    }
}
