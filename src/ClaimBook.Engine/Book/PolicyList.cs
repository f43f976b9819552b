using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book;

/// <summary>A policy in a list.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Day">The day as of which its status is told.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PolicyRow(Policy Policy, DateOnly Day)
{
    /// <summary>What it says.</summary>
    public PolicyTerms Terms => Policy.Terms;

    /// <summary>What it is on the day.</summary>
    public PolicyStatus Status => Terms.StatusOn(Day);
}

/// <summary>Lists of policies.</summary>
public static class PolicyList
{
    /// <summary>What they may be filtered by.</summary>
    public static IReadOnlyList<BookFilter<PolicyRow>> Filters { get; } =
    [
        BookFilter<PolicyRow>.Search("A part of the number or of the holder's name.", "lovelace", p => p.Policy.Number, p => p.Terms.Holder),
        BookFilter<PolicyRow>.Among("status", "What the policy is", "in_force", p => p.Status.Name, PolicyStatuses.Names),
        BookFilter<PolicyRow>.Among("agency", "The agency that sold it", "3,16", p => p.Terms.AgencyId),
        BookFilter<PolicyRow>.Among("product", "Product code", "HOMEOWNERS", p => p.Terms.Product),
        BookFilter<PolicyRow>.Among("productLine", "Product line", "PL", p => p.Terms.Line, ["CL", "PL"]),
        BookFilter<PolicyRow>.Among("state", "State of the risk", "OH", p => p.Terms.State),
        .. BookFilter<PolicyRow>.Days("inception", "inception", p => p.Terms.Inception),
        .. BookFilter<PolicyRow>.Days("expiry", "expiry", p => p.Terms.Expiry),
    ];

    /// <summary>The policies that a scope admits, by number.</summary>
    public static IEnumerable<PolicyRow> Of(BookState book, RowScope scope)
    {
        foreach (var policy in book.Policies)
        {
            if (BookState.Admits(scope, policy))
                yield return new PolicyRow(policy, book.Day);
        }
    }
}
