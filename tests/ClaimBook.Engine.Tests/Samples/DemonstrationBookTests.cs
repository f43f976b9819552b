using ClaimBook.Engine.Book;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Tests.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Samples;

public sealed class DemonstrationBookTests(PostgresServer postgres)
{
    static readonly DateOnly s_today = new(2026, 11, 22);

    static readonly DemonstrationMarket s_market = new([7, 3, 16], [("HOMEOWNERS", "PL"), ("COMMAUTO", "CL"), ("NEW PRODUCT", "CL"), ("COMMPOL", "CL")], ["OH", "KY"]);

    [Fact]
    public void The_same_seed_on_the_same_day_gives_the_same_book_and_another_seed_or_day_another()
    {
        var once = Lines(DemonstrationBook.History(s_today, s_market, 200, seed: 1));
        Assert.Equal(once, Lines(DemonstrationBook.History(s_today, s_market, 200, seed: 1)));
        Assert.NotEqual(once, Lines(DemonstrationBook.History(s_today, s_market, 200, seed: 2)));
        Assert.NotEqual(once, Lines(DemonstrationBook.History(s_today.AddDays(1), s_market, 200, seed: 1)));

        static List<string> Lines(IReadOnlyList<PastChange> history) =>
            [.. history.SelectMany(c => c.Policies.Select(p => $"{c.At:u} {p}").Concat(c.Claims.Select(k => $"{c.At:u} {k.Reference} {k.Details} {string.Join(';', k.Transactions)}")))];
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void It_has_as_many_policies_as_asked_for_and_three_tenths_as_many_claims_on_either_database(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var filled = Filled(book, 400, s_market).Now();

        Assert.Equal((400, 120), (filled.Policies.Count, filled.Claims.Count));
        Assert.Equal(["COMMAUTO CL", "HOMEOWNERS PL", "NEW PRODUCT CL"], filled.Policies.Select(p => $"{p.Terms.Product} {p.Terms.Line}").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal([3, 7, 16], filled.Policies.Select(p => p.Terms.AgencyId).Distinct().Order());
        Assert.Equal(["KY", "OH"], filled.Policies.Select(p => p.Terms.State).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_book_may_be_as_small_as_one_likes(int policies)
    {
        using var book = new TestBook("sqlite", postgres);
        Assert.Equal(policies, Filled(book, policies, DemonstrationMarket.Usual).Now().Policies.Count);
    }

    [Fact]
    public void The_books_rules_hold_on_every_day_of_its_past()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = Filled(book, 1_500, DemonstrationMarket.Usual);
        var checkedClaims = 0;

        for (var day = new DateOnly(2019, 1, 31); day <= s_today; day = day.AddDays(61))
        {
            var known = ledger.AsOf(day);
            foreach (var policy in known.Policies)
            {
                Assert.Null(policy.Check().Refused);
                if (policy.Terms.RenewalOf is { } old)
                    Assert.Equal((policy.Terms.Inception, policy.Terms.Holder, null), (known.Policy(old)!.Terms.Expiry, known.Policy(old)!.Terms.Holder, known.Policy(old)!.Terms.CancelledOn));
            }
            foreach (var claim in known.Claims)
            {
                checkedClaims++;
                Assert.Null(claim.Check(known.PolicyOf(claim), day).Refused);
                foreach (var kind in new[] { MoneyKind.Indemnity, MoneyKind.Expense })
                {
                    var money = claim.MoneyOf(kind);
                    Assert.True(money is { Paid: >= 0, Recovered: >= 0, Outstanding: >= 0 } && money.Recovered <= money.Paid, $"{claim.Reference} {kind} {money}");
                }
                Assert.All(claim.Transactions, t => Assert.True(t.Day >= claim.Details.LossDate && t.Day <= day));
                if (claim.Status.IsClosed)
                    Assert.Equal(0, claim.Money.Outstanding);
                if (claim.Status == ClaimStatus.Denied)
                    Assert.Equal(0, claim.Money.Paid);
            }
        }
        Assert.True(checkedClaims > 5_000, $"only {checkedClaims} claims");
    }

    [Fact]
    public void Past_days_show_how_claims_developed_and_today_shows_something_of_everything()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = Filled(book, 5_000, DemonstrationMarket.Usual);
        var now = ledger.Now();
        var transactions = now.Claims.SelectMany(c => c.Transactions).ToList();

        Assert.True(transactions.Count >= 5 * now.Claims.Count, $"only {transactions.Count} transactions");
        Assert.Equal(ClaimStatuses.Names.Count, now.Claims.Select(c => c.Status).Distinct().Count());
        Assert.Equal(PolicyStatuses.Names.Count, now.Policies.Select(p => p.Terms.StatusOn(s_today)).Distinct().Count());
        Assert.Contains(transactions, t => t.Type == TransactionType.Recovery);
        Assert.Contains(transactions, t => t.Note == "Supplement");
        Assert.Contains(now.Policies, p => p.Terms.Inception > s_today);
        Assert.Contains(now.Claims, c => c.Details.ReportedDate > s_today.AddDays(-30));
        Assert.All(Enumerable.Range(2019, 8), year => Assert.Contains(now.Claims, c => c.Details.LossDate!.Value.Year == year));

        // Losses of 2023 as they were known at the end of each year: later years know of more claims, and of less that is open.
        var losses = Enumerable.Range(2023, 3).Select(year => ledger.AsOf(new(year, 12, 31)).Claims.Where(c => c.Details.LossDate!.Value.Year == 2023).ToList()).ToList();
        Assert.True(losses[0].Count < losses[1].Count && losses[1].Count <= losses[2].Count);
        Assert.True(losses[0].Count(c => !c.Status.IsClosed) > losses[2].Count(c => !c.Status.IsClosed));
    }

    [Fact]
    public void Losses_are_about_as_large_as_the_products_loss_ratios_ask_for_and_skewed_as_real_ones_are()
    {
        using var book = new TestBook("sqlite", postgres);
        var now = Filled(book, 20_000, DemonstrationMarket.Usual).Now();
        var costs = now.Claims.Select(c => c.Money.Incurred).Where(c => c > 0).Order().ToList();

        var ratio = (double)costs.Sum() / now.Policies.Sum(p => p.Terms.EarnedCentsBefore(s_today));
        Assert.InRange(ratio, 0.4, 0.75);
        // A lognormal with sigma 1.1 has a mean of 1.8 medians.
        Assert.InRange(costs.Average() / costs[costs.Count / 2], 1.4, 3.5);
    }

    [Fact]
    public void A_book_that_is_not_empty_is_left_alone()
    {
        using var book = new TestBook("sqlite", postgres);
        new BookKeeper(book.Database).On(2024, 1, 1).Sell("P-1", "Ada", 3, new(2024, 1, 1));

        var refused = Assert.Throws<ClaimBookException>(() => Filled(book, 100, s_market));

        Assert.Equal($"{book.Database.Location}: has policies or claims already; a demonstration book goes into an empty one.", refused.Message);
        Assert.Equal(["1"], book.Query("SELECT count(*) FROM policy"));
    }

    [Fact]
    public void Nothing_is_recorded_later_than_the_day_before_and_the_book_goes_on_from_there()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = Filled(book, 500, s_market);
        var policies = ledger.AsOf(s_today.AddDays(-1)).Policies.Count;
        Assert.Equal(policies, ledger.Now().Policies.Count);

        var added = ledger.Record("test", (_, c) => c.Add(new Policy("P-1", new("Ada", "BOP", "CL", 3, "OH", s_today, s_today.AddYears(1), 1)), RowScope.All));

        Assert.Null(added.Refused);
        Assert.Equal((policies, policies + 1), (ledger.AsOf(s_today.AddDays(-1)).Policies.Count, ledger.Now().Policies.Count));
    }

    static Ledger Filled(TestBook book, int policies, DemonstrationMarket market)
    {
        var ledger = new Ledger(book.Database, new SetTime(new(s_today, new TimeOnly(0, 5), TimeSpan.Zero)));
        DemonstrationBook.Fill(ledger, market, policies);
        return ledger;
    }
}
