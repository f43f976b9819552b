using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Book;

/// <summary>A change of the book under way: the book as it is, and what an act adds to it. Acts that are refused add nothing.</summary>
/// <param name="book">The book before.</param>
public sealed class BookChange(BookState book)
{
    readonly Dictionary<string, Policy> _policies = [];
    readonly Dictionary<string, Claim> _claims = [];

    /// <summary>The day of the change.</summary>
    public DateOnly Today => book.Day;

    internal bool HasAny => _policies.Count + _claims.Count > 0;

    /// <summary>The policy of a number, whatever its case, with what was added already; null if there is none.</summary>
    public Policy? Policy(string number) => _policies.GetValueOrDefault(Book.Policy.KeyOf(number)) ?? book.Policy(number);

    /// <summary>The claim of a reference, whatever its case, with what was added already; null if there is none.</summary>
    public Claim? Claim(string reference) => _claims.GetValueOrDefault(Book.Claim.KeyOf(reference)) ?? book.Claim(reference);

    /// <summary>The policy of a claim; null if it has none.</summary>
    public Policy? PolicyOf(ClaimDetails claim) => claim.Policy is { } number ? Policy(number) : null;

    /// <summary>Adds a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The agencies that whoever acts may see.</param>
    public Outcome<Policy> Add(Policy policy, RowScope scope) => policy.Check().Then<Policy>(p =>
        Policy(p.Number) is not null ? Refused.Wrong("number", $"there is a policy {p.Number} already")
        : !BookState.Admits(scope, p) ? Refused.Wrong("agency", $"{p.Terms.AgencyId} is not one of your agencies")
        : Put(p));

    /// <summary>Adds a claim.</summary>
    /// <param name="claim">The claim, with the transactions that it begins with.</param>
    /// <param name="scope">The agencies that whoever acts may see.</param>
    public Outcome<Claim> Add(Claim claim, RowScope scope) => Admitted(claim.Details, scope) ?? claim.Check(PolicyOf(claim.Details), Today).Then<Claim>(c =>
        Claim(c.Reference) is not null ? Refused.Wrong("reference", $"there is a claim {c.Reference} already") : Put(c));

    /// <summary>Changes a policy.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="scope">The agencies that whoever acts may see.</param>
    /// <param name="seen">The <see cref="Policy.Change"/> that whoever acts has seen; null if that does not matter.</param>
    /// <param name="act">The act; gets the policy and its claims.</param>
    public Outcome<Policy> Change(string number, RowScope scope, int? seen, Func<Policy, IEnumerable<Claim>, Outcome<Policy>> act) =>
        Policy(number) is not { } policy || !BookState.Admits(scope, policy) ? Refused.Missing($"There is no policy {number}.")
        : seen is { } known && known != policy.Change ? Stale($"Policy {policy.Number}")
        : act(policy, ClaimsOf(policy)).Then<Policy>(changed =>
            BookState.Admits(scope, changed) ? Put(changed) : Refused.Wrong("agency", $"{changed.Terms.AgencyId} is not one of your agencies"));

    /// <summary>Changes a claim.</summary>
    /// <param name="reference">Its reference.</param>
    /// <param name="scope">The agencies that whoever acts may see.</param>
    /// <param name="seen">The <see cref="Claim.Change"/> that whoever acts has seen; null if that does not matter.</param>
    /// <param name="act">The act.</param>
    public Outcome<Claim> Change(string reference, RowScope scope, int? seen, Func<Claim, Outcome<Claim>> act) =>
        Claim(reference) is not { } claim || Admitted(claim.Details, scope) is not null ? Refused.Missing($"There is no claim {reference}.")
        : seen is { } known && known != claim.Change ? Stale($"Claim {claim.Reference}")
        : act(claim).Then<Claim>(changed => Admitted(changed.Details, scope) is { } refused ? refused : Put(changed));

    /// <summary>Renews a policy.</summary>
    /// <param name="number">The policy that ends.</param>
    /// <param name="scope">The agencies that whoever acts may see.</param>
    /// <param name="seen">The <see cref="Policy.Change"/> that whoever acts has seen; null if that does not matter.</param>
    /// <param name="newNumber">The number of the policy that goes on.</param>
    /// <param name="premiumCents">Its premium; null for the old one.</param>
    public Outcome<Policy> Renew(string number, RowScope scope, int? seen, string newNumber, long? premiumCents) =>
        Policy(number) is not { } policy || !BookState.Admits(scope, policy) ? Refused.Missing($"There is no policy {number}.")
        : seen is { } known && known != policy.Change ? Stale($"Policy {policy.Number}")
        : book.Policies.FirstOrDefault(p => p.Terms is { RenewalOf: { } old, CancelledOn: null } && Book.Policy.KeyOf(old) == policy.Key) is { } renewal
            ? Refused.Impossible($"Policy {policy.Number} is renewed already{(BookState.Admits(scope, renewal) ? $", by {renewal.Number}" : "")}.")
        : policy.Renew(newNumber, premiumCents).Then(p => Add(p, scope));

    /// <summary>Writes what was added.</summary>
    internal void Write(WriteTransaction transaction, int change, DateTimeOffset at, string by)
    {
        BookRows.WriteChange(transaction.Connection, change, at, by);
        BookRows.Write(transaction, _policies.Values.Where(p => book.Policy(p.Number)?.Terms != p.Terms).Select(p => p with { Change = change }));
        BookRows.Write(transaction, _claims.Values.Where(c => book.Claim(c.Reference)?.Details != c.Details).Select(c => c with { Change = change }));
        BookRows.Write(transaction, _claims.Values.SelectMany(c =>
            c.Transactions.Skip(book.Claim(c.Reference)?.Transactions.Count ?? 0).Select(t => (c.Key, t with { Change = change }))));
    }

    IEnumerable<Claim> ClaimsOf(Policy policy) => book.ClaimsOf(policy).Select(c => _claims.GetValueOrDefault(c.Key, c))
        .Concat(_claims.Values.Where(c => book.Claim(c.Reference) is null))
        .Where(c => c.Details.Policy is { } number && Book.Policy.KeyOf(number) == policy.Key);

    Refused? Admitted(ClaimDetails claim, RowScope scope) =>
        scope.IsAll ? null
        : claim.Policy is null ? Refused.Wrong("policy", "must name a policy of your agencies")
        : PolicyOf(claim) is { } policy && BookState.Admits(scope, policy) ? null
        : Refused.Wrong("policy", $"there is no policy {claim.Policy}");

    static Refused Stale(string what) => Refused.Stale($"{what} was changed by somebody else since you read it. Read it again and repeat what still needs to be done.");

    Policy Put(Policy policy) => _policies[policy.Key] = policy;

    Claim Put(Claim claim) => _claims[claim.Key] = claim;
}
