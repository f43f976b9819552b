using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Adds up an aggregation over a fact of the book. The key of a row's group is a sum of parts, one for each dimension and one for the
/// slice of time; a member that a filter leaves out has a part so far below zero that the sum is below zero too.</summary>
sealed class BookScan
{
    const long LeftOut = long.MinValue / 16;

    /// <summary>Rows for which a second core is worth its start.</summary>
    const int RowsPerCore = 10_000;

    readonly BookColumns _fact;
    readonly TimeSlice[] _slices;
    readonly int[] _quantities;
    readonly long _keys;
    readonly List<(int[] Codes, long[] Parts)> _parts = [];
    readonly int[] _sliceOnOrAfter;

    /// <summary>Prepares a scan.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="aggregation">What to add up; has a slice.</param>
    /// <param name="members">The members of the book.</param>
    public BookScan(BookColumns fact, BookAggregation aggregation, BookMembers members)
    {
        (_fact, _slices) = (fact, [.. aggregation.Slices]);
        _quantities = [.. aggregation.Quantities.Select(q => fact.Quantities.Index().First(f => f.Item == q).Index)];
        var keySpace = members.KeySpace(aggregation.By);
        _keys = keySpace.Size;
        foreach (var dimension in aggregation.By.Concat(aggregation.Admitted.Keys).Distinct().Where(d => !BookAggregation.IsTime(d)))
        {
            var stride = aggregation.By.ToList().IndexOf(dimension) is >= 0 and var position ? keySpace.Stride(position) : 0;
            var admitted = aggregation.Admitted.GetValueOrDefault(dimension);
            _parts.Add((fact.Codes[dimension],
                [.. Enumerable.Range(0, members[dimension].Count).Select(code => admitted is null || admitted[code] ? code * stride : LeftOut)]));
        }
        _sliceOnOrAfter = SliceOnOrAfter(_slices);
    }

    /// <summary>Runs the scan.</summary>
    public Aggregate Run()
    {
        var rows = _fact.First.Length;
        var parts = new Accumulator[Math.Clamp(rows / RowsPerCore, 1, Environment.ProcessorCount)];
        Parallel.For(0, parts.Length, part =>
        {
            var sums = parts[part] = new Accumulator(_quantities.Length, countsAgencies: false, _keys <= TableScan.MostDirectKeys ? (int)_keys : null);
            Scan((int)((long)rows * part / parts.Length), (int)((long)rows * (part + 1) / parts.Length), sums);
        });
        foreach (var other in parts.AsSpan(1))
            parts[0].Add(other);
        return parts[0].ToAggregate();
    }

    void Scan(int start, int end, Accumulator sums)
    {
        Span<long> amounts = stackalloc long[_quantities.Length];
        var firstDay = _slices[0].First;
        for (var row = start; row < end; row++)
        {
            var (first, last) = (_fact.First[row], _fact.Last[row]);
            var key = KeyOf(row);
            if (key < 0 || last < first || first - firstDay >= _sliceOnOrAfter.Length)
                continue;
            for (var s = _sliceOnOrAfter[Math.Max(0, first - firstDay)]; s < _slices.Length && _slices[s].First <= last; s++)
            {
                for (var q = 0; q < amounts.Length; q++)
                    amounts[q] = _fact.Amount(_quantities[q], row, _slices[s]);
                sums.Add(key + _slices[s].Key, amounts);
            }
        }
    }

    long KeyOf(int row)
    {
        var key = 0L;
        foreach (var (codes, parts) in _parts)
            key += parts[codes[row]];
        return key;
    }

    /// <summary>For each day from the first slice's on, the slice that it is in, or else the next.</summary>
    static int[] SliceOnOrAfter(TimeSlice[] slices)
    {
        var slice = new int[slices[^1].Last - slices[0].First + 1];
        for (var s = 1; s < slices.Length; s++)
            slice.AsSpan(slices[s - 1].Last - slices[0].First + 1, slices[s].Last - slices[s - 1].Last).Fill(s);
        return slice;
    }
}
