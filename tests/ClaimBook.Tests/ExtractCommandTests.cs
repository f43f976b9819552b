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
        var expected = RawFile.Read(extract).GroupBy(r => (Line: r.ProductLine, r.Year))
            .OrderBy(g => g.Key.Line, StringComparer.Ordinal).ThenBy(g => g.Key.Year).ToList();
        var rows = root.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(22, expected.Count);
        Assert.Equal(expected.Select(g => g.Key), rows.Select(r => (r.GetProperty("product_line").GetString()!, Number(r, "year"))));
        foreach (var (group, row) in expected.Zip(rows))
            AssertFigures([.. group], row, balanceOf: group.Key.Year);
        AssertFigures([.. expected.SelectMany(g => g)], root.GetProperty("total"), balanceOf: 2015);
    }

    static void AssertFigures(IReadOnlyList<RawRow> rows, JsonElement figures, int balanceOf)
    {
        foreach (var measure in new[] { "written_premium", "earned_premium", "incurred_losses", "loss_ratio", "retention_ratio" })
            Answers.Equal(RawMeasures.OfPerformance[measure](rows), figures.Figure(measure), measure);
        Assert.Equal(RawMeasures.PoliciesInForce(rows, balanceOf), figures.Figure("policies_in_force"));
    }

    static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
