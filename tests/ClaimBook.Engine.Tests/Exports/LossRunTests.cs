using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Tests.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Exports;

public sealed class LossRunTests(PostgresServer postgres)
{
    const string Header = "\uFEFFpolicy,holder,inception,expiry,claim,lossDate,reportedDate,cause,status,paid,outstanding,incurred,recoveries,valuationDate\r\n";

    static readonly DateOnly s_newYear = new(2024, 1, 1);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Policies_stand_in_order_with_their_claims_valued_at_the_end_of_the_day_and_a_total(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var keeper = Kept(book).On(2024, 4, 1);

        var table = Of(keeper.Ledger, ("holder", "ada lovelace"), ("asOf", "2024-03-31"));

        Assert.Equal(
            Header
            + "P-1,Ada Lovelace,2024-01-01,2025-01-01,C-1,2024-02-10,2024-03-06,Wind,closed_with_payment,1000.00,0.00,749.75,250.25,2024-03-31\r\n"
            + "P-1,Ada Lovelace,2024-01-01,2025-01-01,C-2,2024-03-02,2024-03-05,Fire,open,200.00,350.00,550.00,0.00,2024-03-31\r\n"
            + "P-2,ADA LOVELACE,2024-01-01,2025-01-01,,,,,no_claims,0.00,0.00,0.00,0.00,2024-03-31\r\n",
            await Written.Text(table, ExportFormat.Csv));
        var json = await Written.Json(table);
        Assert.Equal("""{"paid":1200.00,"outstanding":350.00,"incurred":1299.75,"recoveries":250.25}""", json.GetProperty("total").GetRawText());
        Assert.Empty(table.Notices);
        Assert.Equal("Loss run 2024-03-31", table.Title);
    }

    [Fact]
    public async Task An_agency_or_a_policy_may_be_asked_for_too_and_a_spreadsheet_program_reads_the_same()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = Kept(book).Ledger;

        Assert.Equal(["P-2", "P-3"], Policies(Of(ledger, ("agency", "16"), ("asOf", "2024-03-31"))));
        Assert.Equal(["P-1", "P-1"], Policies(Of(ledger, ("policy", "p-1"), ("asOf", "2024-03-31"))));

        var sheet = XlsxBook.Read(await Written.Bytes(Of(ledger, ("policy", "P-1"), ("asOf", "2024-03-31")), ExportFormat.Xlsx)).Sheets[0];
        Assert.Equal(["C-1", "C-2", null], sheet.Rows.Skip(1).Select(r => r[sheet.Column("Claim")]));
        Assert.Equal([1000.0, 200.0, 1200.0], sheet.Rows.Skip(1).Select(r => r[sheet.Column("Paid")]));
        Assert.Equal([749.75, 550.0, 1299.75], sheet.Rows.Skip(1).Select(r => r[sheet.Column("Incurred")]));
        Assert.Equal(new DateTime(2024, 3, 31), sheet.Rows[1][sheet.Column("Valuation date")]);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task With_the_same_valuation_date_it_is_the_same_to_the_byte_whatever_happens_later(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var keeper = Kept(book);
        keeper.On(2024, 4, 1);
        List<byte[]> before = [];
        foreach (var format in ExportFormat.All)
            before.Add(await Written.Bytes(Of(keeper.Ledger, ("holder", "Ada Lovelace"), ("asOf", "2024-03-31")), format));

        keeper.On(2024, 4, 2).Pay("C-2", 30_00, day: new(2024, 3, 30)).Report("C-3", "P-2", new(2024, 3, 15))
            .Do("C-1", (claim, today) => claim.Reopen())
            .Record(c => c.Change("P-1", RowScope.All, null, (p, claims) => p.Amend(p.Terms with { Holder = "Countess" }, claims)))
            .Sell("P-0", "Ada Lovelace", 3, s_newYear);
        keeper.On(2025, 7, 1).Pay("C-2", 99_00);

        foreach (var ledger in new[] { keeper.Ledger, new Ledger(book.Database, keeper.Time) })
        {
            foreach (var (format, bytes) in ExportFormat.All.Zip(before))
                Assert.Equal(bytes, await Written.Bytes(Of(ledger, ("holder", "Ada Lovelace"), ("asOf", "2024-03-31")), format));
        }
    }

