using System.Globalization;
using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary><c>performance/summary</c> and <c>quotes/summary</c> over the extract, against sums of the raw file.</summary>
public sealed class SummaryApiTests(ExtractServer extract)
{
    const string Summary = "/api/v1/performance/summary";

    static readonly string[] s_measures = [.. RawMeasures.OfPerformance.Keys, "policies_in_force", "average_premium", "agencies"];

    /// <summary>What each dimension of the facts is, straight from a raw row.</summary>
    static readonly Dictionary<string, Func<RawRow, string?>> s_dimensions = new()
    {
        ["agency"] = r => r["AGENCY_ID"],
        ["primary_agency"] = r => r.Known("PRIMARY_AGENCY_ID")?.ToString(CultureInfo.InvariantCulture),
        ["product"] = r => r.Product,
        ["product_line"] = r => r.ProductLine,
        ["state"] = r => r.State,
        ["year"] = r => r["STAT_PROFILE_DATE_YEAR"],
        ["vendor"] = r => r["VENDOR"],
        ["appointment_decade"] = r => (r.Known("AGENCY_APPOINTMENT_YEAR") / 10 * 10)?.ToString(CultureInfo.InvariantCulture),
        ["agency_size"] = r => ExtractServer.Sizes[r.Agency],
    };

    public static TheoryData<string> Dimensions => [.. s_dimensions.Keys];

    [Fact]
    public async Task A_summary_has_exactly_the_shape_of_the_contract()
    {
        var server = await extract.Get();

        var answer = await server.Json($"{Summary}?by=state,year&measures=written_premium,loss_ratio");

        Assert.Equal(["columns", "rows", "total", "rowCount", "notices", "loadId"], answer.Names());
        Assert.All(answer.GetProperty("columns").EnumerateArray(), c => Assert.Equal(["name", "label", "kind", "unit"], c.Names()));
        Assert.Equal(
            [
                ("state", "State", "dimension", null), ("year", "Year", "dimension", null),
                ("written_premium", "Written premium", "additive", "USD"), ("loss_ratio", "Loss ratio", "ratio", "ratio"),
            ],
            answer.GetProperty("columns").EnumerateArray().Select(c => (c.Text("name"), c.Text("label"), c.Text("kind"), c.Text("unit"))));
        Assert.All(answer.Rows(), r => Assert.Equal(["state", "year", "written_premium", "loss_ratio"], r.Names()));
        Assert.Equal(["written_premium", "loss_ratio"], answer.Total().Names());
        Assert.Equal(1, answer.Number("loadId"));
    }

    [Fact]
    public async Task Figures_by_state_and_year_equal_the_sums_of_the_raw_file_to_the_cent()
    {
        var server = await extract.Get();

        var answer = await server.Json($"{Summary}?by=state,year&measures=written_premium,loss_ratio");

        var expected = ExtractServer.Rows.GroupBy(r => (r.State, r.Year)).OrderBy(g => g.Key.State, StringComparer.Ordinal).ThenBy(g => g.Key.Year).ToList();
        Assert.Equal(expected.Select(g => (g.Key.State, g.Key.Year)), answer.Rows().Select(r => (r.Text("state")!, r.Number("year")!.Value)));
        Assert.Equal(expected.Count, answer.Number("rowCount"));
        foreach (var (group, row) in expected.Zip(answer.Rows()))
            AssertFigures([.. group], row, ["written_premium", "loss_ratio"], latest: 0);
        AssertFigures(ExtractServer.Rows, answer.Total(), ["written_premium", "loss_ratio"], latest: 0);
        Assert.Equal(["Incomplete years: 2005 covers May to December; 2015 covers January to May."], answer.Notices());
    }

