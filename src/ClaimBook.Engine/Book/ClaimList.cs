using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book;

/// <summary>A claim in a list.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Policy">Its policy; null if it has none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ClaimRow(Claim Claim, Policy? Policy)
{
    /// <summary>What is said of it.</summary>
    public ClaimDetails Details => Claim.Details;

    /// <summary>What its policy says; null if it has none.</summary>
    public PolicyTerms? Terms => Policy?.Terms;
}

/// <summary>Lists of claims.</summary>
public static class ClaimList
{
    /// <summary>What they may be filtered by.</summary>
    public static IReadOnlyList<BookFilter<ClaimRow>> Filters { get; } =
    [
        BookFilter<ClaimRow>.Search(
            "A part of the reference, of the policy's number or of the holder's name.", "lovelace", c => c.Claim.Reference, c => c.Details.Policy, c => c.Terms?.Holder),
        BookFilter<ClaimRow>.Among("status", "What the claim is", "reported,open", c => c.Claim.Status.Name, ClaimStatuses.Names),
        BookFilter<ClaimRow>.Among("agency", "The agency of its policy", "3,16", c => c.Terms?.AgencyId),
        BookFilter<ClaimRow>.Among("product", "Product code of its policy", "HOMEOWNERS", c => c.Terms?.Product),
        BookFilter<ClaimRow>.Among("productLine", "Product line of its policy", "PL", c => c.Terms?.Line, ["CL", "PL"]),
        BookFilter<ClaimRow>.Among("state", "State of the risk", "OH", c => c.Terms?.State),
        BookFilter<ClaimRow>.Among("cause", "What caused it", "Fire", c => c.Details.Cause),
        BookFilter<ClaimRow>.Among("policy", "Number of its policy", "P-1042", c => c.Details.Policy),
        .. BookFilter<ClaimRow>.Days("loss", "the loss", c => c.Details.LossDate),
        .. BookFilter<ClaimRow>.Days("reported", "the report", c => c.Details.ReportedDate),
    ];

    /// <summary>The claims that a scope admits, by reference.</summary>
    public static IEnumerable<ClaimRow> Of(BookState book, RowScope scope)
    {
        var policies = book.PoliciesOfClaims;
        for (var i = 0; i < policies.Count; i++)
        {
            if (scope.IsAll || (policies[i] is { } policy && BookState.Admits(scope, policy)))
                yield return new ClaimRow(book.Claims[i], policies[i]);
        }
    }
}