    [Fact]
    public void Of_a_day_that_is_not_over_it_says_so()
    {
        using var book = new TestBook("sqlite", postgres);
        var keeper = Kept(book).On(2024, 3, 31);

        Assert.Equal(["2024-03-31 is not over: what is recorded later that day will change this loss run."], Of(keeper.Ledger, ("policy", "P-1")).Notices);
        Assert.Empty(Of(keeper.Ledger, ("policy", "P-1"), ("asOf", "2024-03-30")).Notices);
    }

    [Fact]
    public void Only_policies_within_the_scope_are_known_and_neither_quotes_nor_what_came_later()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = Kept(book).Ledger;

        Assert.Equal(["P-2"], Policies(LossRun.Of(ledger, Asks(("holder", "Ada Lovelace")), RowScope.Of([16])).Value!));
        foreach (var question in new[] { ("policy", "P-1"), ("agency", "3"), ("policy", "no such policy") })
            Assert.Equal($"On 2024-03-31 nothing was known of {question.Item1} {question.Item2}.", LossRun.Of(ledger, Asks(question), RowScope.Of([16])).Refused!.Text);
        Assert.Equal(RefusalKind.Missing, LossRun.Of(ledger, Asks(("policy", "Q-1")), RowScope.All).Refused!.Kind);
        Assert.Equal(RefusalKind.Missing, LossRun.Of(ledger, Asks(("policy", "P-1"), ("asOf", "2023-12-31")), RowScope.All).Refused!.Kind);
    }

    [Theory]
    [InlineData("", "holder: give one of holder, agency and policy; none is given")]
    [InlineData("agency=3&policy=P-1", "holder: give one of holder, agency and policy; more than one is given")]
    [InlineData("agency=3,16", "agency: must be an agency's number, like 3")]
    [InlineData("agency=-3", "agency: must be an agency's number, like 3")]
    [InlineData("policy=P-1&asOf=2024-04-01", "asOf: must be a date like 2024-12-31, not later than today, 2024-03-31")]
    [InlineData("policy=P-1&asOf=31.03.2024", "asOf: must be a date like 2024-12-31, not later than today, 2024-03-31")]
    [InlineData("agency=x&asOf=x", "asOf: must be a date like 2024-12-31, not later than today, 2024-03-31; agency: must be an agency's number, like 3")]
    public void What_cannot_be_answered_is_refused_with_what_would_be_right(string question, string expected)
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = Kept(book).Ledger;
        (string, string)[] given = [.. question.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => (p[0], p[1]))];

        Assert.Equal(expected, LossRun.Of(ledger, Asks(given), RowScope.All).Refused!.Text);
    }

    /// <summary>On 2024-03-31: two claims on one policy, and another policy that has none.</summary>
    static BookKeeper Kept(TestBook book)
    {
        var keeper = new BookKeeper(book.Database);
        keeper.On(2024, 1, 1).Sell("P-2", "ADA LOVELACE", 16, s_newYear).Sell("P-1", "Ada Lovelace", 3, s_newYear)
            .Sell("P-3", "Ada Lovelace Inc", 16, s_newYear).Sell("Q-1", "Ada Lovelace", 3, s_newYear, isQuote: true);
        keeper.On(2024, 3, 5).Report("C-2", "P-1", new(2024, 3, 2)).Reserve("C-2", 500_00).Reserve("C-2", 50_00, MoneyKind.Expense);
        keeper.On(2024, 3, 6).Report("C-1", "P-1", new(2024, 2, 10), "Wind").Reserve("C-1", 1200_00);
        keeper.On(2024, 3, 7).Pay("C-1", 1000_00).Recover("C-1", 250_25).Close("C-1");
        keeper.On(2024, 3, 9).Pay("C-2", 200_00);
        return keeper.On(2024, 3, 31);
    }

    static ExportTable Of(Ledger ledger, params (string Name, string Value)[] given)
    {
        var (table, refused) = LossRun.Of(ledger, Asks(given), RowScope.All);
        Assert.True(refused is null, refused?.Text);
        return table!;
    }

    static Func<QueryParameter, string?> Asks(params (string Name, string Value)[] given) => p => given.FirstOrDefault(g => g.Name == p.Name).Value;

    static List<string> Policies(ExportTable table) => [.. table.Rows.Select(r => r[0].Text)];
}
