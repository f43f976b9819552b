using System.Text;
using ClaimBook.Engine.Book.Import;

namespace ClaimBook.Engine.Tests.Book.Import;

/// <summary>CSV as people have it, and the questions that its dates and amounts raise.</summary>
public sealed class CsvImportTests : IDisposable
{
    readonly ImportDesk _desk = new();

    public static TheoryData<string, string> Encodings => new()
    {
        { "utf-8", "CSV, UTF-8, separated by semicolons" }, { "bom", "CSV, UTF-8, separated by semicolons" }, { "windows-1252", "CSV, Windows-1252, separated by semicolons" },
        { "utf-16", "CSV, UTF-16, separated by semicolons" }, { "utf-16BE", "CSV, UTF-16, separated by semicolons" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_usual_encoding_is_read(string encoding, string kind)
    {
        const string text = "Ref;Cost;Description\r\nA;1,50;Åska på Östermalm – 5 €\r\n";
        byte[] file = encoding switch
        {
            "bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
            _ => [.. Encoding.GetEncoding(encoding).GetPreamble().Where(_ => encoding != "utf-8"), .. Encoding.GetEncoding(encoding).GetBytes(text)],
        };

        Assert.Equal(kind, _desk.ImportAll(file).Plan.FileKind);

        Assert.Equal(("Åska på Östermalm – 5 €", 150), (_desk.Claim("A").Details.Description, _desk.Claim("A").Money.Incurred));
    }

    [Theory]
    [InlineData("Ref,Cost\nA,1.50", "commas")]
    [InlineData("Ref;Cost\nA;1,50", "semicolons")]
    [InlineData("Ref\tCost\nA\t1.50", "tabs")]
    [InlineData("Ref|Cost\nA|1.50", "bars")]
    [InlineData("sep=;\nRef;Cost\nA;1,50", "semicolons")]
    [InlineData("Claims, losses, and more\nRef;Cost\nA;1,50", "semicolons")]
    [InlineData("Ref,Cost\r\n\r\nA,\"1.50\"", "commas")]
    public void The_separator_is_the_one_with_which_the_header_is_known(string text, string separator)
    {
        Assert.Equal($"CSV, UTF-8, separated by {separator}", _desk.ImportAll(text).Plan.FileKind);
        Assert.Equal(150, _desk.Claim("A").Money.Incurred);
    }

    [Fact]
    public void A_row_with_more_values_than_the_header_or_with_marks_that_are_not_in_pairs_is_rejected()
    {
        var report = _desk.Import("Ref,Cost,Description\nA,1,234.56,x\nB,2,5\" pipe\nC,3,\"ab\"cd\nD,4\nE,5,\"never closed\nF,6,lost\n");

        Assert.Equal(["B", "D"], _desk.Ledger.Now().Claims.Select(c => c.Reference));
        Assert.Equal("5\" pipe", _desk.Claim("B").Details.Description);
        Assert.Equal([2, 4, 6], report.Rejected.Select(r => r.Number));
        Assert.Equal("row: has 4 values, but the header only 3", report.Rejected[0].Reason);
        Assert.All(report.Rejected.Skip(1), r => Assert.Equal("row: its quotation marks are not in pairs: a value must have one at each of its ends, and two for each within", r.Reason));
        Assert.Contains("F,6,lost", report.Rejected[2].Cells[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3/2/2024;3/31/2024", "2024-03-02;2024-03-31", "3/31/2024 can only have its month first")]
    [InlineData("3/2/2024;31/3/2024", "2024-02-03;2024-03-31", "31/3/2024 can only have its day first")]
    [InlineData("03.02.2024;31.03.2024", "2024-02-03;2024-03-31", "31.03.2024 can only have its day first")]
    [InlineData("3-2-2024;31-3-2024", "2024-02-03;2024-03-31", "31-3-2024 can only have its day first")]
    [InlineData("2/2/2024;3/3/2024", "2024-02-02;2024-03-03", "day and month are equal in each")]
    [InlineData("2024-02-03;2024/2/3", "2024-02-03;2024-02-03", "")]
    [InlineData("2024-02-03T14:30:00Z;2024-02-03 14:30", "2024-02-03;2024-02-03", "")]
    [InlineData("20240203;45325", "2024-02-03;2024-02-03", "")]
    [InlineData("3-Feb-2024;February 3, 2024", "2024-02-03;2024-02-03", "")]
    [InlineData("3/2/2024 2:30 PM;3/31/2024 00:00:00", "2024-03-02;2024-03-31", "3/31/2024 00:00:00 can only have its month first")]
    public void The_order_of_dates_is_told_from_all_values_of_a_column(string written, string read, string why)
    {
        var report = _desk.ImportAll("Ref,Cost,DOL\n" + string.Concat(written.Split(';').Select((d, i) => $"C{i},1,\"{d}\"\n")));

        Assert.Equal(read.Split(';'), _desk.Ledger.Now().Claims.Select(c => $"{c.Details.LossDate:yyyy-MM-dd}"));
        Assert.Equal(why, report.Plan.Columns[2].Why);
    }

    [Fact]
    public void Dates_that_may_be_read_in_two_ways_are_asked_about_and_never_guessed()
    {
        const string text = "Ref,Cost,DOL\nA,1,3/2/2024\nB,1,1/1/2024\n";

        Assert.Equal(("dates", "column C, 'DOL': 3/2/2024 may have its month or its day first, and so may all others; say which, as dates=dmy, mdy or ymd"), _desk.Refusal(text));
        Assert.Equal(
            ("dates", "column C, 'DOL': 3/31/2024 can only have its month first, 31/3/2024 only its day; say which, as dates=dmy, mdy or ymd"),
            _desk.Refusal("Ref,Cost,DOL\nA,1,3/31/2024\nB,1,31/3/2024\n"));

        foreach (var (order, day) in new[] { (DateOrder.Dmy, new DateOnly(2024, 2, 3)), (DateOrder.Mdy, new DateOnly(2024, 3, 2)) })
        {
            using var desk = new ImportDesk();
            desk.ImportAll(text, new ImportOptions { Dates = order });
            Assert.Equal(day, desk.Claim("A").Details.LossDate);
        }
        Assert.Equal("lossDate: '3/2/2024' is no date like 2024-03-31", _desk.Reason("Ref,Cost,DOL\nA,1,3/2/2024\n", new ImportOptions { Dates = DateOrder.Ymd }));
    }

    [Theory]
    [InlineData("3/2/24", "lossDate: '3/2/24' has a year of two digits; write all four")]
    [InlineData("3-Feb-24", "lossDate: '3-Feb-24' has a year of two digits; write all four")]
    [InlineData("2024-02-30", "lossDate: '2024-02-30' is no date like 2024-03-31")]
    [InlineData("31/31/2024", "lossDate: '31/31/2024' is no date like 2024-03-31")]
    [InlineData("yesterday", "lossDate: 'yesterday' is no date like 2024-03-31")]
    [InlineData("0024-03-01", "lossDate: must be from 1900-01-01 to 2199-12-31")]
    [InlineData("2024-05-03", "reportedDate: must not be earlier than the loss, 2024-05-03")]
    [InlineData("12", "lossDate: '12' is no date like 2024-03-31")]
    [InlineData("#REF!", "lossDate: '#REF!' is an error of the workbook; correct the formula or the value")]
    public void A_date_that_cannot_be_right_rejects_its_row(string date, string reason) => Assert.Equal(reason, _desk.Reason($"Ref,Cost,DOL\nA,1,{date}\n"));

    [Theory]
    [InlineData("1,234.56|7", "1234.56|7", "1,234.56 can only have a decimal point")]
    [InlineData("1.234,56|1.234", "1234.56|1234", "1.234,56 can only have a decimal comma")]
    [InlineData("1,234|1.5", "1234|1.5", "1.5 can only have a decimal point")]
    [InlineData("1 234,56|1\u00a0234\u00a0567,8", "1234.56|1234567.8", "1 234,56 can only have a decimal comma")]
    [InlineData("1'234.50|.5", "1234.50|0.5", "1'234.50 can only have a decimal point")]
    [InlineData("1234|0", "1234|0", "")]
    [InlineData("$1,234.56|USD 5.10|$ 7", "1234.56|5.10|7", "$1,234.56 can only have a decimal point")]
    [InlineData("1 234,56 kr|€5,10|7 SEK", "1234.56|5.10|7", "1 234,56 kr can only have a decimal comma")]
    [InlineData("1,234,567|+5", "1234567|5", "1,234,567 can only have a decimal point")]
    [InlineData("0.10000000000001|2.00", "0.1|2", "0.10000000000001 can only have a decimal point")]
    public void The_decimal_sign_is_told_from_all_values_of_a_column(string written, string read, string why)
    {
        var report = _desk.ImportAll("Ref\tCost\n" + string.Concat(written.Split('|').Select((a, i) => $"C{i}\t{a}\n")));

        Assert.Equal(read.Split('|').Select(a => (long)(decimal.Parse(a, null) * 100)), _desk.Ledger.Now().Claims.Select(c => c.Money.Incurred));
        Assert.Equal(why, report.Plan.Columns[1].Why);
    }

    [Fact]
    public void Amounts_that_may_be_read_in_two_ways_are_asked_about_and_never_guessed()
    {
        const string text = "Ref;Cost\nA;1,234\nB;7\n";

        Assert.Equal(("decimal", "column B, 'Cost': 1,234 may be 1234 or 1.234, and no other value says which; say which, as decimal=point or comma"), _desk.Refusal(text));
        Assert.Equal(
            ("decimal", "column B, 'Cost': 1.5 can only have a decimal point, 1,5 only a decimal comma; say which, as decimal=point or comma"),
            _desk.Refusal("Ref;Cost\nA;1.5\nB;1,5\n"));
        _desk.ImportAll(text, new ImportOptions { Decimal = DecimalSign.Point });
        Assert.Equal(1234_00, _desk.Claim("A").Money.Incurred);
        Assert.Equal("cost: '1,234' has more than two decimals, or is too large", _desk.Reason("Ref;Cost\nC;1,234\n", new ImportOptions { Decimal = DecimalSign.Comma }));
    }

    [Theory]
    [InlineData("1.234567", "cost: '1.234567' has more than two decimals, or is too large")]
    [InlineData("1,23,456.7", "cost: '1,23,456.7' is no amount with a decimal point")]
    [InlineData("(123.45)", "cost: must be an amount from 0 to 1000000000000")]
    [InlineData("-$5.00", "cost: must be an amount from 0 to 1000000000000")]
    [InlineData("12.5%", "cost: '12.5%' is no amount with a decimal point")]
    [InlineData("1E5", "cost: '1E5' is no amount with a decimal point")]
    [InlineData("(5.00", "cost: '(5.00' is no amount with a decimal point")]
    [InlineData("(-5.00)", "cost: '(-5.00)' is no amount with a decimal point")]
    [InlineData("five", "cost: 'five' is no amount with a decimal point")]
    [InlineData("99999999999999999999.00", "cost: '99999999999999999999.00' has more than two decimals, or is too large")]
    [InlineData("2000000000000.00", "cost: must be an amount from 0 to 1000000000000")]
    public void An_amount_that_cannot_be_right_rejects_its_row(string amount, string reason) => Assert.Equal(reason, _desk.Reason($"Ref;Cost\nA;{amount}\n"));

    [Theory]
    [InlineData("(1,234.56)", -123456)]
    [InlineData("($5.10)", -510)]
    [InlineData("-5.10", -510)]
    [InlineData("5.10-", -510)]
    [InlineData("$-5.10", -510)]
    [InlineData("−5.10", -510)]
    [InlineData("kr. 5.10", 510)]
    public void Negative_amounts_are_read_in_every_usual_way(string text, long cents) => Assert.Equal(cents, AmountText.Cents(AmountText.Read(text, DecimalSign.Point)!.Value));

    public void Dispose() => _desk.Dispose();
}
