using ClaimBook.Engine.Book;

namespace ClaimBook.Api;

/// <summary>A claim as it was known on a day, with its money.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Policy">The number of its policy; null for a claim that stands alone.</param>
/// <param name="Holder">Who is insured; null without a policy.</param>
/// <param name="Agency">The agency of its policy; null without one.</param>
/// <param name="Product">Product code of its policy; null without one.</param>
/// <param name="ProductLine">CL or PL; null without a policy.</param>
/// <param name="State">State of the risk; null without a policy.</param>
/// <param name="LossDate">When it happened; null if that is not known.</param>
/// <param name="ReportedDate">When it was made known.</param>
/// <param name="Cause">What caused it.</param>
/// <param name="Description">What happened.</param>
/// <param name="Status">reported, open, closed_with_payment, closed_without_payment or denied.</param>
/// <param name="Paid">What was paid.</param>
/// <param name="Outstanding">What is reserved and not yet paid.</param>
/// <param name="Recoveries">What came back.</param>
/// <param name="Incurred">Paid + outstanding - recoveries.</param>
/// <param name="Indemnity">The same of what the insured or a third party gets.</param>
/// <param name="Expense">The same of what it costs to settle.</param>
/// <param name="Transactions">Its money, in the order recorded.</param>
sealed record ClaimDocument(
    string Reference, string? Policy, string? Holder, int? Agency, string? Product, string? ProductLine, string? State,
    DateOnly? LossDate, DateOnly ReportedDate, string Cause, string Description, string Status,
    decimal Paid, decimal Outstanding, decimal Recoveries, decimal Incurred, ClaimMoneyDocument Indemnity, ClaimMoneyDocument Expense,
    IReadOnlyList<TransactionDocument> Transactions)
{
    public static ClaimDocument Of(Claim claim, BookState book)
    {
        var (details, money, policy) = (claim.Details, claim.Money, book.PolicyOf(claim));
        return new ClaimDocument(
            claim.Reference, policy?.Number, policy?.Terms.Holder, policy?.Terms.AgencyId, policy?.Terms.Product, policy?.Terms.Line, policy?.Terms.State,
            details.LossDate, details.ReportedDate, details.Cause, details.Description, claim.Status.Name,
            money.Paid / 100m, money.Outstanding / 100m, money.Recovered / 100m, money.Incurred / 100m,
            ClaimMoneyDocument.Of(claim.MoneyOf(MoneyKind.Indemnity)), ClaimMoneyDocument.Of(claim.MoneyOf(MoneyKind.Expense)),
            [.. claim.Transactions.Select(TransactionDocument.Of)]);
    }
}

/// <summary>The money of a claim of one kind.</summary>
/// <param name="Paid">What was paid.</param>
/// <param name="Outstanding">What is reserved and not yet paid.</param>
/// <param name="Recoveries">What came back.</param>
/// <param name="Incurred">Paid + outstanding - recoveries.</param>
sealed record ClaimMoneyDocument(decimal Paid, decimal Outstanding, decimal Recoveries, decimal Incurred)
{
    public static ClaimMoneyDocument Of(ClaimMoney money) => new(money.Paid / 100m, money.Outstanding / 100m, money.Recovered / 100m, money.Incurred / 100m);
}

/// <summary>A transaction of a claim.</summary>
/// <param name="Number">Its place among the claim's transactions.</param>
/// <param name="Date">When it took place.</param>
/// <param name="Type">reserve, payment or recovery.</param>
/// <param name="Kind">indemnity or expense.</param>
/// <param name="Amount">Of a reserve what it is set to, of a payment or a recovery what was paid.</param>
/// <param name="OutstandingChange">What it adds to the outstanding reserve of its kind.</param>
/// <param name="Note">What else is worth knowing.</param>
sealed record TransactionDocument(int Number, DateOnly Date, string Type, string Kind, decimal Amount, decimal OutstandingChange, string Note)
{
    public static TransactionDocument Of(ClaimTransaction transaction) => new(
        transaction.Number, transaction.Day, ClaimTransaction.Types[(int)transaction.Type], ClaimTransaction.Kinds[(int)transaction.Kind],
        transaction.AmountCents / 100m, transaction.OutstandingChangeCents / 100m, transaction.Note);
}

/// <summary>A claim to be made. One with reference and cost alone stands without a policy.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="Policy">The number of its policy; null for a claim that stands alone.</param>
/// <param name="LossDate">When it happened, within the policy's cover; needed with a policy.</param>
/// <param name="ReportedDate">When it was made known; today by default.</param>
/// <param name="Cause">What caused it; Unknown by default.</param>
/// <param name="Description">What happened.</param>
/// <param name="Cost">What it is expected to cost: becomes a reserve for indemnity. At most two decimals; a number or a text.</param>
sealed record NewClaimDocument(
    string Reference, string? Policy = null, DateOnly? LossDate = null, DateOnly? ReportedDate = null, string? Cause = null, string? Description = null, decimal? Cost = null);

/// <summary>What is said of a claim, all of it.</summary>
/// <param name="Policy">The number of its policy; null for a claim that stands alone.</param>
/// <param name="LossDate">When it happened; null if that is not known.</param>
/// <param name="ReportedDate">When it was made known.</param>
/// <param name="Cause">What caused it.</param>
/// <param name="Description">What happened.</param>
sealed record ClaimDetailsDocument(string? Policy, DateOnly? LossDate, DateOnly ReportedDate, string Cause, string Description);

/// <summary>A transaction to be added to a claim.</summary>
/// <param name="Type">reserve: sets what is still expected to be paid; payment; recovery.</param>
/// <param name="Kind">indemnity or expense.</param>
/// <param name="Amount">How much, with at most two decimals; a number or a text. Below zero a payment or recovery corrects an earlier one.</param>
/// <param name="Date">When it took place; today by default.</param>
/// <param name="Note">What else is worth knowing.</param>
sealed record NewTransactionDocument(string Type, string Kind, decimal Amount, DateOnly? Date = null, string? Note = null);

/// <summary>Claims that were made up.</summary>
/// <param name="Claims">The claims.</param>
sealed record RandomClaimsDocument(IReadOnlyList<ClaimDocument> Claims);
