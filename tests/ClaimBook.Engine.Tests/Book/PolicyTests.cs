using ClaimBook.Engine.Book;

namespace ClaimBook.Engine.Tests.Book;

public sealed class PolicyTests
{
    static readonly Policy s_policy = new("P-1", new("Ada", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 120_000));

    [Theory]
    [InlineData("2023-12-31", PolicyStatus.Bound)]
    [InlineData("2024-01-01", PolicyStatus.InForce)]
    [InlineData("2024-12-31", PolicyStatus.InForce)]
    [InlineData("2025-01-01", PolicyStatus.Expired)]
    public void Its_status_follows_from_its_dates(string day, PolicyStatus status) =>
        Assert.Equal(status, s_policy.Terms.StatusOn(DateOnly.Parse(day, null)));

    [Fact]
    public void Its_status_follows_from_what_was_done()
    {
        var quote = s_policy with { Terms = s_policy.Terms with { IsQuote = true } };
        Assert.Equal(PolicyStatus.Quoted, quote.Terms.StatusOn(new(2024, 5, 1)));
        Assert.Equal(PolicyStatus.Expired, quote.Terms.StatusOn(new(2025, 1, 1)));
        Assert.Equal(PolicyStatus.InForce, quote.Accept().Value!.Terms.StatusOn(new(2024, 5, 1)));
        var cancelled = s_policy.Cancel(new(2024, 7, 1), []).Value!;
        Assert.Equal(PolicyStatus.InForce, cancelled.Terms.StatusOn(new(2024, 6, 30)));
        Assert.Equal(PolicyStatus.Cancelled, cancelled.Terms.StatusOn(new(2024, 7, 1)));
        Assert.Equal(PolicyStatus.Cancelled, cancelled.Terms.StatusOn(new(2030, 1, 1)));
    }

    [Fact]
    public void Premium_is_earned_day_by_day_and_any_parts_add_up_to_the_whole()
    {
        // 2024 has 366 days; January 31 of them: 120,000 cents * 31 / 366 = 10,163.9.
        Assert.Equal(0, s_policy.Terms.EarnedCentsBefore(new(2024, 1, 1)));
        Assert.Equal(10_163, s_policy.Terms.EarnedCentsBefore(new(2024, 2, 1)));
        Assert.Equal(120_000, s_policy.Terms.EarnedCentsBefore(new(2025, 1, 1)));
        Assert.Equal(120_000, s_policy.Terms.EarnedCentsBefore(new(2026, 1, 1)));
        Assert.Equal(0, s_policy.Terms.EarnedCentsBefore(new(2020, 1, 1)));
        var months = Enumerable.Range(1, 12).Sum(m => s_policy.Terms.EarnedCentsBefore(new DateOnly(2024, m, 1).AddMonths(1)) - s_policy.Terms.EarnedCentsBefore(new(2024, m, 1)));
        Assert.Equal(120_000, months);
        // Cancelled after 182 days: 120,000 * 182 / 366 = 59,672.1.
        Assert.Equal(59_672, s_policy.Cancel(new(2024, 7, 1), []).Value!.Terms.EarnedCentsBefore(new(2025, 1, 1)));
        Assert.Equal(0, (s_policy.Terms with { IsQuote = true }).EarnedCentsBefore(new(2025, 1, 1)));
    }

    [Theory]
    [InlineData("2024-01-01", "2025-01-01", "2026-01-01")]
    [InlineData("2024-02-29", "2024-08-29", "2025-02-28")]
    [InlineData("2024-01-01", "2024-01-31", "2024-03-01")]
    public void A_renewal_goes_on_for_as_long_again(string inception, string expiry, string next)
    {
        var policy = s_policy with { Terms = s_policy.Terms with { Inception = DateOnly.Parse(inception, null), Expiry = DateOnly.Parse(expiry, null) } };
        var renewal = policy.Renew("P-2", 130_000).Value!;
        Assert.Equal((policy.Terms.Expiry, DateOnly.Parse(next, null), 130_000, "P-1"), (renewal.Terms.Inception, renewal.Terms.Expiry, renewal.Terms.PremiumCents, renewal.Terms.RenewalOf));
    }

    [Fact]
    public void What_its_state_does_not_allow_is_refused()
    {
        var claim = new Claim("C-1", new ClaimDetails("P-1", new(2024, 9, 1), new(2024, 9, 2), "Fire", ""), []);
        var cancelled = s_policy.Cancel(new(2024, 7, 1), []).Value!;
        Assert.Equal("Policy P-1 is accepted already.", s_policy.Accept().Refused!.Text);
        Assert.Equal("Policy P-1 is cancelled already, from 2024-07-01.", cancelled.Cancel(new(2024, 8, 1), []).Refused!.Text);
        Assert.Equal("Policy P-1 is cancelled; make a new one.", cancelled.Renew("P-2", null).Refused!.Text);
        Assert.Equal("Claim C-1 has a loss on 2024-09-01, which policy P-1 would no longer cover.", s_policy.Cancel(new(2024, 7, 1), [claim]).Refused!.Text);
        Assert.Equal(
            "Claim C-1 has a loss on 2024-09-01, which policy P-1 would no longer cover.",
            s_policy.Amend(s_policy.Terms with { Inception = new(2024, 9, 2) }, [claim]).Refused!.Text);
        Assert.Equal("cancelledOn: must be from inception to expiry", s_policy.Cancel(new(2025, 1, 2), []).Refused!.Text);
    }

    [Fact]
    public void Every_field_that_cannot_be_right_is_named_at_once()
    {
        var wrong = new Policy("", new("A\nB", "", "XX", -1, "oh", new(2024, 1, 1), new(2024, 1, 1), -1));
        Assert.Equal(
            ["number", "holder", "product", "productLine", "agency", "state", "expiry", "premium"], wrong.Check().Refused!.Problems.Select(p => p.Parameter));
        Assert.Equal(
            "expiry: must be at most 10 years after inception", (s_policy with { Terms = s_policy.Terms with { Expiry = new(2034, 1, 2) } }).Check().Refused!.Text);
    }
}
