using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Tests.Pipeline;

namespace ClaimBook.Engine.Tests.Book;

public sealed class RandomClaimsTests(PostgresServer postgres)
{
    static readonly PolicyTerms s_terms = new("Ada Lovelace", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 120_000);

    [Fact]
    public void Severities_are_skewed_as_real_ones_are_and_losses_are_covered()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = new Ledger(book.Database, new SetTime(new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero)));
        Add(ledger, c => c.Add(new Policy("QUOTE", s_terms with { IsQuote = true }), RowScope.All));
        Add(ledger, c => c.Add(new Policy("EXPIRED", s_terms with { Inception = new(2022, 1, 1), Expiry = new(2023, 1, 1) }), RowScope.All));
        Add(ledger, c => c.Add(new Policy("LATER", s_terms with { Inception = new(2024, 6, 2) }), RowScope.All));
        Add(ledger, c => c.Add(new Policy("YOUNG", s_terms with { Inception = new(2024, 6, 1) }), RowScope.All));
        Add(ledger, c => c.Add(new Policy("HOME", s_terms), RowScope.All));
        Add(ledger, c => c.Add(new Policy("SHOP", s_terms with { Line = "CL", AgencyId = 5 }), RowScope.All));
        Add(ledger, c => c.Add(new Claim("R-2024-000041", new ClaimDetails(null, null, new(2024, 5, 1), "Unknown", ""), []), RowScope.All));

        var claims = ledger.Record("test", (state, change) => new RandomClaims(new Random(1)).Add(state, change, RowScope.All, 1000)).Value!;

        Assert.Equal(Enumerable.Range(42, 1000).Select(n => $"R-2024-{n:000000}"), claims.Select(c => c.Reference));
        Assert.Equal(["HOME", "SHOP", "YOUNG"], claims.Select(c => c.Details.Policy).Distinct().Order(StringComparer.Ordinal));
        Assert.All(claims, c =>
        {
            var policy = ledger.Now().PolicyOf(c)!;
            Assert.InRange(c.Details.LossDate!.Value, policy.Terms.Inception, c.Details.ReportedDate);
            Assert.InRange(c.Details.ReportedDate, c.Details.LossDate.Value, new DateOnly(2024, 6, 1));
            Assert.InRange(c.Money.Outstanding, 0, 100_000_00);
        });
        // Of a lognormal with a median of 3,500 and a sigma of 1.3, cut at 100,000: the mean is 7,300, and one in 6 is above 12,800.
        var costs = claims.Select(c => c.Money.Incurred / 100.0).Order().ToList();
        Assert.InRange(costs[500], 3_000, 4_000);
        Assert.InRange(costs.Average(), 6_300, 8_300);
        Assert.InRange(costs[841], 10_500, 15_500);
        Assert.InRange(costs[^1], 40_000, 100_000);
    }

    [Fact]
    public void The_same_chance_makes_the_same_claims()
    {
        using var book = new TestBook("sqlite", postgres);
        var ledger = new Ledger(book.Database, new SetTime(new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero)));
        Add(ledger, c => c.Add(new Policy("HOME", s_terms), RowScope.All));

        var (first, second) = (Make(), Make());

        Assert.Equal(first.Select(c => (c.Details, c.Money)), second.Select(c => (c.Details, c.Money)));
        Assert.Empty(first.Select(c => c.Reference).Intersect(second.Select(c => c.Reference)));

        Claim[] Make() => ledger.Record("test", (state, change) => new RandomClaims(new Random(7)).Add(state, change, RowScope.All, 20)).Value!;
    }

    static void Add<T>(Ledger ledger, Func<BookChange, Outcome<T>> act)
        where T : class => Assert.Null(ledger.Record("test", (_, change) => act(change)).Refused);
}
