using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ClaimBook.Engine.Tests;

public sealed class TableXlsxTests
{
    [Fact]
    public async Task Cells_are_typed_and_formatted()
    {
        var sheet = (await XlsxBook.Of(Tables.OfEveryType)).Sheets[0];
        Assert.Equal("Every type", sheet.Name);
        Assert.Equal(["Year", "Name", "Complete", "Begins", "Entered", "Policies", "Premium", "Average", "Share"], sheet.Rows[0]);
        Assert.Equal(
            [2010.0, "Zoë & <Sons>", true, new DateTime(2010, 1, 31), new DateTime(2010, 1, 31, 23, 30, 0), 1234.0, -1_234_567.05, 12.5, 0.125], sheet.Rows[1]);
        Assert.Equal<string?[]>(
            ["0", "General", "General", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm:ss", "#,##0", "#,##0.00", "#,##0.00", "0.0%"], sheet.Formats[1]);
        Assert.All(sheet.Rows[2], Assert.Null);
        Assert.Equal(["Total", null, null, null, null, 1234.0, -1_234_567.05, 12.5, 1.0], sheet.Rows[3]);
        Assert.Equal(4, sheet.Rows.Count);
    }

    [Fact]
    public async Task The_header_is_frozen_the_rows_can_be_filtered_and_the_total_is_bold()
    {
        var book = await XlsxBook.Of(Tables.OfEveryType);
        var (pane, filter, isTotalBold) = book.Inspect(document =>
        {
            var worksheet = Worksheet(document, "Every type");
            var formats = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
            var total = worksheet.Descendants<Row>().Last().Elements<DocumentFormat.OpenXml.Spreadsheet.Cell>().Last();
            var font = formats.CellFormats!.Elements<CellFormat>().ElementAt((int)total.StyleIndex!.Value).FontId!.Value;
            return (worksheet.Descendants<Pane>().Single(), worksheet.Descendants<AutoFilter>().Single().Reference!.Value, formats.Fonts!.Elements<Font>().ElementAt((int)font).Bold is not null);
        });
        Assert.Equal((PaneStateValues.Frozen, 1.0, "A2"), (pane.State!.Value, pane.VerticalSplit!.Value, pane.TopLeftCell!.Value));
        Assert.Equal("A1:I3", filter);
        Assert.True(isTotalBold);
    }

    [Fact]
    public async Task The_second_sheet_says_what_the_figures_are()
    {
        var notes = (await XlsxBook.Of(Tables.OfEveryType)).Sheets[1];
        Assert.Equal("Notes", notes.Name);
        var rows = notes.Rows.Select(r => string.Join('|', r));
        Assert.Equal(
            [
                "About|What is to be known|Formula|Unit", "Title|Every type||", "Rows|2||", "Load|7||", "Asked: from|2010-01-01||", "Asked: state|OH||",
                "Notice|2010 is complete.||", "Year|||", "Name|||", "Complete|||", "Begins|||", "Entered|||", "Policies|||policies",
                "Premium|What is paid|sum(premium)|USD", "Average|||USD", "Share|||ratio",
            ],
            rows);
    }

    [Fact]
    public async Task An_answer_states_its_question_and_the_definitions_of_its_measures()
    {
        var query = Queries.Parse("by=state measures=loss_ratio year=2006..2007 state=!PA limit=1");
        var notes = (await XlsxBook.Of(HandMadeAnswerTests.Star.Ask("by=state measures=loss_ratio year=2006..2007 limit=1").ToExport("Summary", query))).Sheets[1];
        var rows = notes.Rows.Select(r => string.Join('|', r)).ToList();
        Assert.Contains("Rows|1 of 2||", rows);
        Assert.Contains("Asked: year|2006..2007||", rows);
        Assert.Contains("Asked: state|!PA||", rows);
        Assert.Contains("Loss ratio|What losses take of the premium earned|sum(incurred losses) / sum(earned premium)|ratio", rows);
        Assert.Contains("State|State of the risk, two letters||", rows);
        Assert.Contains("Notice|Incomplete years: 2007 covers January to May.||", rows);
    }

    [Theory]
    [InlineData(4, 11, new[] { 4, 4, 4, 4 })]
    [InlineData(4, 8, new[] { 4, 4, 4 })]
    [InlineData(4, 9, new[] { 4, 4, 4, 2 })]
    [InlineData(12, 11, new[] { 12, 2 })]
    [InlineData(13, 11, new[] { 13 })]
    public async Task More_rows_than_a_sheet_has_go_on_on_the_next_with_the_total_on_the_last(int mostRows, int rows, int[] rowsOfSheets)
    {
        // A limit of 4 holds the header and 3 rows. The sheet of notes has the same limit, so it goes on as well.
        var sheets = (await XlsxBook.Of(Tables.Long(rows), mostRows)).Sheets.Where(s => s.Name.StartsWith("Long", StringComparison.Ordinal)).ToList();
        Assert.Equal(rowsOfSheets, sheets.Select(s => s.Rows.Count));
        Assert.Equal(["Long", .. Enumerable.Range(2, sheets.Count - 1).Select(n => $"Long ({n})")], sheets.Select(s => s.Name));
        Assert.All(sheets, s => Assert.Equal(["Line", "Text", "Amount"], s.Rows[0]));
        var lines = sheets.SelectMany(s => s.Rows.Skip(1)).ToList();
        Assert.Equal(Enumerable.Range(1, rows).Select(n => (object)(double)n), lines.SkipLast(1).Select(r => r[0]));
        Assert.Equal(["Total", null, (double)rows], lines[^1]);
    }

    [Fact]
    public async Task An_empty_table_has_its_header_and_opens()
    {
        var book = await XlsxBook.Of(Tables.OfTexts());
        Assert.Equal(["Texts", "Notes"], book.Sheets.Select(s => s.Name));
        Assert.Equal(["Text"], Assert.Single(book.Sheets[0].Rows));
    }

    [Fact]
    public async Task A_text_like_a_formula_is_a_text_that_stays_one_when_it_is_edited()
    {
        string[] texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain"];
        var book = await XlsxBook.Of(Tables.OfTexts(texts));
        Assert.Equal(texts, book.Sheets[0].Rows.Skip(1).Select(r => r[0]));
        book.Inspect(document =>
        {
            var worksheet = Worksheet(document, "Texts");
            var formats = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>().ToList();
            Assert.Empty(worksheet.Descendants<CellFormula>());
            var isQuoted = worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().Skip(1).Select(c => formats[(int)c.StyleIndex!.Value].QuotePrefix?.Value ?? false);
            Assert.Equal([true, true, true, true, true, true, false], isQuoted);
            return true;
        });
    }

    [Fact]
    public async Task What_XML_cannot_hold_is_escaped_and_comes_back()
    {
        string[] texts = ["a\u0001b", "\0", "\u001F", "\uFFFE\uFFFF", "_x0041_", "_x41_", "a_b", "]]>", "\r\n", "  two  ", "\U0001F600"];
        Assert.Equal(texts, (await XlsxBook.Of(Tables.OfTexts(texts))).Sheets[0].Rows.Skip(1).Select(r => r[0]));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        Assert.Equal("a\uFFFDb", (await XlsxBook.Of(Tables.OfTexts("a\uD83Db"))).Sheets[0].Rows[1][0]);
    }

    [Theory]
    [InlineData(32_767, 32_767)]
    [InlineData(32_768, 32_767)]
    [InlineData(100_000, 32_767)]
    public async Task A_text_longer_than_a_cell_is_cut_with_a_mark(int length, int written)
    {
        var text = (string)(await XlsxBook.Of(Tables.OfTexts(new string('x', length)))).Sheets[0].Rows[1][0]!;
        Assert.Equal((written, length > written), (text.Length, text.EndsWith('…')));
    }

    [Fact]
    public async Task A_text_is_not_cut_between_two_halves_of_a_character()
    {
        var text = (string)(await XlsxBook.Of(Tables.OfTexts(new string('x', 32_765) + "\U0001F600\U0001F600"))).Sheets[0].Rows[1][0]!;
        Assert.Equal(new string('x', 32_765) + "…", text);
    }

    [Fact]
    public async Task Days_before_March_1900_are_texts()
    {
        var table = Tables.OfTexts() with
        {
            Columns = [new("day", "Day", ResultKind.Attribute, null, ClaimBook.Engine.Exports.CellType.Date)],
            Rows = new[] { new DateOnly(1899, 12, 31), new DateOnly(1900, 2, 28), new DateOnly(1900, 3, 1) }.Select(d => new ClaimBook.Engine.Exports.Cell[] { d }),
        };
        Assert.Equal(["1899-12-31", "1900-02-28", new DateTime(1900, 3, 1)], (await XlsxBook.Of(table)).Sheets[0].Rows.Skip(1).Select(r => r[0]));
    }

    [Fact]
    public async Task The_same_table_gives_the_same_bytes()
    {
        Assert.Equal(await Written.Bytes(Tables.OfEveryType, ExportFormat.Xlsx), await Written.Bytes(Tables.OfEveryType, ExportFormat.Xlsx));
    }

    [Theory]
    [InlineData("A title that is much longer than what the name of a sheet may be", "A title that is much longer tha")]
    [InlineData("Loss: 'A'/B [1]?", "Loss   A  B  1")]
    public async Task A_title_becomes_a_name_that_a_sheet_may_have(string title, string name)
    {
        Assert.Equal(name, (await XlsxBook.Of(Tables.OfTexts("x") with { Title = title })).Sheets[0].Name);
    }

    static Worksheet Worksheet(SpreadsheetDocument document, string name)
    {
        var sheet = document.WorkbookPart!.Workbook.Descendants<Sheet>().Single(s => s.Name == name);
        return ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet;
    }
}
