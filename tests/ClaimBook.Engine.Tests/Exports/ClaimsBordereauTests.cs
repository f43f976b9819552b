using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Exports;

public sealed class ClaimsBordereauTests(PostgresServer postgres)
{
    static readonly string[] s_kinds = ["indemnity", "expense", "total"];

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Each_claim_shows_what_was_paid_before_and_in_the_month_and_what_is_reserved(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var keeper = Kept(book);

        var march = Of(keeper.Ledger, "2024-03");

        Assert.Equal(
            "\uFEFFclaim,policy,holder,agency,product,state,lossDate,reportedDate,cause,status,"
            + string.Concat(s_kinds.Select(k => $"{k}PreviouslyPaid,{k}PaidThisMonth,{k}Outstanding,{k}Incurred,")) + "month\r\n"
            + "C-1,P-1,Ada,3,HOMEOWNERS,OH,2024-02-10,2024-02-12,Wind,closed_with_payment,"
            + "400.00,349.75,0.00,749.75,0.00,0.00,0.00,0.00,400.00,349.75,0.00,749.75,2024-03\r\n"
            + "C-2,P-2,Grace,16,YACHT,OH,2024-03-02,2024-03-05,Fire,open,"
            + "0.00,200.00,300.00,500.00,0.00,20.00,30.00,50.00,0.00,220.00,330.00,550.00,2024-03\r\n"
            + "C-4,,,,,,,2024-03-20,Unknown,reported,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,2024-03\r\n",
            await Written.Text(march, ExportFormat.Csv));
        var total = (await Written.Json(march)).GetProperty("total");
        Assert.Equal(
            [400.00m, 569.75m, 330.00m, 1299.75m],
            new[] { "PreviouslyPaid", "PaidThisMonth", "Outstanding", "Incurred" }.Select(f => total.GetProperty($"total{f}").GetDecimal()));
        Assert.Equal(["A payment counts to the month in which it was recorded, and recoveries are taken off."], march.Notices);
        Assert.Equal("Claims bordereau 2024-03", march.Title);

        var sheet = XlsxBook.Read(await Written.Bytes(Of(keeper.Ledger, "2024-03"), ExportFormat.Xlsx)).Sheets[0];
        Assert.Equal([349.75, 200.0, 0.0, 549.75], sheet.Rows.Skip(1).Select(r => r[sheet.Column("Indemnity paid this month")]));
        Assert.Equal([749.75, 550.0, 0.0, 1299.75], sheet.Rows.Skip(1).Select(r => r[sheet.Column("Total incurred")]));
    }

    [Fact]
    public void A_payment_that_was_recorded_late_belongs_to_the_month_in_which_it_became_known()
    {
        using var book = new TestBook("sqlite", postgres);
        var keeper = Kept(book).On(2024, 4, 2).Pay("C-2", 30_00, day: new(2024, 3, 30));
        var april = Of(keeper.Ledger, "2024-04");

        Assert.Equal(["C-2", "C-4"], Claims(april));
        Assert.Equal((220_00, 30_00, 300_00, 550_00), Figures(april, "C-2", "total"));
        Assert.Equal((0, 220_00, 330_00, 550_00), Figures(Of(keeper.Ledger, "2024-03"), "C-2", "total"));
        Assert.Contains("2024-04 is not over: these are the figures of 2024-04-02.", april.Notices);
    }

    [Fact]
    public void A_closed_claim_is_listed_only_in_months_in_which_something_was_recorded_of_it()
    {
        using var book = new TestBook("sqlite", postgres);
        var keeper = Kept(book);
        keeper.On(2024, 6, 10).Recover("C-1", 100_00);
        keeper.On(2024, 7, 1);

        Assert.Equal(["C-1", "C-2", "C-4"], Claims(Of(keeper.Ledger, "2024-03")));
        Assert.Equal(["C-2", "C-4"], Claims(Of(keeper.Ledger, "2024-05")));
        Assert.Equal(["C-1", "C-2", "C-4"], Claims(Of(keeper.Ledger, "2024-06")));
        Assert.Equal((749_75, -100_00, 0, 649_75), Figures(Of(keeper.Ledger, "2024-06"), "C-1", "indemnity"));
        Assert.Equal(["C-2", "C-4"], Claims(Of(keeper.Ledger, "2024-07")));
    }

    [Fact]
    public void Agencies_and_products_can_be_chosen_and_a_scope_hides_the_rest()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = Kept(book).Ledger;

