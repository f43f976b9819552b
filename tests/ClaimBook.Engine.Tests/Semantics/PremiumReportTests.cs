using System.Text.Json;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests;

public sealed class PremiumReportTests : IDisposable
{
    static readonly string[] s_sums = ["new_business_premium", "renewal_premium", "written_premium", "earned_premium", "incurred_losses"];

    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Whole_years_of_the_extract_are_reported_as_its_raw_rows_add_up()
    {
        var lines = await File.ReadAllLinesAsync(Extract.Require(), TestContext.Current.CancellationToken);
        var names = lines[0].Split(',');
        var raw = lines.Skip(1).Select(l => names.Zip(l.Split(',')).ToDictionary(f => f.First, f => f.Second))
            .Where(r => int.Parse(r["STAT_PROFILE_DATE_YEAR"]) is >= 2008 and <= 2012).ToList();
        var expected = new List<(int Agency, string? Line, List<Dictionary<string, string>> Rows)>();
        foreach (var agency in raw.GroupBy(r => int.Parse(r["AGENCY_ID"])).OrderBy(a => a.Key))
        {
            expected.AddRange(agency.GroupBy(r => r["PROD_LINE"]).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => (agency.Key, (string?)l.Key, l.ToList())));
            expected.Add((agency.Key, null, agency.ToList()));
        }
        var database = Database.FromUrl($"sqlite:{_directory["claimbook.db"]}");
        new Loader(database).Load(Extract.Require(), new LoadOptions());

        var report = await Written.Json(Report(new CubeEngine(StarCube.Read(database)), "from=2008-01-01 to=2012-12-31", subtotals: true).ToExport());

