using ClaimBook.Engine.Book;
using ClaimBook.Engine.Book.Import;

namespace ClaimBook.Engine.Tests.Book.Import;

public sealed class PolicyRowTests : IDisposable
{
    const string Header = "Policy No,Named Insured,LOB,Prod Line,Agent Code,ST,Effective Date,Exp. Date,Annual Premium";

    readonly ImportDesk _desk = new();

    [Fact]
    public void A_row_becomes_the_policy_that_it_says()
    {
        _desk.ImportAll(
            $"{Header},Policy Status,Cancellation Date,Renews\nP-1,Ada,Homeowners,,3,oh,2024-01-01,2025-01-01,\"1,200.50\",In Force,,P-0\n"
            + "P-2,Bob,BOP,Commercial,4,PA,2024-01-01,2025-01-01,\"2,000\",cancelled,2024-03-01,\nP-3,Eve,Marine,PL,5,MI,2024-06-01,2025-06-01,1,quote,,\n", form: ImportForm.Policies);

        var book = _desk.Ledger.Now();
        Assert.Equal(new PolicyTerms("Ada", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 1200_50) { RenewalOf = "P-0" }, book.Policy("P-1")!.Terms);
        Assert.Equal(new PolicyTerms("Bob", "BOP", "CL", 4, "PA", new(2024, 1, 1), new(2025, 1, 1), 2000_00) { CancelledOn = new(2024, 3, 1) }, book.Policy("P-2")!.Terms);
        Assert.Equal(new PolicyTerms("Eve", "Marine", "PL", 5, "MI", new(2024, 6, 1), new(2025, 6, 1), 1_00) { IsQuote = true }, book.Policy("P-3")!.Terms);
    }

    [Theory]
    [InlineData(",Ada,BOP,CL,3,OH,2024-01-01,2025-01-01,1", "number: must be given")]
    [InlineData("P,,BOP,CL,3,OH,2024-01-01,2025-01-01,1", "holder: must be given")]
    [InlineData("P,Ada,,CL,3,OH,2024-01-01,2025-01-01,1", "product: must be given")]
    [InlineData("P,Ada,BOP,CL,,OH,2024-01-01,2025-01-01,1", "agency: must be given")]
    [InlineData("P,Ada,BOP,CL,3,,2024-01-01,2025-01-01,1", "state: must be a state code of two letters")]
    [InlineData("P,Ada,BOP,CL,3,OH,,2025-01-01,1", "inception: must be given")]
    [InlineData("P,Ada,BOP,CL,3,OH,2024-01-01,,1", "expiry: must be given")]
    [InlineData("P,Ada,BOP,CL,3,OH,2024-01-01,2025-01-01,", "premium: must be given")]
    [InlineData("P,Ada,BOP,PL,3,OH,2024-01-01,2025-01-01,1", "productLine: must be CL, the line of BOP, or be left out")]
    [InlineData("P,Ada,Other,,3,OH,2024-01-01,2025-01-01,1", "productLine: must be given, CL or PL: no product is known by that code or name")]
    [InlineData("P,Ada,BOP,XX,3,OH,2024-01-01,2025-01-01,1", "productLine: 'XX' is not known; allowed: CL, commercial, commercial lines, PL, personal, personal lines")]
    [InlineData("P,Ada,BOP,CL,3.5,OH,2024-01-01,2025-01-01,1", "agency: '3.5' must be a whole number, 0 or more")]
    [InlineData("P,Ada,BOP,CL,-3,OH,2024-01-01,2025-01-01,1", "agency: '-3' must be a whole number, 0 or more")]
    [InlineData("P,Ada,BOP,CL,3,Ohio,2024-01-01,2025-01-01,1", "state: must be a state code of two letters")]
    [InlineData("P,Ada,BOP,CL,3,OH,2025-01-01,2024-01-01,1", "expiry: must be later than inception")]
    [InlineData("P,Ada,BOP,CL,3,OH,2024-01-01,2035-01-01,1", "expiry: must be at most 10 years after inception")]
    [InlineData("P,Ada,BOP,CL,3,OH,2024-01-01,2025-01-01,-1", "premium: must be an amount from 0 to 1000000000000")]
    [InlineData("P,Ada,BOP,CL,3,OH,2024-01-01,2025-01-01,1,cancelled", "cancelledOn: must be given: the policy is cancelled")]
    [InlineData("P,Ada,BOP,CL,3,OH,2024-01-01,2025-01-01,1,cancelled,2026-01-01", "cancelledOn: must be from inception to expiry")]
    [InlineData("P,Ada,BOP,CL,x,OH,2024-13-01,2025-01-01,1", "agency: 'x' must be a whole number, 0 or more; inception: '2024-13-01' is no date like 2024-03-31")]
    public void A_row_that_cannot_be_right_says_why(string row, string reason) =>
        Assert.Equal(reason, _desk.Reason($"{Header},Status,Cancelled\n{row}\n", form: ImportForm.Policies));

    [Fact]
    public void A_number_twice_is_unchanged_or_rejected_as_its_values_are()
    {
        var report = _desk.Import(
            $"{Header}\nP-1,Ada,BOP,,3,OH,2024-01-01,2025-01-01,100\np-1,Ada,bop,CL,3,OH,2024-01-01,2025-01-01,100\nP-1,Bob,BOP,,3,OH,2024-01-01,2025-01-01,100\n", form: ImportForm.Policies);

        Assert.Equal((1, 1), (report.Imported, report.Unchanged));
        Assert.Equal("row 2 has it already: holder is 'Ada' there and 'Bob' here", Assert.Single(report.Rejected).Reason);
        Assert.Equal(0, _desk.Import($"{Header}\nP-1,Ada,BOP,,3,OH,2024-01-01,2025-01-01,100\n", form: ImportForm.Policies).Imported);
    }

    public void Dispose() => _desk.Dispose();
}