        Assert.Equal(["C-2"], Claims(Of(ledger, "2024-03", ("agency", "16,99"))));
        Assert.Equal(["C-1"], Claims(Of(ledger, "2024-03", ("product", "homeowners"))));
        Assert.Equal(["C-1"], Claims(ClaimsBordereau.Of(ledger, Asks(("month", "2024-03")), RowScope.Of([3])).Value!));
        Assert.Empty(Claims(ClaimsBordereau.Of(ledger, Asks(("month", "2024-03"), ("agency", "16")), RowScope.Of([3])).Value!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2024-13")]
    [InlineData("2024-05")]
    [InlineData("2024-3")]
    [InlineData("2024-03-01")]
    [InlineData("0001-01")]
    [InlineData("9999-12")]
    public void A_month_that_cannot_be_had_is_refused(string? month)
    {
        using var book = new TestBook("sqlite", postgres);
        var refused = ClaimsBordereau.Of(Kept(book).Ledger, Asks(("month", month), ("agency", "x")), RowScope.All).Refused;
        Assert.Equal("month: must be a month like 2024-03, not later than this month, 2024-04; agency: must be whole numbers, separated by commas, like 3,16", refused!.Text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Months_join_without_a_gap_and_every_row_adds_up_to_the_claims_cost(int seed)
    {
        using var book = new TestBook("sqlite", postgres);
        var time = new SetTime(new(2024, 5, 20, 9, 0, 0, TimeSpan.Zero));
        var ledger = new Ledger(book.Database, time);
        DemonstrationBook.Fill(ledger, DemonstrationMarket.Usual, policies: 300, seed);
        var changes = Changes(book.Database);
        Dictionary<(string Claim, string Kind), long> paid = [];
        var rows = 0;

        for (var month = new DateOnly(2017, 1, 1); month <= new DateOnly(2024, 5, 1); month = month.AddMonths(1))
        {
            var table = Of(ledger, $"{month:yyyy-MM}");
            var known = ledger.AsOf(month.AddMonths(1).AddDays(-1));
            var columns = table.Columns.Select(c => c.Name).ToList();
            var sums = new long[columns.Count];
            HashSet<string> listed = [];
            foreach (var row in table.Rows)
            {
                rows++;
                listed.Add(row[0].Text);
                foreach (var kind in s_kinds)
                {
                    var (previous, now, reserve, incurred) = Figures(columns, row, kind);
                    Assert.Equal(incurred, previous + now + reserve);
                    Assert.Equal(paid.GetValueOrDefault((row[0].Text, kind)), previous);
                    paid[(row[0].Text, kind)] = previous + now;
                }
                Assert.Equal(known.Claim(row[0].Text)!.Money.Incurred, Figures(columns, row, "total").Incurred);
                foreach (var column in Enumerable.Range(0, columns.Count).Where(c => table.Columns[c].Kind.IsMeasure()))
                    sums[column] += row[column].Whole;
            }
            foreach (var column in Enumerable.Range(0, columns.Count).Where(c => table.Columns[c].Kind.IsMeasure()))
                Assert.Equal(sums[column], table.Total![column].Whole);
            var moved = changes.Where(c => c.At >= Midnight(month) && c.At < Midnight(month.AddMonths(1))).Select(c => c.Claim);
            var open = known.Claims.Where(c => c.Details.Stage is ClaimStage.Open or ClaimStage.Reported).Select(c => c.Reference);
            Assert.Equal(moved.Concat(open).ToHashSet(), listed);
        }

        Assert.True(rows > 300, $"only {rows} rows");
        Assert.Equal(ledger.Now().Claims.Sum(c => c.Money.Paid - c.Money.Recovered), paid.Where(p => p.Key.Kind == "total").Sum(p => p.Value));

        static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
    }

    /// <summary>When something was recorded of which claim, straight from the tables.</summary>
    static List<(string Claim, DateTimeOffset At)> Changes(Database database)
    {
        using var connection = database.Connect();
        return
        [
            .. connection.Query(
                "SELECT t.claim_key, b.recorded_at FROM (SELECT claim_key, change_id FROM claim UNION SELECT claim_key, change_id FROM claim_transaction) t JOIN book_change b ON b.change_id = t.change_id",
                r => (r.GetString(0), r.GetFieldValue<DateTimeOffset>(1))),
        ];
    }

    /// <summary>On 2024-04-01: a claim that was settled in March, one that is open, one that was settled in February, and one without a policy.</summary>
    static BookKeeper Kept(TestBook book)
    {
        var keeper = new BookKeeper(book.Database);
        keeper.On(2024, 1, 1).Sell("P-1", "Ada", 3, new(2024, 1, 1)).Sell("P-2", "Grace", 16, new(2024, 1, 1), "YACHT");
        keeper.On(2024, 2, 12).Report("C-1", "P-1", new(2024, 2, 10), "Wind").Reserve("C-1", 1200_00).Report("C-3", "P-1", new(2024, 2, 11)).Pay("C-3", 1_00).Close("C-3");
        keeper.On(2024, 2, 29).Pay("C-1", 400_00);
        keeper.On(2024, 3, 1).Pay("C-1", 600_00).Recover("C-1", 250_25).Close("C-1");
        keeper.On(2024, 3, 5).Report("C-2", "P-2", new(2024, 3, 2)).Reserve("C-2", 500_00).Reserve("C-2", 50_00, MoneyKind.Expense);
        keeper.On(2024, 3, 20).Report("C-4", null, null, "Unknown");
        keeper.On(2024, 3, 31).Pay("C-2", 200_00).Pay("C-2", 20_00, MoneyKind.Expense);
        return keeper.On(2024, 4, 1);
    }

    static ExportTable Of(Ledger ledger, string month, params (string Name, string? Value)[] filters)
    {
        var (table, refused) = ClaimsBordereau.Of(ledger, Asks([("month", month), .. filters]), RowScope.All);
        Assert.True(refused is null, refused?.Text);
        return table!;
    }

    static Func<QueryParameter, string?> Asks(params (string Name, string? Value)[] given) => p => given.FirstOrDefault(g => g.Name == p.Name).Value;

    static List<string> Claims(ExportTable table) => [.. table.Rows.Select(r => r[0].Text)];

    static (long Previous, long Now, long Reserve, long Incurred) Figures(ExportTable table, string claim, string kind)
    {
        foreach (var row in table.Rows)
        {
            if (row[0].Text == claim)
                return Figures([.. table.Columns.Select(c => c.Name)], row, kind);
        }
        throw new InvalidOperationException($"{claim} is not listed");
    }

    static (long Previous, long Now, long Reserve, long Incurred) Figures(List<string> columns, Cell[] row, string kind)
    {
        return (Of("PreviouslyPaid"), Of("PaidThisMonth"), Of("Outstanding"), Of("Incurred"));

        long Of(string figure) => row[columns.IndexOf(kind + figure)].Whole;
    }
}
