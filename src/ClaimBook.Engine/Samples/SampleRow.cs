using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Samples;

/// <summary>What one agency did with one product in one state in one year. Policies are counted once a month, so that a policy
/// in force all year counts 12: as in the real file.</summary>
readonly record struct SampleRow(
    SampleProduct Product,
    string State,
    int Year,
    int Months,
    int RetainedPolicies,
    int PoliciesInForce,
    int? PriorPoliciesInForce,
    long NewBusinessCents,
    long WrittenCents,
    long? PriorWrittenCents,
    long EarnedCents,
    long LossCents);

/// <summary>The ratios that the file publishes in each row, in billionths.</summary>
static class PublishedRatio
{
    /// <summary>A ratio of one.</summary>
    public const long One = 1_000_000_000;

    /// <summary>The code for a missing ratio.</summary>
    public const long Missing = PerformanceFile.Missing * One;

    /// <summary>Retained policies over those in force a year before; missing where none were, or where it would exceed one.</summary>
    public static long Retention(in SampleRow row) =>
        row.PriorPoliciesInForce is > 0 and var prior && row.RetainedPolicies <= prior
            ? Rounded((decimal)row.RetainedPolicies / prior)
            : Missing;

    /// <summary>Losses over written premium, or the code that says why there is none.</summary>
    public static long Loss(in SampleRow row) => row switch
    {
        { WrittenCents: > 0 } => Rounded((decimal)row.LossCents / row.WrittenCents),
        { WrittenCents: 0, LossCents: > 0 } => PerformanceFile.LossesWithoutPremium * One,
        { WrittenCents: 0, LossCents: < 0 } => PerformanceFile.RecoveriesWithoutPremium * One,
        _ => Missing,
    };

    public static long Rounded(decimal ratio) => (long)decimal.Round(ratio * One, MidpointRounding.AwayFromZero);
}
