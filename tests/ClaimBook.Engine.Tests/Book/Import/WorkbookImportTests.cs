using ClaimBook.Engine.Book;
using ClaimBook.Engine.Book.Import;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using static ClaimBook.Engine.Tests.Book.Import.HandmadeWorkbook;

namespace ClaimBook.Engine.Tests.Book.Import;

/// <summary>What people's workbooks have in them.</summary>
public sealed class WorkbookImportTests : IDisposable
{
    readonly ImportDesk _desk = new();

    [Fact]
    public void Twenty_rows_of_reference_and_cost_are_twenty_claims_with_one_reserve_each()
    {
        object?[][] rows = [.. Enumerable.Range(1, 20).Select(i => new object?[] { $"C-{i:00}", i * 1000.25 })];

        var report = _desk.ImportAll(Of(new Sheet("Sheet1", [["Claim Reference", "Claim Cost"], .. rows])));

        Assert.Equal((20, 0), (report.Imported, report.Unchanged));
        Assert.Equal(20, _desk.Ledger.Now().Claims.Count);
        foreach (var (claim, i) in _desk.Ledger.Now().Claims.Select((c, i) => (c, i + 1)))
        {
            Assert.Equal($"C-{i:00}", claim.Reference);
            Assert.Equal(new ClaimMoney(0, i * 100_025, 0), claim.Money);
            var reserve = Assert.Single(claim.Transactions);
            Assert.Equal((TransactionType.Reserve, MoneyKind.Indemnity, ImportDesk.Today), (reserve.Type, reserve.Kind, reserve.Day));
            Assert.Equal((null, null, ImportDesk.Today, "Unknown", ""), (claim.Details.Policy, claim.Details.LossDate, claim.Details.ReportedDate, claim.Details.Cause, claim.Details.Description));
        }
        Assert.Equal(1, _desk.Ledger.Now().Change);
    }

    [Fact]
    public void Dates_are_read_as_dates_as_serials_and_as_text()
    {
        _desk.ImportAll(Of(new Sheet(
            "Claims", ["Claim No", "Cost", "DOL", "Reported"], ["A", 1, new DateOnly(2024, 3, 2), 45355], ["B", 2, "2024-03-02", 20240304], ["C", 3, 45353.75, "4 March 2024"])));

        foreach (var reference in new[] { "A", "B", "C" })
            Assert.Equal((new(2024, 3, 2), new(2024, 3, 4)), (_desk.Claim(reference).Details.LossDate!.Value, _desk.Claim(reference).Details.ReportedDate));
    }

    [Fact]
    public void A_workbook_that_counts_days_from_1904_has_the_same_dates()
    {
        // 2024-03-02 is 43,891 days after 1904-01-01.
        _desk.ImportAll(From1904(new Sheet("Claims", ["Claim No", "Cost", "DOL"], ["A", 1, new DateOnly(2024, 3, 2)], ["B", 2, 43_891])));

        Assert.Equal(new DateOnly(2024, 3, 2), _desk.Claim("A").Details.LossDate);
        Assert.Equal(new DateOnly(2024, 3, 2), _desk.Claim("B").Details.LossDate);
    }

    [Fact]
    public void Of_formulas_the_results_are_read_and_errors_reject_their_rows()
    {
        var report = _desk.Import(Of(new Sheet(
            "Claims", ["Ref", "Incurred"], ["A", Formula("SUM(B3:B9)", "12.5")], ["B", Error("#DIV/0!")], ["C", Error("#N/A")], [new Raw("t=\"str\"", "<f>\"D\"</f><v>D</v>"), 3])));

        Assert.Equal(2, report.Imported);
        Assert.Equal(12_50, _desk.Claim("A").Money.Outstanding);
        Assert.NotNull(_desk.Claim("D"));
        Assert.Equal(
            [(3, "cost: '#DIV/0!' is an error of the workbook; correct the formula or the value"), (4, "cost: '#N/A' is an error of the workbook; correct the formula or the value")],
            report.Rejected.Select(r => (r.Number, r.Reason)));
    }

    [Fact]
    public void The_noise_of_binary_numbers_is_no_third_decimal_and_a_third_decimal_is()
    {
        var report = _desk.Import(Of(new Sheet("Claims", ["Ref", "Cost"], ["A", 0.1 + 0.2], ["B", 1234567890.12], ["C", 0.125], ["D", 1e16], ["E", -5])));

        Assert.Equal(30, _desk.Claim("A").Money.Outstanding);
        Assert.Equal(123456789012, _desk.Claim("B").Money.Outstanding);
        Assert.Equal(
            ["cost: '0.125' has more than two decimals, or is too large", "cost: '10000000000000000' is too large", "cost: must be an amount from 0 to 1000000000000"],
            report.Rejected.Select(r => r.Reason));
    }

