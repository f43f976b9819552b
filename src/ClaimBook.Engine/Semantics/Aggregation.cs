namespace ClaimBook.Engine.Semantics;

/// <summary>What an engine has to add up to answer a query, or a part of it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="By">The dimensions to group by.</param>
/// <param name="Admitted">For dimensions that are filtered: by code, whether facts of the member count.</param>
/// <param name="Quantities">What to sum.</param>
/// <param name="CountsAgencies">Whether to count the different agencies of each group.</param>
public sealed record Aggregation(
    Fact Fact,
    IReadOnlyList<Dimension> By,
    IReadOnlyDictionary<Dimension, bool[]> Admitted,
    IReadOnlyList<Quantity> Quantities,
    bool CountsAgencies = false);

/// <summary>What an engine added up: the groups that have a fact.</summary>
/// <param name="Keys">Their keys in the <see cref="KeySpace"/> of the aggregation's dimensions, ascending.</param>
/// <param name="Sums">For each quantity, a sum for each group.</param>
/// <param name="Agencies">The number of different agencies of each group, if asked for.</param>
public sealed record Aggregate(long[] Keys, long[][] Sums, long[]? Agencies);

/// <summary>Packs the codes of a group's members into one number whose order is the order of the members.</summary>
public sealed class KeySpace
{
    readonly long[] _counts;
    readonly long[] _strides;

    /// <summary>The space of dimensions with these numbers of members, the first the most significant.</summary>
    public KeySpace(IEnumerable<int> memberCounts)
    {
        _counts = [.. memberCounts.Select(c => (long)Math.Max(c, 1))];
        _strides = new long[_counts.Length];
        Size = 1;
        for (var i = _counts.Length - 1; i >= 0; i--)
        {
            _strides[i] = Size;
            Size = checked(Size * _counts[i]);
        }
    }

    /// <summary>How many keys there can be.</summary>
    public long Size { get; }

    /// <summary>What a member's code is multiplied with in a key.</summary>
    /// <param name="position">Position of the dimension.</param>
    public long Stride(int position) => _strides[position];

    /// <summary>For each dimension, the codes of its members.</summary>
    /// <param name="keys">Keys of groups.</param>
    public int[][] Codes(long[] keys)
    {
        var codes = Array.ConvertAll(_counts, _ => GC.AllocateUninitializedArray<int>(keys.Length));
        for (var i = 0; i < keys.Length; i++)
        {
            var rest = keys[i];
            for (var position = codes.Length - 1; position > 0; position--)
            {
                (rest, var code) = Math.DivRem(rest, _counts[position]);
                codes[position][i] = (int)code;
            }
            if (codes.Length > 0)
                codes[0][i] = (int)rest;
        }
        return codes;
    }
}
