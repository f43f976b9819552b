using ClaimBook.Engine.Book;

namespace ClaimBook.Engine.Tests.Book;

public sealed class ClaimTests
{
    static readonly DateOnly s_loss = new(2024, 3, 2), s_reported = new(2024, 3, 4), s_today = new(2024, 6, 1);

    static readonly Policy s_policy = new("P-1", new("Ada", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 120_000));

    static Claim New(DateOnly? loss = null) => new("C-1", new ClaimDetails("P-1", loss ?? s_loss, s_reported, "Fire", ""), []);

    [Fact]
    public void Its_life_goes_from_reported_over_open_to_closed_and_back()
    {
        var claim = New();
        Assert.Equal(ClaimStatus.Reported, claim.Status);
        claim = Done(claim.Open());
        Assert.Equal(ClaimStatus.Open, claim.Status);
        Assert.Equal(ClaimStatus.ClosedWithoutPayment, Done(claim.Close(s_today, s_today)).Status);
        claim = Done(claim.Pay(MoneyKind.Expense, 10_00, s_today, s_today));
        claim = Done(claim.Close(s_today, s_today));
        Assert.Equal(ClaimStatus.ClosedWithPayment, claim.Status);
        Assert.Equal(ClaimStatus.Open, Done(claim.Reopen()).Status);
        Assert.Equal(ClaimStatus.Denied, Done(New().Deny(s_today, s_today)).Status);
        Assert.Equal(ClaimStatus.Open, Done(Done(New().Deny(s_today, s_today)).Reopen()).Status);
    }

    [Fact]
    public void Who_reserves_or_pays_takes_it_up()
    {
        Assert.Equal(ClaimStatus.Open, Done(New().Reserve(MoneyKind.Indemnity, 1, s_today, s_today)).Status);
        Assert.Equal(ClaimStatus.Open, Done(New().Pay(MoneyKind.Indemnity, 1, s_today, s_today)).Status);
    }

    [Fact]
    public void Payments_come_out_of_the_reserve_of_their_kind_and_beyond_it_make_the_claim_dearer()
    {
        var claim = Done(New().Reserve(MoneyKind.Indemnity, 500_00, s_today, s_today));
        claim = Done(claim.Reserve(MoneyKind.Expense, 50_00, s_today, s_today));
        claim = Done(claim.Pay(MoneyKind.Indemnity, 200_00, s_today, s_today));
        Assert.Equal(new ClaimMoney(200_00, 300_00, 0), claim.MoneyOf(MoneyKind.Indemnity));
        claim = Done(claim.Pay(MoneyKind.Indemnity, 400_00, s_today, s_today));
        Assert.Equal(new ClaimMoney(600_00, 0, 0), claim.MoneyOf(MoneyKind.Indemnity));
        claim = Done(claim.Recover(MoneyKind.Indemnity, 150_00, s_today, s_today));
        Assert.Equal(new ClaimMoney(600_00, 50_00, 150_00), claim.Money);
        Assert.Equal(500_00, claim.Money.Incurred);
        claim = Done(claim.Close(s_today, s_today));
        Assert.Equal(new ClaimMoney(600_00, 0, 150_00), claim.Money);
        // Salvage comes late.
        Assert.Equal(400_00, Done(claim.Recover(MoneyKind.Indemnity, 50_00, s_today, s_today)).Money.Incurred);
    }

    [Fact]
    public void A_payment_can_be_corrected_but_never_below_what_came_back_of_it()
    {
        var claim = Done(Done(New().Pay(MoneyKind.Indemnity, 100_00, s_today, s_today)).Recover(MoneyKind.Indemnity, 60_00, s_today, s_today));
        Assert.Equal(60_00, Done(claim.Pay(MoneyKind.Indemnity, -40_00, s_today, s_today)).Money.Paid);
        Assert.Equal("amount: recoveries of 60 would be larger than the 59.99 paid as indemnity", Why(claim.Pay(MoneyKind.Indemnity, -40_01, s_today, s_today)));
        Assert.Equal("amount: takes back more than the 0 that was paid as expense", Why(claim.Pay(MoneyKind.Expense, -1, s_today, s_today)));
        Assert.Equal("amount: takes back more than the 60 that was recovered of indemnity", Why(claim.Recover(MoneyKind.Indemnity, -60_01, s_today, s_today)));
    }

    [Fact]
    public void What_its_state_does_not_allow_is_refused()
    {
        var closed = Done(Done(New().Pay(MoneyKind.Indemnity, 1, s_today, s_today)).Close(s_today, s_today));
        Assert.Equal("Claim C-1 is closed_with_payment; reopen it before a payment.", Why(closed.Pay(MoneyKind.Indemnity, 1, s_today, s_today)));
        Assert.Equal("Claim C-1 is closed_with_payment; reopen it before a reserve.", Why(closed.Reserve(MoneyKind.Indemnity, 1, s_today, s_today)));
        Assert.Equal("Claim C-1 is closed_with_payment; only an open claim can be closed.", Why(closed.Close(s_today, s_today)));
        Assert.Equal("Claim C-1 is closed_with_payment, not reported.", Why(closed.Open()));
        Assert.Equal("Claim C-1 is closed_with_payment; reopen it first.", Why(closed.Deny(s_today, s_today)));
        Assert.Equal("Claim C-1 is reported; only an open claim can be closed.", Why(New().Close(s_today, s_today)));
        Assert.Equal("Claim C-1 is reported; only a closed or denied claim can be reopened.", Why(New().Reopen()));
        Assert.Equal("Claim C-1 has payments; it can be closed, not denied.", Why(Done(closed.Reopen()).Deny(s_today, s_today)));
        Assert.Equal(RefusalKind.Impossible, closed.Open().Refused!.Kind);
    }

