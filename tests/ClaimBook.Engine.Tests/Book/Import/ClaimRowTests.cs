using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.Book.Import;

/// <summary>What a row says of a claim becomes the claim that the same acts by hand would make, or is rejected as these would be.</summary>
public sealed class ClaimRowTests : IDisposable
{
    readonly ImportDesk _desk = new();

    [Fact]
    public void A_row_with_everything_becomes_a_claim_with_a_payment_a_recovery_and_a_reserve_of_its_reported_date()
    {
        _desk.AddPolicy("P-1");

        _desk.ImportAll("O/S;Claim #;Policy Number;Date of Loss;Notified;Peril;Narrative;Claim Status;Total Paid;Subrogation;Total Incurred\n"
            + "300,00;C-1;p-1;2024-02-03;2024-02-05;Fire;Kitchen;Open;1 000,50;200,25;1100,25\n");

        var claim = _desk.Claim("C-1");
        Assert.Equal(
            ("p-1", new DateOnly(2024, 2, 3), new DateOnly(2024, 2, 5), "Fire", "Kitchen", ClaimStatus.Open, new ClaimMoney(1000_50, 300_00, 200_25)),
            (claim.Details.Policy!.ToLowerInvariant(), claim.Details.LossDate!.Value, claim.Details.ReportedDate, claim.Details.Cause, claim.Details.Description, claim.Status, claim.Money));
        Assert.Equal(
            [(TransactionType.Payment, 1000_50L), (TransactionType.Recovery, 200_25L), (TransactionType.Reserve, 300_00L)], claim.Transactions.Select(t => (t.Type, t.AmountCents)));
        Assert.All(claim.Transactions, t => Assert.Equal((MoneyKind.Indemnity, new DateOnly(2024, 2, 5)), (t.Kind, t.Day)));
    }

    [Theory]
    [InlineData("Cost", "100", 0, 100, 0)]
    [InlineData("Cost", "0", 0, 0, 0)]
    [InlineData("Paid", "100", 100, 0, 0)]
    [InlineData("Reserve", "100", 0, 100, 0)]
    [InlineData("Cost;Paid", "100;40", 40, 60, 0)]
    [InlineData("Cost;Paid;Recoveries", "100;40;10", 40, 70, 10)]
    [InlineData("Cost;Reserve", "100;40", 60, 40, 0)]
    [InlineData("Cost;Paid;Reserve;Recoveries", "95;60;40;5", 60, 40, 5)]
    [InlineData("Cost;Paid;Reserve", "100;;", 0, 100, 0)]
    [InlineData("Cost;Status", "100;closed", 100, 0, 0)]
    [InlineData("Cost;Status", "0;closed", 0, 0, 0)]
    [InlineData("Paid;Recoveries;Status", "100;20;settled", 100, 0, 20)]
    public void The_amounts_that_are_not_given_follow_from_those_that_are(string headers, string values, long paid, long outstanding, long recovered)
    {
        _desk.ImportAll($"Ref;{headers}\nA;{values}\n");

        Assert.Equal(new ClaimMoney(paid * 100, outstanding * 100, recovered * 100), _desk.Claim("A").Money);
    }

    [Theory]
    [InlineData("Cost;Paid;Reserve", "101;60;40", "cost: is 101.00, but paid 60.00 + outstanding 40.00 - recoveries 0.00 is 100.00")]
    [InlineData("Cost;Paid;Reserve", "100;;40", "cost: is 100.00, but paid 0.00 + outstanding 40.00 - recoveries 0.00 is 40.00")]
    [InlineData("Cost;Paid", "40;100", "cost: must be an amount from 0 to 1000000000000")]
    [InlineData("Cost;Recoveries", "100;10", "recoveries: recoveries of 10 would be larger than the 0 paid as indemnity")]
    [InlineData("Paid;Recoveries", "100;101", "recoveries: recoveries of 101 would be larger than the 100 paid as indemnity")]
    [InlineData("Paid", "-5", "paid: takes back more than the 0 that was paid as indemnity")]
    [InlineData("Paid;Reserve", ";", "cost: must be given, or paid or outstanding")]
    [InlineData("Paid;Reserve;Status", "60;40;closed", "status: is closed, but 40.00 is still outstanding")]
    [InlineData("Cost;Paid;Status", "100;60;closed", "status: is closed, but 40.00 is still outstanding")]
    [InlineData("Paid;Status", "60;closed without payment", "status: is closed_without_payment, but 60.00 was paid")]
    [InlineData("Paid;Status", "0;CWP", "status: is closed_with_payment, but 0.00 was paid")]
    [InlineData("Reserve;Status", "60;denied", "status: is denied, but 60.00 is still outstanding")]
    [InlineData("Paid;Status", "60;denied", "Claim A has payments; it can be closed, not denied.")]
    [InlineData("Cost;Status", "60;maybe", "status: 'maybe' is not known; allowed: reported, new, notified, received, fnol, open, opened, reopened, pending, active, in progress, "
        + "closed, settled, finalized, finalised, final, closed with payment, closed paid, CWP, closed without payment, closed no payment, CWOP, CNP, denied, declined, rejected, repudiated")]
    [InlineData("Cost;Reported", "60;2024-05-03", "reportedDate: must not be later than today, 2024-05-02")]
    [InlineData("Cost;DOL;Reported", "60;2024-04-03;2024-04-02", "reportedDate: must not be earlier than the loss, 2024-04-03")]
    [InlineData("Cost;Policy;DOL", "60;P-1;2023-12-31", "lossDate: is outside the cover of policy P-1, 2024-01-01 to 2025-01-01")]
    [InlineData("Cost;Policy", "60;P-1", "lossDate: must be given: the policy must cover it")]
    [InlineData("Cost;Policy;DOL", "60;P-9;2024-02-03", "policy: there is no policy P-9")]
    public void What_the_acts_by_hand_would_refuse_is_rejected_with_the_same_reason(string headers, string values, string reason)
    {
        _desk.AddPolicy("P-1");

        Assert.Equal(reason, _desk.Reason($"Ref;{headers}\nA;{values}\n"));
    }

