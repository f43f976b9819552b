using ClaimBook.Engine.Book;
using MathNet.Numerics.Random;

namespace ClaimBook.Engine.Samples;

/// <summary>A book of made-up policies and claims with several years of history, as if it had been kept day by day: quotes, renewals and cancellations,
/// reserves, payments and recoveries, each recorded when it would have been.</summary>
/// <remarks>Every policy and claim came about by the acts of <see cref="Policy"/> and <see cref="Claim"/>, so the book's rules hold for all of them.</remarks>
public static class DemonstrationBook
{
    /// <summary>How many policies there are if nothing else is said, renewals counted.</summary>
    public const int UsualPolicies = 5_000;

    const int Years = 7, ClaimsInThousandPolicies = 300;

    static readonly TimeOnly s_close = new(17, 0);

    /// <summary>Fills an empty book.</summary>
    /// <param name="ledger">The book.</param>
    /// <param name="market">Where it is sold.</param>
    /// <param name="policies">How many policies, renewals counted; three tenths as many claims, if the policies have had any time for them.</param>
    /// <param name="seed">The same seed gives, on the same day, the same book.</param>
    /// <exception cref="ClaimBookException">The book is not empty, or the database failed; nothing was recorded.</exception>
    public static void Fill(Ledger ledger, DemonstrationMarket market, int policies = UsualPolicies, int seed = 1) =>
        ledger.Fill("sample", History(ledger.Today, market, policies, seed));

    /// <summary>Makes a history that ends on the day before.</summary>
    internal static IReadOnlyList<PastChange> History(DateOnly today, DemonstrationMarket market, int policies, int seed)
    {
        var days = new DemonstrationDays(new DateOnly(today.Year - Years, 1, 1), today.AddDays(-1));
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var covers = new DemonstrationPolicies(random, seed, market, days).Sell(policies);
        new DemonstrationClaims(random, days, covers).Report((int)((long)policies * ClaimsInThousandPolicies / 1_000));
        return days.History(s_close);
    }
}

/// <summary>What becomes known on each of some days.</summary>
/// <param name="first">The first day.</param>
/// <param name="last">The last day.</param>
sealed class DemonstrationDays(DateOnly first, DateOnly last)
{
    readonly SortedDictionary<DateOnly, (Dictionary<string, Policy> Policies, Dictionary<string, Claim> Claims)> _days = [];

    public DateOnly First => first;

    public DateOnly Last => last;

    /// <summary>Takes what a policy is from a day on.</summary>
    public void Put(DateOnly day, Policy policy) => Of(day).Policies[policy.Key] = policy;

    /// <summary>Takes what a claim is from a day on.</summary>
    public void Put(DateOnly day, Claim claim) => Of(day).Claims[claim.Key] = claim;

    /// <summary>A change a day, at a time in UTC.</summary>
    public IReadOnlyList<PastChange> History(TimeOnly time) =>
        [.. _days.Select(d => new PastChange(new(d.Key, time, TimeSpan.Zero), d.Value.Policies.Values, d.Value.Claims.Values))];

    (Dictionary<string, Policy> Policies, Dictionary<string, Claim> Claims) Of(DateOnly day)
    {
        if (!_days.TryGetValue(day, out var known))
            _days.Add(day, known = ([], []));
        return known;
    }
}
