using System.Numerics;

namespace ClaimBook.Engine.Cube;

/// <summary>The values of a quantity, one a row: in 32 bits as long as all fit, which halves what a scan reads, else in 64.</summary>
sealed class QuantityColumn
{
    List<int>? _narrow = [];
    List<long>? _wide;
    int[] _ints = [];
    long[]? _longs;

    /// <summary>The value of a row; only after <see cref="Seal"/>.</summary>
    public long this[int row] => _longs is not null ? _longs[row] : _ints[row];

    /// <summary>Appends a value; only before <see cref="Seal"/>.</summary>
    public void Append(long value)
    {
        if (_narrow is not null && value is < int.MinValue or > int.MaxValue)
        {
            _wide = [.. _narrow];
            _narrow = null;
        }
        _narrow?.Add((int)value);
        _wide?.Add(value);
    }

    /// <summary>Ends appending and gives back what memory is left over.</summary>
    public void Seal()
    {
        _ints = _narrow?.ToArray() ?? [];
        _longs = _wide?.ToArray();
        (_narrow, _wide) = (null, null);
    }

    /// <summary>Adds the values of some rows to sums.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="slots">For each of the rows, the sum to add to.</param>
    /// <param name="start">The row that the others are counted from.</param>
    /// <param name="rows">The rows; empty if they are all from the start on.</param>
    public void AddTo(long[] sums, ReadOnlySpan<int> slots, int start, ReadOnlySpan<int> rows)
    {
        if (_longs is not null)
            Add(_longs.AsSpan(start), sums, slots, rows);
        else
            Add(_ints.AsSpan(start), sums, slots, rows);
    }

    static void Add<T>(ReadOnlySpan<T> values, long[] sums, ReadOnlySpan<int> slots, ReadOnlySpan<int> rows)
        where T : INumberBase<T>
    {
        if (rows.IsEmpty)
        {
            values = values[..slots.Length];
            for (var i = 0; i < slots.Length; i++)
                sums[slots[i]] += long.CreateTruncating(values[i]);
            return;
        }
        rows = rows[..slots.Length];
        for (var i = 0; i < slots.Length; i++)
            sums[slots[i]] += long.CreateTruncating(values[rows[i]]);
    }
}