    [Theory]
    [MemberData(nameof(Dimensions))]
    public async Task Every_measure_by_any_dimension_equals_the_raw_file(string dimension)
    {
        var server = await extract.Get();

        var answer = await server.Json($"{Summary}?by={dimension}&measures={string.Join(',', s_measures)}");

        var expected = ExtractServer.Rows.GroupBy(s_dimensions[dimension]).ToDictionary(g => g.Key ?? "", g => g.ToList());
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), answer.Rows().Select(r => r.GetProperty(dimension).Written()).Order(StringComparer.Ordinal));
        foreach (var row in answer.Rows())
        {
            var member = row.GetProperty(dimension).Written();
            AssertFigures(expected[member], row, s_measures, latest: dimension == "year" ? int.Parse(member) : 2015);
        }
        AssertFigures(ExtractServer.Rows, answer.Total(), s_measures, latest: 2015);
    }

    [Fact]
    public async Task The_usual_measures_are_shown_where_none_are_named()
    {
        var server = await extract.Get();
        Assert.Equal(["written_premium", "earned_premium", "incurred_losses", "loss_ratio"], (await server.Json(Summary)).Columns());
        Assert.Equal(["state", "written_premium", "earned_premium", "incurred_losses", "loss_ratio"], (await server.Json($"{Summary}?by=state")).Columns());
    }

    [Theory]
    [InlineData("state=OH,PA")]
    [InlineData("state=!OH")]
    [InlineData("year=2008..2012")]
    [InlineData("year=!2005,2015&product_line=CL")]
    [InlineData("agency=3,150..200")]
    [InlineData("product=ANNIV%20%20%2012,HOMEOWNERS")]
    [InlineData("primary_agency=none")]
    [InlineData("primary_agency=!none&vendor=A,C")]
    [InlineData("appointment_decade=1980..1990")]
    [InlineData("agency_size=1M%20to%205M")]
    public async Task A_filter_leaves_the_rows_it_names(string filters)
    {
        var server = await extract.Get();

        var answer = await server.Json($"{Summary}?measures={string.Join(',', s_measures)}&{filters}");

        var rows = ExtractServer.Rows.Where(r => filters.Split('&').All(f => Admits(f.Split('=')[0], Uri.UnescapeDataString(f.Split('=')[1]), r))).ToList();
        Assert.InRange(rows.Count, 1, ExtractServer.Rows.Count - 1);
        AssertFigures(rows, Assert.Single(answer.Rows()), s_measures, rows.Max(r => r.Year));
    }

    [Fact]
    public async Task Sort_limit_and_offset_page_through_all_rows()
    {
        var server = await extract.Get();
        var expected = ExtractServer.Rows.GroupBy(r => r.Product).Select(g => (Product: g.Key, Written: RawMeasures.Written([.. g])))
            .OrderByDescending(p => p.Written).ThenBy(p => p.Product, StringComparer.Ordinal).ToList();

        for (var offset = 0; offset <= expected.Count; offset += 10)
        {
            var page = await server.Json($"{Summary}?by=product&measures=written_premium&sort=-written_premium&limit=10&offset={offset}");
            Assert.Equal(expected.Skip(offset).Take(10), page.Rows().Select(r => (r.Text("product")!, r.Figure("written_premium"))));
            Assert.Equal(expected.Count, page.Number("rowCount"));
            Assert.Equal(expected.Sum(p => p.Written), page.Total().Figure("written_premium"));
        }
    }

    [Fact]
    public async Task Having_hides_rows_and_says_how_many()
    {
        var server = await extract.Get();

        var answer = await server.Json($"{Summary}?by=agency&measures=written_premium,loss_ratio&having=written_premium%3E1000000&having=loss_ratio%3C0.7");

        var all = ExtractServer.Rows.GroupBy(r => r.Agency).Select(g => (Agency: g.Key, Rows: g.ToList())).ToList();
        var shown = all.Where(a => RawMeasures.Written(a.Rows) > 1_000_000 && RawMeasures.OfPerformance["loss_ratio"](a.Rows) < 0.7m).ToList();
        Assert.InRange(shown.Count, 1, all.Count - 1);
        Assert.Equal(shown.Select(a => (int?)a.Agency).Order(), answer.Rows().Select(r => r.Number("agency")));
        Assert.Equal(RawMeasures.Written(ExtractServer.Rows), answer.Total().Figure("written_premium"));
        Assert.Contains($"Rows hidden by having: {all.Count - shown.Count}. The total covers them.", answer.Notices());
    }

    [Fact]
    public async Task A_comparison_shows_the_year_before_and_the_change()
    {
        var server = await extract.Get();

        var answer = await server.Json($"{Summary}?by=year&measures=written_premium,loss_ratio&year=2007..2014&compare=prior_year");

        Assert.Equal(
            ["year", "written_premium", "written_premium_prior", "written_premium_change", "loss_ratio", "loss_ratio_prior", "loss_ratio_change"], answer.Columns());
        Assert.Equal(8, answer.Rows().Count);
        foreach (var row in answer.Rows())
        {
            var (now, before) = (OfYear(row.Number("year")), OfYear(row.Number("year") - 1));
            foreach (var measure in new[] { "written_premium", "loss_ratio" })
            {
                var (value, prior) = (RawMeasures.OfPerformance[measure](now), RawMeasures.OfPerformance[measure](before));
                Answers.Equal(value, row.Figure(measure), measure);
                Answers.Equal(prior, row.Figure($"{measure}_prior"), $"{measure}, prior");
                Answers.Equal(value - prior, row.Figure($"{measure}_change"), $"{measure}, change");
            }
        }

        static List<RawRow> OfYear(int? year) => [.. ExtractServer.Rows.Where(r => r.Year == year)];
    }

    [Fact]
    public async Task Dates_take_the_share_of_the_days_and_disjoint_ranges_add_up_to_the_whole()
    {
        var server = await extract.Get();

        var first = await server.Json($"{Summary}?by=year&measures=written_premium&from=2008-01-01&to=2008-03-31");
        var rest = await server.Json($"{Summary}?by=year&measures=written_premium&from=2008-04-01&to=2008-12-31");

        // 2008 is a leap year: 91 of 366 days.
        var whole = RawMeasures.Written([.. ExtractServer.Rows.Where(r => r.Year == 2008)])!.Value;
        var (early, late) = (Assert.Single(first.Rows()), Assert.Single(rest.Rows()));
        Assert.Equal(decimal.Round(whole * 91 / 366, 2, MidpointRounding.AwayFromZero), early.Figure("written_premium"));
        Assert.Equal(whole, early.Figure("written_premium") + late.Figure("written_premium"));
        Assert.True(early.GetProperty("estimated").GetBoolean());
        Assert.Contains("Sums are estimated by the share of days: 2008 counts 91 of 366 days.", first.Notices());
    }

    static bool Admits(string dimension, string filter, RawRow row)
    {
        var value = s_dimensions[dimension](row);
        var named = filter.TrimStart('!').Split(',').Any(item => item == "none" ? value is null
            : item.Split("..") is [var from, var to] ? value is not null && int.Parse(value) >= int.Parse(from) && int.Parse(value) <= int.Parse(to)
            : item == value);
        return named != filter.StartsWith('!');
    }

    static void AssertFigures(IReadOnlyList<RawRow> rows, JsonElement figures, IEnumerable<string> measures, int latest)
    {
        foreach (var measure in measures)
        {
            var expected = measure switch
            {
                "policies_in_force" => RawMeasures.PoliciesInForce(rows, latest),
                "average_premium" => RawMeasures.AveragePremium(rows, latest),
                "agencies" => RawMeasures.Agencies(rows),
                _ => RawMeasures.OfPerformance[measure](rows),
            };
            Answers.Equal(expected, figures.Figure(measure), $"{measure} of {figures}");
        }
    }
}
