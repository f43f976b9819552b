using System.Text.Json;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

public sealed class ResultExportTests
{
    [Fact]
    public async Task The_shape_of_a_json_answer_is_pinned()
    {
        var table = HandMadeAnswerTests.Star.Ask("by=vendor,year measures=written_premium,loss_ratio,policies_in_force,agencies from=2006-01-01 to=2007-01-31");
        using var json = JsonDocument.Parse(await Json(table));
        Golden.Check("tests/ClaimBook.Engine.Tests/Exports/summary.json", JsonSerializer.Serialize(json, s_indented).ReplaceLineEndings("\n") + "\n");
    }

    [Fact]
    public async Task Csv_starts_with_a_byte_order_mark_and_quotes_what_needs_it()
    {
        var table = new ResultTable(
            [
                Column("vendor", ResultKind.Dimension, null, ["Smith, Jones", "the \"best\"", "two\nlines", "plain"]),
                Column<long?>("agency", ResultKind.Dimension, null, [3, null, -4, 5]),
                Column("estimated", ResultKind.Flag, null, [true, false, false, true]),
                Column<long?>("written_premium", ResultKind.Additive, Unit.Money, [-1234_50, null, 5, 100_00]),
                Column<double?>("loss_ratio", ResultKind.Ratio, Unit.Ratio, [0.5, null, -0.25, 1]),
            ],
            Rows: 4, RowCount: 4, [], LoadId: 1);
        Assert.Equal(
            "\uFEFFvendor,agency,estimated,written_premium,loss_ratio\r\n"
            + "\"Smith, Jones\",3,true,-1234.50,0.5\r\n\"the \"\"best\"\"\",,false,,\r\n\"two\nlines\",-4,false,0.05,-0.25\r\nplain,5,true,100.00,1\r\n",
            await Csv(table));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a=1", "a=1")]
    public async Task A_text_that_a_spreadsheet_would_run_is_made_inert(string text, string written)
    {
        var table = new ResultTable([Column("vendor", ResultKind.Dimension, null, [text])], 1, 1, [], 1);
        Assert.Equal($"\uFEFFvendor\r\n{written}\r\n", await Csv(table));
    }

    [Fact]
    public async Task A_long_answer_is_written_completely()
    {
        var table = new ResultTable([Column<long?>("agency", ResultKind.Dimension, null, [.. Enumerable.Range(0, 50_000)])], 50_000, 50_000, [], 1);
        Assert.Equal(50_001, (await Csv(table)).Count(c => c == '\n'));
        using var json = JsonDocument.Parse(await Json(table));
        Assert.Equal(50_000, json.RootElement.GetProperty("rows").GetArrayLength());
    }

    static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    static ResultColumn<T> Column<T>(string name, ResultKind kind, Unit? unit, T[] values) => new(name, name, kind, unit, values, default!);

    static Task<string> Json(ResultTable table) => Written.Text(table.ToExport(), ExportFormat.Json);

    static Task<string> Csv(ResultTable table) => Written.Text(table.ToExport(), ExportFormat.Csv);
}
