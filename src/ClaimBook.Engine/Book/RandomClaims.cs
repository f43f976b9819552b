using ClaimBook.Engine.Semantics;
using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Book;

/// <summary>Makes up plausible claims. Severities are lognormal, as real ones are roughly: half of them below 3,500, few of them large.</summary>
/// <param name="random">Where chance comes from.</param>
public sealed class RandomClaims(Random random)
{
    const double MedianCost = 3_500, CostSpread = 1.3, LargestCost = 100_000, DaysToReport = 6;

    static readonly (string Cause, string Description)[] s_personal =
    [
        ("Water damage", "A pipe burst and flooded the ground floor."), ("Water damage", "The washing machine leaked into the flat below."),
        ("Wind and hail", "A storm took shingles off the roof."), ("Collision", "Rear-ended at a red light."), ("Collision", "Slid off an icy road into a fence."),
        ("Theft", "A bicycle was stolen from the garage."), ("Fire", "A pan caught fire in the kitchen."), ("Glass", "A stone broke the windshield."),
        ("Liability", "A guest slipped on the porch."), ("Lightning", "A surge destroyed the electronics."),
    ];

    static readonly (string Cause, string Description)[] s_commercial =
    [
        ("Water damage", "The sprinklers went off without a fire."), ("Water damage", "Rain came through the warehouse roof."),
        ("Wind and hail", "Hail dented the roof and the parked vans."), ("Collision", "The delivery van hit a parked car."),
        ("Theft", "Tools were stolen from the building site."), ("Fire", "A machine overheated in the workshop."),
        ("Liability", "A customer slipped on the wet floor."), ("Equipment breakdown", "The compressor of the cold store failed."),
    ];

    /// <summary>Adds claims: on policies in force with a loss that they cover or, where there is no such policy, without one.</summary>
    /// <param name="book">The book.</param>
    /// <param name="change">Takes the claims.</param>
    /// <param name="scope">The agencies that whoever acts may see.</param>
    /// <param name="count">How many.</param>
    public Outcome<Claim[]> Add(BookState book, BookChange change, RowScope scope, int count)
    {
        Policy[] policies = [.. book.Policies.Where(p => BookState.Admits(scope, p) && p.Terms.StatusOn(book.Day) == PolicyStatus.InForce)];
        if (policies.Length == 0 && !scope.IsAll)
            return Refused.Impossible("None of your agencies has a policy in force, and a claim without one is for those only who may see all agencies.");
        var prefix = $"R-{book.Day.Year}-";
        var number = LastNumber(book, prefix);
        var added = new Claim[count];
        for (var i = 0; i < count; i++)
        {
            var details = Details(book.Day, policies.Length == 0 ? null : policies[random.Next(policies.Length)]);
            var reference = $"{prefix}{++number:000000}";
            var outcome = change.Add(new Claim(reference, details, []), scope)
                .Then(_ => change.Change(reference, scope, seen: null, claim => claim.Reserve(MoneyKind.Indemnity, CostCents(), book.Day, book.Day)));
            if (outcome.Refused is { } refused)
                return refused;
            added[i] = outcome.Value!;
        }
        return added;
    }

    static int LastNumber(BookState book, string prefix) => book.Claims
        .Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(c => int.TryParse(c.Key.AsSpan(prefix.Length), System.Globalization.NumberStyles.None, null, out var number) && number < int.MaxValue / 2 ? number : 0)
        .DefaultIfEmpty().Max();

    ClaimDetails Details(DateOnly today, Policy? policy)
    {
        var (cause, description) = policy is { Terms.Line: "CL" } ? s_commercial[random.Next(s_commercial.Length)] : s_personal[random.Next(s_personal.Length)];
        var firstLoss = policy?.Terms.Inception ?? today.AddYears(-1);
        var loss = firstLoss.AddDays(random.Next(today.DayNumber - firstLoss.DayNumber + 1));
        var reported = loss.AddDays(Math.Min((int)Exponential.Sample(random, 1 / DaysToReport), today.DayNumber - loss.DayNumber));
        return new ClaimDetails(policy?.Number, loss, reported, cause, description);
    }

    long CostCents()
    {
        double cost;
        do
            cost = LogNormal.Sample(random, Math.Log(MedianCost), CostSpread);
        while (cost > LargestCost);
        return (long)(cost * 100);
    }
}
