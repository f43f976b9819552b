using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book;

/// <summary>The book as it was known at one moment: policies by number, claims by reference. Immutable, so any thread may read it.</summary>
public sealed class BookState
{
    static readonly Comparer<string> s_order = Comparer<string>.Create(string.CompareOrdinal);

    readonly string[] _policyKeys;
    readonly string[] _claimKeys;
    readonly Policy[] _policies;
    readonly Claim[] _claims;
    readonly Lazy<ILookup<string, Claim>> _claimsOfPolicies;
    readonly Lazy<Dictionary<string, Policy>> _policiesByKey;
    readonly Lazy<Policy?[]> _policiesOfClaims;

    /// <summary>Takes policies and claims in the order of their keys.</summary>
    /// <param name="change">The latest change.</param>
    /// <param name="day">The day as of which it is.</param>
    /// <param name="policies">The policies.</param>
    /// <param name="claims">The claims.</param>
    /// <param name="before">A state that may have the same policies or claims: what is known of them already need not be found again.</param>
    internal BookState(int change, DateOnly day, Policy[] policies, Claim[] claims, BookState? before = null)
    {
        (Change, Day, _policies, _claims) = (change, day, policies, claims);
        (_policyKeys, _policiesByKey) = before?._policies == policies
            ? (before._policyKeys, before._policiesByKey)
            : (Array.ConvertAll(policies, p => p.Key), new(() => policies.ToDictionary(p => p.Key)));
        _policiesOfClaims = before?._policies == policies && before._claims == claims ? before._policiesOfClaims : new(() => Array.ConvertAll(
            claims, c => c.Details.Policy is { } number ? _policiesByKey.Value.GetValueOrDefault(Book.Policy.KeyOf(number)) : null));
        _claimKeys = Array.ConvertAll(claims, c => c.Key);
        _claimsOfPolicies = new(() => claims.Where(c => c.Details.Policy is not null).ToLookup(c => Book.Policy.KeyOf(c.Details.Policy!)));
    }

    /// <summary>What claims and policies may be, in this order: the members of the dimension status.</summary>
    public static IReadOnlyList<string> Statuses { get; } = [.. ClaimStatuses.Names, .. PolicyStatuses.Names];

    /// <summary>The latest change that it knows; 0 before the first.</summary>
    public int Change { get; }

    /// <summary>The day as of which it is, in UTC: what statuses are told of.</summary>
    public DateOnly Day { get; }

    /// <summary>The policies by number, capitals and small letters alike.</summary>
    public IReadOnlyList<Policy> Policies => _policies;

    /// <summary>The claims by reference, capitals and small letters alike.</summary>
    public IReadOnlyList<Claim> Claims => _claims;

    /// <summary>The policies of all <see cref="Claims"/>, in their order; null for those that have none.</summary>
    public IReadOnlyList<Policy?> PoliciesOfClaims => _policiesOfClaims.Value;

    /// <summary>The policy of a number, whatever its case; null if there is none.</summary>
    public Policy? Policy(string number) => Array.BinarySearch(_policyKeys, Book.Policy.KeyOf(number), s_order) is >= 0 and var at ? _policies[at] : null;

    /// <summary>The claim of a reference, whatever its case; null if there is none.</summary>
    public Claim? Claim(string reference) => Array.BinarySearch(_claimKeys, Book.Claim.KeyOf(reference), s_order) is >= 0 and var at ? _claims[at] : null;

    /// <summary>The policy of a claim; null if it has none.</summary>
    public Policy? PolicyOf(Claim claim) => claim.Details.Policy is { } number ? Policy(number) : null;

    /// <summary>The claims of a policy, by reference.</summary>
    public IEnumerable<Claim> ClaimsOf(Policy policy) => _claimsOfPolicies.Value[policy.Key];

    /// <summary>Whether a scope admits a policy.</summary>
    public static bool Admits(RowScope scope, Policy policy) => scope.Admits(policy.Terms.AgencyId);

    /// <summary>Whether a scope admits a claim: it is its policy's agency's. A claim without a policy is no agency's, so only who sees all sees it.</summary>
    public bool Admits(RowScope scope, Claim claim) => scope.IsAll || (PolicyOf(claim) is { } policy && Admits(scope, policy));

    /// <summary>The same book on another day, of which nothing else is known.</summary>
    internal BookState On(DateOnly day) => day == Day ? this : new BookState(Change, day, _policies, _claims, this);

    /// <summary>The book after changes.</summary>
    internal BookState With(int change, DateOnly day, IEnumerable<Policy> policies, IEnumerable<Claim> claims) =>
        new(change, day, Merge(_policies, policies, p => p.Key), Merge(_claims, claims, c => c.Key), this);

    /// <summary>Replaces and adds items in an array that is ordered by key.</summary>
    static T[] Merge<T>(T[] ordered, IEnumerable<T> changed, Func<T, string> keyOf)
    {
        T[] news = [.. changed.OrderBy(keyOf, s_order)];
        if (news.Length == 0)
            return ordered;
        var merged = new List<T>(ordered.Length + news.Length);
        var at = 0;
        foreach (var item in news)
        {
            var key = keyOf(item);
            while (at < ordered.Length && string.CompareOrdinal(keyOf(ordered[at]), key) < 0)
                merged.Add(ordered[at++]);
            if (at < ordered.Length && keyOf(ordered[at]) == key)
                at++;
            merged.Add(item);
        }
        merged.AddRange(ordered.AsSpan(at));
        return [.. merged];
    }
}
