using ClaimBook.Engine.Book;

namespace ClaimBook.Api;

/// <summary>A policy as it was known on a day, with the money of its claims.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Holder">Who is insured.</param>
/// <param name="Product">Product code.</param>
/// <param name="ProductLine">CL or PL.</param>
/// <param name="Agency">The agency that sold it.</param>
/// <param name="State">State of the risk.</param>
/// <param name="Inception">The first day of cover.</param>
/// <param name="Expiry">The day on which cover ends.</param>
/// <param name="Premium">The price for the whole time.</param>
/// <param name="Status">quoted, bound, in_force, cancelled or expired.</param>
/// <param name="IsQuote">Whether it is an offer that was not accepted.</param>
/// <param name="CancelledOn">The day from which there is no cover; null if it was not cancelled.</param>
/// <param name="RenewalOf">The policy that it renews; null if it is new.</param>
/// <param name="Claims">How many claims were made on it.</param>
/// <param name="Paid">What was paid on them.</param>
/// <param name="Outstanding">What is reserved for them and not yet paid.</param>
/// <param name="Recoveries">What came back.</param>
/// <param name="Incurred">Paid + outstanding - recoveries.</param>
sealed record PolicyDocument(
    string Number, string Holder, string Product, string ProductLine, int Agency, string State, DateOnly Inception, DateOnly Expiry, decimal Premium,
    string Status, bool IsQuote, DateOnly? CancelledOn, string? RenewalOf, int Claims, decimal Paid, decimal Outstanding, decimal Recoveries, decimal Incurred)
{
    public static PolicyDocument Of(Policy policy, BookState book)
    {
        var (terms, claims) = (policy.Terms, book.ClaimsOf(policy).ToList());
        var money = claims.Aggregate(default(ClaimMoney), (sum, c) => sum + c.Money);
        return new PolicyDocument(
            policy.Number, terms.Holder, terms.Product, terms.Line, terms.AgencyId, terms.State, terms.Inception, terms.Expiry, terms.PremiumCents / 100m,
            terms.StatusOn(book.Day).Name, terms.IsQuote, terms.CancelledOn, terms.RenewalOf,
            claims.Count, money.Paid / 100m, money.Outstanding / 100m, money.Recovered / 100m, money.Incurred / 100m);
    }
}

/// <summary>What a policy says, all of it.</summary>
/// <param name="Holder">Who is insured.</param>
/// <param name="Product">Product code; of a product in the performance data also its name.</param>
/// <param name="ProductLine">CL or PL; may be left out for a product in the performance data.</param>
/// <param name="Agency">The agency that sells it.</param>
/// <param name="State">State of the risk, two letters.</param>
/// <param name="Inception">The first day of cover.</param>
/// <param name="Expiry">The day on which cover ends.</param>
/// <param name="Premium">The price for the whole time, with at most two decimals; a number or a text.</param>
record PolicyTermsDocument(
    string Holder, string Product, string? ProductLine, int Agency, string State, DateOnly Inception, DateOnly Expiry, decimal Premium);

/// <summary>A policy to be made.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Holder">Who is insured.</param>
/// <param name="Product">Product code; of a product in the performance data also its name.</param>
/// <param name="ProductLine">CL or PL; may be left out for a product in the performance data.</param>
/// <param name="Agency">The agency that sells it.</param>
/// <param name="State">State of the risk, two letters.</param>
/// <param name="Inception">The first day of cover.</param>
/// <param name="Expiry">The day on which cover ends.</param>
/// <param name="Premium">The price for the whole time, with at most two decimals; a number or a text.</param>
/// <param name="IsQuote">Whether it is an offer that is yet to be accepted.</param>
sealed record NewPolicyDocument(
    string Number, string Holder, string Product, string? ProductLine, int Agency, string State, DateOnly Inception, DateOnly Expiry, decimal Premium, bool IsQuote = false);

/// <summary>The cancellation of a policy.</summary>
/// <param name="Date">The first day without cover.</param>
sealed record CancellationDocument(DateOnly Date);

/// <summary>The renewal of a policy.</summary>
/// <param name="Number">The number of the policy that goes on.</param>
/// <param name="Premium">Its premium; null for that of the policy that ends.</param>
sealed record RenewalDocument(string Number, decimal? Premium = null);
