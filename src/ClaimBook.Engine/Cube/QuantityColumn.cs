using System.Numerics;

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
    /// <param name="start">The row that the others are counted from.</param>
    /// <param name="rows">The rows; empty if they are all from the start on.</param>
    public void AddTo(long[] sums, ReadOnlySpan<int> slots, int start, ReadOnlySpan<int> rows)
    {
        if (longs is not null)
        {
            Add(longs.AsSpan(start), sums, slots, rows);
        }
        else
        {
            Add(ints.AsSpan(start), sums, slots, rows);
        }
    }

    static void Add<T>(ReadOnlySpan<T> values, long[] sums, ReadOnlySpan<int> slots, ReadOnlySpan<int> rows)
        where T : INumberBase<T>
    {
        if (rows.IsEmpty)
        {
            values = values[..slots.Length];
            for (var i = 0; i < slots.Length; i++)
            {
                sums[slots[i]] += long.CreateTruncating(values[i]);
            }

            return;
        }

        rows = rows[..slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            sums[slots[i]] += long.CreateTruncating(values[rows[i]]);
        }
    }
}
