using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Book;

/// <summary>What came to be known of the book at one moment of a past that was made up.</summary>
/// <param name="At">When.</param>
/// <param name="Policies">Policies as they were from then on.</param>
/// <param name="Claims">Claims as they were from then on, with all of their transactions up to then.</param>
public sealed record PastChange(DateTimeOffset At, IReadOnlyCollection<Policy> Policies, IReadOnlyCollection<Claim> Claims)
{
    /// <summary>Writes a past, one change after the other, as if each had been recorded at its moment.</summary>
    /// <exception cref="ArgumentException">The changes are not in the order of their moments.</exception>
    internal static void Write(WriteTransaction transaction, IReadOnlyList<PastChange> past, string by)
    {
        if (past.Zip(past.Skip(1)).Any(pair => pair.First.At > pair.Second.At))
            throw new ArgumentException("a change is earlier than the one before it", nameof(past));
        foreach (var (index, change) in past.Index())
            BookRows.WriteChange(transaction.Connection, index + 1, change.At, by);
        BookRows.Write(transaction, past.Index().SelectMany(c => c.Item.Policies.Select(p => p with { Change = c.Index + 1 })));
        BookRows.Write(transaction, Steps(past).Where(s => s.Before?.Details != s.After.Details).Select(s => s.After));
        BookRows.Write(transaction, Steps(past).SelectMany(s =>
            s.After.Transactions.Skip(s.Before?.Transactions.Count ?? 0).Select(t => (s.After.Key, t with { Change = s.After.Change }))));
    }

    /// <summary>Each claim from one change to the next.</summary>
    static IEnumerable<(Claim? Before, Claim After)> Steps(IReadOnlyList<PastChange> past)
    {
        var known = new Dictionary<string, Claim>();
        foreach (var (index, change) in past.Index())
        {
            foreach (var claim in change.Claims)
            {
                yield return (known.GetValueOrDefault(claim.Key), claim with { Change = index + 1 });
                known[claim.Key] = claim;
            }
        }
    }
}
