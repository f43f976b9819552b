namespace ClaimBook.Engine.Semantics;

/// <summary>Where the year stands in the keys of groups.</summary>
/// <param name="Stride">Its stride.</param>
/// <param name="Count">How many years there are.</param>
/// <param name="IsShown">Whether rows are by year; if not, it is the last part of the key and is folded away.</param>
sealed record YearAxis(long Stride, int Count, bool IsShown);

/// <summary>What an engine added up.</summary>
/// <param name="Aggregate">The sums or counts.</param>
/// <param name="Quantities">What the sums are of.</param>
/// <param name="Axis">The year in the keys; null if the groups are not by year and count whole.</param>
sealed record Groups(Aggregate Aggregate, Quantity[] Quantities, YearAxis? Axis)
{
    /// <summary>The code of each group's year; nothing without a year in the keys.</summary>
    public int[] Years => Axis is null ? [] : Array.ConvertAll(Aggregate.Keys, k => (int)(k / Axis.Stride % Axis.Count));

    /// <summary>The key of the row that each group counts to in a period; -1 for none.</summary>
    public long[] RowKeys(Period period)
    {
        if (Axis is null)
            return Aggregate.Keys;
        var years = Years;
        var keys = new long[years.Length];
        for (var g = 0; g < keys.Length; g++)
        {
            var key = Aggregate.Keys[g];
            keys[g] = period.Slices[years[g]] is not { } slice ? -1
                : Axis.IsShown ? key + ((slice.Shown - years[g]) * Axis.Stride)
                : key / Axis.Count;
        }
        return keys;
    }

    /// <summary>The same sums with no dimension but the year: exact, so that the total is shared and rounded on its own.</summary>
    public Groups Total()
    {
        if (Axis is null)
        {
            var isEmpty = Aggregate.Keys.Length == 0;
            return this with { Aggregate = new Aggregate(isEmpty ? [] : [0], Array.ConvertAll(Aggregate.Sums, s => isEmpty ? [] : new[] { s.Sum() }), null) };
        }
        var years = Years;
        long[] keys = [.. years.Select(y => (long)y).Distinct().Order()];
        var sums = Array.ConvertAll(Aggregate.Sums, _ => new long[keys.Length]);
        for (var g = 0; g < years.Length; g++)
        {
            var total = Array.BinarySearch(keys, years[g]);
            for (var q = 0; q < sums.Length; q++)
                sums[q][total] += Aggregate.Sums[q][g];
        }
        return new Groups(new Aggregate(keys, sums, null), Quantities, new YearAxis(1, Axis.Count, IsShown: false));
    }
}
