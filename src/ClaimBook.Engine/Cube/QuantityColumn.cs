namespace ClaimBook.Engine.Cube;

/// <summary>The values of a quantity, one a row: in 32 bits as long as all fit, which halves what a scan reads, else in 64.</summary>
sealed class QuantityColumn
{
    List<int>? narrow = [];
    List<long>? wide;
    int[] ints = [];
    long[]? longs;

    /// <summary>Appends a value; only before <see cref="Seal"/>.</summary>
    public void Append(long value)
    {
        if (narrow is not null && value is < int.MinValue or > int.MaxValue)
        {
            wide = [.. narrow];
            narrow = null;
        }

        narrow?.Add((int)value);
        wide?.Add(value);
    }

    /// <summary>Ends appending and gives back what memory is left over.</summary>
    public void Seal()
    {
        ints = narrow?.ToArray() ?? [];
        longs = wide?.ToArray();
        (narrow, wide) = (null, null);
    }

    /// <summary>Adds the values of some rows to sums.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="slots">For each of the rows, the sum to add to.</param>
    /// <param name="rows">The rows.</param>
    public void AddTo(long[] sums, ReadOnlySpan<int> slots, ReadOnlySpan<int> rows)
    {
        rows = rows[..slots.Length];
        if (longs is not null)
        {
            for (var i = 0; i < slots.Length; i++)
            {
                sums[slots[i]] += longs[rows[i]];
            }

            return;
        }

        for (var i = 0; i < slots.Length; i++)
        {
            sums[slots[i]] += ints[rows[i]];
        }
    }
}