        var rows = report.GetProperty("rows").EnumerateArray().ToList();
        var written = raw.Sum(r => decimal.Parse(r["WRTN_PREM_AMT"]));
        Assert.Equal(
            expected.Select(e => (e.Agency, e.Line, e.Line is null)),
            rows.Select(r => (r.GetProperty("agency").GetInt32(), r.GetProperty("product_line").GetString(), r.GetProperty("subtotal").GetBoolean())));
        foreach (var (row, group) in rows.Zip(expected))
            AssertFigures(group.Rows, row, written);
        AssertFigures(raw, report.GetProperty("total"), written);
    }

    [Fact]
    public void Rows_add_up_to_subtotals_and_subtotals_to_the_total_where_years_count_whole()
    {
        foreach (var seed in Enumerable.Range(0, 5))
        {
            var report = Report(Engine(Star.Random(seed)), "year=2006..2014", subtotals: true);
            var (agency, isSubtotal) = (Answers.Column<long?>(report, "agency").Values, Answers.Column<bool>(report, "subtotal").Values);
            foreach (var name in s_sums.Append("policies_in_force"))
            {
                var column = Answers.Column<long?>(report, name);
                long? Sum(Func<int, bool> where) => Enumerable.Range(0, report.Rows).Where(where).Sum(row => column.Values[row] ?? 0);
                Assert.Equal(column.Total, Sum(row => isSubtotal[row]));
                for (var row = 0; row < report.Rows; row++)
                {
                    if (isSubtotal[row])
                        Assert.Equal(column.Values[row] ?? 0, Sum(r => agency[r] == agency[row] && !isSubtotal[r]));
                }
            }
        }
    }

    [Fact]
    public void Cut_years_are_rounded_at_each_level_on_its_own()
    {
        const string dates = "from=2009-02-14 to=2012-08-01 state=OH,IN";
        const int cutYears = 2;
        var star = Star.Random(seed: 2);
        var report = Report(Engine(star), dates, subtotals: true);
        var measures = $"measures=policies_in_force,{string.Join(',', s_sums)},loss_ratio {dates}";
        var (lines, agencies) = (star.Ask($"by=agency,product_line {measures}"), star.Ask($"by=agency {measures}"));

        var isSubtotal = Answers.Column<bool>(report, "subtotal").Values;
        foreach (var name in s_sums.Append("policies_in_force"))
        {
            var column = Answers.Column<long?>(report, name);
            Assert.Equal(Answers.Column<long?>(lines, name).Values, column.Values.Where((_, row) => !isSubtotal[row]));
            Assert.Equal(Answers.Column<long?>(agencies, name).Values, column.Values.Where((_, row) => isSubtotal[row]));
            Assert.Equal(Answers.Column<long?>(agencies, name).Total, column.Total);
            // Each row, and the total, is within a cent of its exact share, for each year that is cut.
            var most = (agencies.Rows + 1) * cutYears;
            Assert.InRange(column.Values.Where((_, row) => isSubtotal[row]).Sum()!.Value - column.Total!.Value, -most, most);
        }
        Assert.Equal(Answers.Column<double?>(agencies, "loss_ratio").Values, Answers.Column<double?>(report, "loss_ratio").Values.Where((_, row) => isSubtotal[row]));
        Assert.Contains(report.Notices, n => n.StartsWith("Sums are estimated by the share of days: 2009 counts", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_subtotals_there_is_a_row_for_each_agency_and_line()
    {
        var report = Report(Engine(HandMadeAnswerTests.Star), "year=2007", subtotals: false);
        Assert.Equal(
            "agency product_line policies_in_force new_business_premium renewal_premium written_premium earned_premium incurred_losses loss_ratio written_premium_share",
            string.Join(' ', report.Columns.Select(c => c.Name)));
        Answers.Equal(
            [
                [3, "CL", 11m, 0m, 151_00m, 151_00m, 100_00m, 80_00m, 0.8, 151.0 / 176],
                [3, "PL", 4m, 10_00m, 20_00m, 30_00m, 0m, 5_00m, null, 30.0 / 176],
                [16, "CL", 30m, 10_00m, -15_00m, -5_00m, 50_00m, 20_00m, 0.4, -5.0 / 176],
            ],
            Answers.Rows(report), "2007");
        Answers.Equal([[45m, 20_00m, 156_00m, 176_00m, 150_00m, 105_00m, 0.7, 1.0]], [Answers.Total(report)], "total");
    }

    [Fact]
    public void A_share_of_no_premium_is_null()
    {
        var report = Report(Engine(HandMadeAnswerTests.Star), "year=2007 agency=16", subtotals: true);
        Assert.Equal([null, null], Answers.Column<double?>(report, "written_premium_share").Values);
        Assert.Null(Answers.Column<double?>(report, "written_premium_share").Total);
    }

    [Fact]
    public void A_scope_reports_its_own_agencies_as_the_whole()
    {
        var report = PremiumReport.Of(Selection("year=2007"), subtotals: true, Engine(HandMadeAnswerTests.Star), RowScope.Of([3]));
        Assert.Equal([3L, 3L, 3L], Answers.Column<long?>(report, "agency").Values);
        Assert.Equal([151.0 / 181, 30.0 / 181, 1], Answers.Column<double?>(report, "written_premium_share").Values);
    }

    [Fact]
    public void Nothing_selected_is_an_empty_report()
    {
        var report = Report(Engine(HandMadeAnswerTests.Star), "year=1999", subtotals: true);
        Assert.Equal((0, 0), (report.Rows, report.RowCount));
        Assert.Null(Answers.Column<long?>(report, "written_premium").Total);
    }

    [Fact]
    public void A_load_between_the_questions_does_not_mix_its_data_with_what_was_before()
    {
        var before = Star.Random(seed: 1);
        var after = Star.Random(seed: 2) with { Dimensions = Star.Random(seed: 2).Dimensions with { LoadId = 8 } };
        var report = PremiumReport.Of(Selection("year=2010"), subtotals: true, new ReloadedEngine(Engine(before), Engine(after)), RowScope.All);
        Answers.Equal(Answers.Rows(Report(Engine(after), "year=2010", subtotals: true)), Answers.Rows(report), "after the load");
        Assert.Equal(8, report.LoadId);
    }

    /// <summary>Answers the first question before a load and all others after it.</summary>
    sealed class ReloadedEngine(IAnalyticsEngine before, IAnalyticsEngine after) : IAnalyticsEngine
    {
        IAnalyticsEngine _now = before;

        public string Name => _now.Name;

        public ResultTable Answer(AnalyticsQuery query, RowScope scope)
        {
            var answer = _now.Answer(query, scope);
            _now = after;
            return answer;
        }

        public IReadOnlyList<string> Names(Dimension dimension, RowScope scope) => throw new NotSupportedException();
    }

    static CubeEngine Engine(Star star) => new(StarCube.Build(star.Dimensions, star.Facts));

    static ResultTable Report(CubeEngine engine, string selection, bool subtotals) => PremiumReport.Of(Selection(selection), subtotals, engine, RowScope.All);

    static AnalyticsQuery Selection(string selection) => Queries.Parse(selection, QueryForm.Report);

    static void AssertFigures(List<Dictionary<string, string>> rows, JsonElement figures, decimal writtenInAll)
    {
        decimal Sum(string column) => rows.Sum(r => decimal.Parse(r[column]));
        var (newBusiness, written, earned, losses) = (Sum("NB_WRTN_PREM_AMT"), Sum("WRTN_PREM_AMT"), Sum("PRD_ERND_PREM_AMT"), Sum("PRD_INCRD_LOSSES_AMT"));
        Assert.Equal([newBusiness, written - newBusiness, written, earned, losses], s_sums.Select(s => figures.GetProperty(s).GetDecimal()));
        var inForce = rows.Where(r => r["STAT_PROFILE_DATE_YEAR"] == "2012").Sum(r => decimal.Parse(r["POLY_INFORCE_QTY"]));
        Assert.Equal(inForce, figures.GetProperty("policies_in_force") is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : 0);
        if (earned > 0)
            Assert.Equal((double)(losses / earned), figures.GetProperty("loss_ratio").GetDouble(), tolerance: 1e-12);
        else
            Assert.Equal(JsonValueKind.Null, figures.GetProperty("loss_ratio").ValueKind);
        Assert.Equal((double)(written / writtenInAll), figures.GetProperty("written_premium_share").GetDouble(), tolerance: 1e-12);
    }
}
