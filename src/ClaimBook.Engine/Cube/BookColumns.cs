using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>A fact of the book as columns, a value for each row.</summary>
/// <param name="first">The first day that each row counts on.</param>
/// <param name="last">The last; before the first if there is none.</param>
/// <param name="codes">For each dimension, the code of each row.</param>
abstract class BookColumns(int[] first, int[] last, Dictionary<Dimension, int[]> codes)
{
    /// <summary>The first day that each row counts on.</summary>
    public int[] First => first;

    /// <summary>The last day; before the first if there is none.</summary>
    public int[] Last => last;

    /// <summary>For each dimension, the code of each row.</summary>
    public Dictionary<Dimension, int[]> Codes => codes;

    /// <summary>The quantities; others call them by their position.</summary>
    public abstract IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>What a row adds to a quantity on days of which it counts on some.</summary>
    public abstract long Amount(int quantity, int row, TimeSlice slice);
}

/// <summary>Policies, on the days that they cover.</summary>
sealed class PolicyColumns(Policy[] policies, Dictionary<Dimension, int[]> codes) : BookColumns(
    Array.ConvertAll(policies, p => p.Terms.Inception.DayNumber), Array.ConvertAll(policies, p => p.Terms.End.DayNumber - 1), codes)
{
    public override IReadOnlyList<Quantity> Quantities { get; } =
        [Quantity.InForce, Quantity.InForcePremium, Quantity.EarnedOnPolicies, Quantity.PolicyDays];

    public override long Amount(int quantity, int row, TimeSlice slice)
    {
        var terms = policies[row].Terms;
        var isInForce = slice.IsEnd && Last[row] >= slice.Last;
        return quantity switch
        {
            0 => isInForce ? 1 : 0,
            1 => isInForce ? terms.PremiumCents : 0,
            2 => terms.EarnedCentsBefore(DateOnly.FromDayNumber(slice.Last).AddDays(1)) - terms.EarnedCentsBefore(DateOnly.FromDayNumber(slice.First)),
            _ => Math.Min(Last[row], slice.Last) - Math.Max(First[row], slice.First) + 1,
        };
    }
}

/// <summary>Claims, each on the day of its loss.</summary>
sealed class ClaimColumns : BookColumns
{
    static readonly (Quantity Quantity, Func<Claim, long> Of)[] s_quantities =
    [
        (Quantity.Claims, _ => 1),
        (Quantity.OpenClaims, c => c.Status.IsClosed ? 0 : 1),
        (Quantity.Paid, c => c.Money.Paid),
        (Quantity.Outstanding, c => c.Money.Outstanding),
        (Quantity.Recovered, c => c.Money.Recovered),
        (Quantity.IncurredOnClaims, c => c.Money.Incurred),
    ];

    readonly long[][] _amounts;

    public ClaimColumns(Claim[] claims, Dictionary<Dimension, int[]> codes)
        : this(claims, Array.ConvertAll(claims, c => c.Details.AccidentDate.DayNumber), codes)
    {
    }

    ClaimColumns(Claim[] claims, int[] days, Dictionary<Dimension, int[]> codes)
        : base(days, days, codes) => _amounts = Array.ConvertAll(s_quantities, q => Array.ConvertAll(claims, c => q.Of(c)));

    public override IReadOnlyList<Quantity> Quantities { get; } = [.. s_quantities.Select(q => q.Quantity)];

    public override long Amount(int quantity, int row, TimeSlice slice) => _amounts[quantity][row];
}
