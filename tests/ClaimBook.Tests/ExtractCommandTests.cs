using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary>What the main job promises of the real file, through the commands.</summary>
public sealed class ExtractCommandTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Loading_reports_every_row_and_loading_again_does_nothing()
    {
        var extract = Extract.Require();

        var first = ClaimBookProcess.Run("load", extract, "--json", "--data", _directory.Root);
        var again = ClaimBookProcess.Run("load", extract, "--json", "--data", _directory.Root);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        var report = JsonDocument.Parse(first.Output).RootElement;
        Assert.Equal((1, 3445, 3445, 0), (Number(report, "loadId"), Number(report, "rowsRead"), Number(report, "inserted"), Number(report, "rejected")));
        Assert.Equal("agencyperformance-extract.csv", report.GetProperty("file").GetString());
        Assert.Equal(0, again.ExitCode);
        var nothing = JsonDocument.Parse(again.Output).RootElement;
        Assert.Equal((1, 0, 0), (Number(nothing, "loadId"), Number(nothing, "inserted"), Number(nothing, "updated")));
        Assert.StartsWith("The same file was loaded before, as load 1", nothing.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_original_comes_back_equal_value_by_value()
    {
        var extract = Extract.Require();
        ClaimBookProcess.Run("load", extract, "--json", "--data", _directory.Root);

        var exported = ClaimBookProcess.Run("export", "original", "--data", _directory.Root);

        Assert.Equal(0, exported.ExitCode);
        Assert.Equal(File.ReadAllText(extract), exported.Output);
    }

    [Fact]
    public void A_query_by_product_line_and_year_equals_the_sums_of_the_raw_file_to_the_cent()
    {
        var extract = Extract.Require();
        ClaimBookProcess.Run("load", extract, "--json", "--data", _directory.Root);

        var answer = ClaimBookProcess.Run(
            "query", "--data", _directory.Root, "--by", "product_line,year", "--format", "json",
            "--measures", "written_premium,earned_premium,incurred_losses,loss_ratio,retention_ratio,policies_in_force");

        Assert.Equal(0, answer.ExitCode);
        var root = JsonDocument.Parse(answer.Output).RootElement;
        var expected = RawRows(extract).GroupBy(r => (Line: r["PROD_LINE"], Year: int.Parse(r["STAT_PROFILE_DATE_YEAR"])))
            .OrderBy(g => g.Key.Line, StringComparer.Ordinal).ThenBy(g => g.Key.Year).ToList();
        var rows = root.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(22, expected.Count);
        Assert.Equal(expected.Select(g => g.Key), rows.Select(r => (r.GetProperty("product_line").GetString()!, Number(r, "year"))));
        foreach (var (group, row) in expected.Zip(rows))
            AssertFigures([.. group], row, balanceOf: group.Key.Year);
        AssertFigures([.. expected.SelectMany(g => g)], root.GetProperty("total"), balanceOf: 2015);
    }

    /// <summary>Figures straight from the raw rows, in decimals.</summary>
    static void AssertFigures(IReadOnlyList<Dictionary<string, string>> rows, JsonElement figures, int balanceOf)
    {
        decimal Sum(string column, Func<Dictionary<string, string>, bool>? where = null) => rows.Where(where ?? (_ => true)).Sum(r => decimal.Parse(r[column]));
        bool PriorKnown(Dictionary<string, string> row) => row["PREV_POLY_INFORCE_QTY"] != "99999";

        var (written, earned, losses) = (Sum("WRTN_PREM_AMT"), Sum("PRD_ERND_PREM_AMT"), Sum("PRD_INCRD_LOSSES_AMT"));
        var (retained, prior) = (Sum("RETENTION_POLY_QTY", PriorKnown), Sum("PREV_POLY_INFORCE_QTY", PriorKnown));
        Assert.Equal(written, figures.GetProperty("written_premium").GetDecimal());
        Assert.Equal(earned, figures.GetProperty("earned_premium").GetDecimal());
        Assert.Equal(losses, figures.GetProperty("incurred_losses").GetDecimal());
        AssertRatio(losses, earned, figures.GetProperty("loss_ratio"));
        AssertRatio(retained, prior, figures.GetProperty("retention_ratio"));
        Assert.Equal(
            Sum("POLY_INFORCE_QTY", r => int.Parse(r["STAT_PROFILE_DATE_YEAR"]) == balanceOf), figures.GetProperty("policies_in_force").GetDecimal());
    }

    static void AssertRatio(decimal numerator, decimal denominator, JsonElement actual)
    {
        if (denominator <= 0)
            Assert.Equal(JsonValueKind.Null, actual.ValueKind);
        else
            Assert.Equal((double)(numerator / denominator), actual.GetDouble(), tolerance: 1e-12);
    }

    static List<Dictionary<string, string>> RawRows(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => names.Zip(l.Split(',')).ToDictionary(f => f.First, f => f.Second))];
    }

    static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