    [Theory]
    [InlineData("reported", ClaimStatus.Reported)]
    [InlineData("NEW", ClaimStatus.Reported)]
    [InlineData("Pending", ClaimStatus.Open)]
    [InlineData("In-Progress", ClaimStatus.Open)]
    [InlineData("closed", ClaimStatus.ClosedWithoutPayment)]
    [InlineData("closed_without_payment", ClaimStatus.ClosedWithoutPayment)]
    [InlineData("Declined", ClaimStatus.Denied)]
    [InlineData("", ClaimStatus.Reported)]
    public void A_claim_whose_money_is_nothing_has_the_status_that_is_said(string word, ClaimStatus status)
    {
        _desk.ImportAll($"Ref;Paid;Reserve;Status\nA;0;0;{word}\n");

        Assert.Equal((status, 0), (_desk.Claim("A").Status, _desk.Claim("A").Transactions.Count));
    }

    [Fact]
    public void References_are_checked_as_by_hand()
    {
        var report = _desk.Import($"Ref,Cost\n,1\n{new string('x', 41)},1\n\"two\nlines\",1\n");

        Assert.Equal(
            ["reference: must be given", "reference: has 41 characters; at most 40 are allowed", "reference: must be one line without spaces at its ends"],
            report.Rejected.Select(r => r.Reason));
    }

    [Fact]
    public void A_row_of_totals_is_no_claim()
    {
        var report = _desk.Import("Ref,Cost\nA,1\nB,2\nGrand Total:,3\n");

        Assert.Equal((2, "row: is one of totals"), (report.Imported, Assert.Single(report.Rejected).Reason));
    }

    [Fact]
    public void The_same_file_again_adds_nothing_also_after_the_claims_went_on()
    {
        const string file = "Ref,Cost\nA,100\nB,200\n";
        _desk.ImportAll(file);
        Assert.Null(_desk.Ledger.Record<Claim>("test", (_, c) => c.Change("A", RowScope.All, null, claim => claim.Pay(MoneyKind.Indemnity, 30_00, c.Today, c.Today))).Refused);

        var again = _desk.ImportAll(file);

        Assert.Equal((0, 2), (again.Imported, again.Unchanged));
        Assert.Equal(2, _desk.Ledger.Now().Change);
    }

    [Fact]
    public void A_row_that_says_something_else_than_the_book_or_an_earlier_row_is_rejected_and_says_what()
    {
        _desk.ImportAll("Ref,Cost,Cause,Reported\nA,100,Fire,2024-02-01\n");

        var report = _desk.Import("Ref,Cost,Cause,Reported\na,100,,\nA,150,Wind,2024-02-01\nB,1,Fire,2024-02-01\nb,1,Fire,2024-02-01\nB,2,Fire,2024-02-01\n");

        Assert.Equal((1, 2), (report.Imported, report.Unchanged));
        Assert.Equal(
            [
                (3, "the book has it already, and an import changes nothing that is there: cost is '100.00' there and '150.00' here, cause is 'Fire' there and 'Wind' here"),
                (6, "row 4 has it already: cost is '1.00' there and '2.00' here"),
            ],
            report.Rejected.Select(r => (r.Number, r.Reason)));
    }

    [Fact]
    public void Who_is_limited_to_agencies_imports_only_their_claims_and_learns_nothing_of_others()
    {
        _desk.AddPolicy("P-3", agency: 3);
        _desk.AddPolicy("P-4", agency: 4);
        _desk.ImportAll("Ref,Cost,Policy,DOL\nOTHER,100,P-4,2024-02-03\n");

        var report = _desk.Import("Ref,Cost,Policy,DOL\nA,1,P-3,2024-02-03\nB,1,P-4,2020-02-03\nC,1,,\nOTHER,55,P-3,2024-02-03\nOTHER,100,P-4,2024-02-03\n", scope: RowScope.Of([3]));

        Assert.Equal((1, 0), (report.Imported, report.Unchanged));
        Assert.Equal(
            ["policy: there is no policy P-4", "policy: must name a policy of your agencies", "reference: there is a claim OTHER already", "policy: there is no policy P-4"],
            report.Rejected.Select(r => r.Reason));
    }

    public void Dispose() => _desk.Dispose();
}