    [Fact]
    public void Numbers_as_references_keep_the_zeros_they_are_shown_with_and_lost_digits_are_noticed()
    {
        var report = _desk.Import(Of(new Sheet(
            "Claims", ["Ref", "Cost"], [FiveDigits(42), 1], [1001, 2], [1234567890123456789, 3], [new DateOnly(2024, 1, 2), 4], [true, 5])));

        Assert.NotNull(_desk.Claim("00042"));
        Assert.NotNull(_desk.Claim("1001"));
        Assert.Equal(
            [
                "reference: '1.2345678901234568E+18' is a number of more than 15 digits, of which Excel has lost some; format the cell as text and write it again",
                "reference: '2024-01-02' is a date in the workbook; format the cell as text and write it again", "reference: 'TRUE' is a yes or no",
            ],
            report.Rejected.Select(r => r.Reason));
    }

    [Fact]
    public void Titles_above_the_header_and_blank_rows_and_columns_do_no_harm()
    {
        var report = _desk.ImportAll(Of(new Sheet(
            "Claims", ["Loss run of 2024"], [], ["Printed", new DateOnly(2024, 5, 1)], [null, "CLAIM_NO.", null, "  total  incurred (USD) "], [], [null, "A", null, 10], [null, " ", null], [null, "B", "note", 20])));

        Assert.Equal((2, 4), (report.Imported, report.Plan.HeaderRow));
        Assert.Equal([("", "A", null), ("CLAIM_NO.", "B", "reference"), ("", "C", null), ("total  incurred (USD)", "D", "cost")],
            report.Plan.Columns.Select(c => (c.Header, c.Letters, c.Field?.Field)));
    }

    [Fact]
    public void A_header_of_merged_cells_is_read_over_its_rows()
    {
        _desk.ImportAll(Of(new Sheet("Claims", ["Claim", "Money", null], [null, "Paid", "Reserve"], ["A", 100, 50]) { Merged = ["A1:A2", "B1:C1"] }));

        Assert.Equal(new ClaimMoney(100_00, 50_00, 0), _desk.Claim("A").Money);
    }

    [Fact]
    public void Empty_and_hidden_sheets_and_those_of_other_things_are_passed_over()
    {
        var report = _desk.ImportAll(Of(
            new Sheet("Empty"), new Sheet("Notes", ["Nothing", "here"]), new Sheet("Old", ["Ref", "Cost"], ["X", 1]) { State = "hidden" },
            new Sheet("Header only", ["Ref", "Cost"]), new Sheet("Claims", ["Ref", "Cost"], ["A", 1])));

        Assert.Equal("Claims", report.Plan.SheetName);
        Assert.Equal("A", Assert.Single(_desk.Ledger.Now().Claims).Reference);
    }

    [Fact]
    public void Of_several_sheets_that_fit_it_is_asked_which()
    {
        var book = Of(new Sheet("2023", ["Ref", "Cost"], ["A", 1]), new Sheet("2024", ["Ref", "Cost"], ["B", 1]));

        Assert.Equal(("sheet", "2 sheets have these columns; say which, as sheet=NAME: 2023, 2024"), _desk.Refusal(book));
        Assert.Equal(("sheet", "there is no sheet '2025'; there are: 2023, 2024"), _desk.Refusal(book, new ImportOptions { Sheet = "2025" }));
        _desk.ImportAll(book, new ImportOptions { Sheet = "2024" });
        Assert.Equal("B", Assert.Single(_desk.Ledger.Now().Claims).Reference);
    }

    [Fact]
    public async Task What_we_export_comes_in_again_with_every_value_equal()
    {
        var table = new ExportTable
        {
            Title = "Claims",
            Columns = [new("reference", "Claim Reference", ResultKind.Attribute, null, CellType.Text), new("cost", "Claim Cost", ResultKind.Additive, Unit.Money, CellType.Cents)],
            Rows = new Cell[][] { ["=A1", 12_50], ["-B", 300], ["'C", 1] },
            RowCount = 3,
        };
        foreach (var format in new[] { ExportFormat.Csv, ExportFormat.Xlsx })
        {
            using var desk = new ImportDesk();
            desk.ImportAll(await Written.Bytes(table, format));
            Assert.Equal([("'C", 1), ("-B", 300), ("=A1", 1250L)], desk.Ledger.Now().Claims.Select(c => (c.Reference, c.Money.Incurred)));
        }
    }

    public void Dispose() => _desk.Dispose();
}