    [Theory]
    [InlineData(0, "2024-06-01", "amount: must not be 0")]
    [InlineData(1, "2024-06-02", "date: must not be later than today, 2024-06-01")]
    [InlineData(1, "2024-03-01", "date: must not be earlier than the loss, 2024-03-02")]
    [InlineData(100_000_000_000_001, "2024-06-01", "amount: must be an amount of at most 1000000000000")]
    public void A_payment_that_cannot_be_right_is_refused(long cents, string day, string why) =>
        Assert.Equal(why, Why(New().Pay(MoneyKind.Indemnity, cents, DateOnly.Parse(day, null), s_today)));

    [Fact]
    public void Every_field_that_cannot_be_right_is_named_at_once()
    {
        var claim = new Claim(" C", new ClaimDetails(null, new(2024, 7, 1), new(2024, 6, 2), "", new('x', 2001)), []);
        Assert.Equal(
            ["reference", "cause", "description", "reportedDate", "lossDate"], claim.Check(null, s_today).Refused!.Problems.Select(p => p.Parameter));
    }

    [Theory]
    [InlineData("2023-12-31", false)]
    [InlineData("2024-01-01", true)]
    [InlineData("2024-03-04", true)]
    public void The_loss_must_be_within_the_cover_of_its_policy(string loss, bool covered)
    {
        var outcome = New(DateOnly.Parse(loss, null)).Check(s_policy, s_today);
        Assert.Equal(covered ? null : "lossDate: is outside the cover of policy P-1, 2024-01-01 to 2025-01-01", outcome.Refused?.Text);
    }

    [Fact]
    public void A_cancelled_policy_covers_no_later_loss_and_a_quote_none()
    {
        Assert.Equal(
            "lossDate: is outside the cover of policy P-1, 2024-01-01 to 2024-03-01", Why(New().Check(s_policy with { Terms = s_policy.Terms with { CancelledOn = new(2024, 3, 1) } }, s_today)));
        Assert.Equal("policy: policy P-1 is a quote and covers nothing", Why(New().Check(s_policy with { Terms = s_policy.Terms with { IsQuote = true } }, s_today)));
        Assert.Equal("policy: there is no policy P-1", Why(New().Check(null, s_today)));
    }

    [Fact]
    public void Whatever_is_done_money_adds_up()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var claim = New();
            // Kept apart from the claim, the way a clerk would on paper.
            var (paid, reserve, recovered) = (new long[2], new long[2], new long[2]);
            for (var act = 0; act < 30; act++)
            {
                var (kind, cents) = (random.Next(2), random.Next(-500, 2_000));
                var what = random.Next(6);
                var outcome = what switch
                {
                    0 => claim.Reserve((MoneyKind)kind, cents, s_today, s_today),
                    1 => claim.Pay((MoneyKind)kind, cents, s_today, s_today),
                    2 => claim.Recover((MoneyKind)kind, cents, s_today, s_today),
                    3 => claim.Close(s_today, s_today),
                    4 => claim.Reopen(),
                    _ => claim.Deny(s_today, s_today),
                };
                if (outcome.Value is not { } next)
                    continue;
                switch (what)
                {
                    case 0:
                        reserve[kind] = cents;
                        break;
                    case 1:
                        paid[kind] += cents;
                        reserve[kind] -= Math.Max(0, Math.Min(cents, reserve[kind]));
                        break;
                    case 2:
                        recovered[kind] += cents;
                        break;
                    case 3 or 5:
                        reserve = new long[2];
                        break;
                }
                Assert.Equal(claim.Transactions, next.Transactions.Take(claim.Transactions.Count));
                claim = next;
                for (var k = 0; k < 2; k++)
                    Assert.True(claim.MoneyOf((MoneyKind)k) == new ClaimMoney(paid[k], reserve[k], recovered[k]), $"seed {seed}");
                Assert.True(recovered.Zip(paid).All(m => m.First <= m.Second) && claim.Money.Outstanding >= 0 && claim.Money.Paid >= 0, $"seed {seed}");
                Assert.Equal(paid.Sum() + reserve.Sum() - recovered.Sum(), claim.Money.Incurred);
                Assert.True(!claim.Status.IsClosed || claim.Money.Outstanding == 0, $"seed {seed}");
            }
        }
    }

    static Claim Done(Outcome<Claim> outcome) => outcome.Value ?? throw new InvalidOperationException(outcome.Refused!.Text);

    static string Why(Outcome<Claim> outcome) => outcome.Refused!.Text;
}
