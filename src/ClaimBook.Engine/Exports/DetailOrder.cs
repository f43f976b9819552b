using System.Text;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>Sorts rows by columns of the details. The values of a column become whole numbers in the same order, and these are sorted digit by digit, which
/// compares nothing and keeps the order of equals.</summary>
static class DetailOrder
{
    const int DigitBits = 11, Digits = 1 << DigitBits;

    /// <summary>Neither a number nor an amount comes near it.</summary>
    const ulong None = ulong.MaxValue;

    static readonly Comparer<byte[]> s_bytes = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    /// <summary>Sorts rows. Those without a value come last, whichever way it goes; equal ones stay in their order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="sort">The columns, the most important one first.</param>
    /// <param name="details">The details of a row, read before the next one is asked for.</param>
    public static int[] Sorted(int[] rows, IReadOnlyList<SortKey> sort, Func<int, DetailRow> details)
    {
        foreach (var (column, descending) in sort.Reverse())
        {
            var keys = Values(rows, DetailTable.Columns.First(c => c.Name == column), details);
            MakeKeys(keys, descending);
            rows = Sorted(rows, keys);
        }
        return rows;
    }

    static ulong[] Values(int[] rows, DetailColumn column, Func<int, DetailRow> details)
    {
        var values = new ulong[rows.Length];
        var texts = new Dictionary<string, ulong>();
        for (var i = 0; i < rows.Length; i++)
        {
            var cell = column.Value(details(rows[i]));
            values[i] = cell switch
            {
                { IsNull: true } => None,
                { IsText: false } => cell.Rank,
                _ => texts.TryGetValue(cell.Text, out var number) ? number : texts[cell.Text] = (ulong)texts.Count,
            };
        }
        if (texts.Count > 0)
        {
            // Byte by byte, as the databases compare them: .NET's ordinal order is another one beyond U+FFFF.
            var ordered = texts.OrderBy(t => column.Texts.IndexOf(t.Key)).ThenBy(t => Encoding.UTF8.GetBytes(t.Key), s_bytes);
            var ranks = new ulong[texts.Count];
            foreach (var (rank, number) in ordered.Select(t => t.Value).Index())
                ranks[number] = (ulong)rank;
            foreach (ref var value in values.AsSpan())
                value = value == None ? None : ranks[value];
        }
        return values;
    }

    /// <summary>Makes keys of values: as small as can be, ascending as the rows shall be.</summary>
    static void MakeKeys(ulong[] values, bool descending)
    {
        var (least, most) = (None, 0UL);
        foreach (var value in values)
        {
            if (value != None)
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }
        foreach (ref var value in values.AsSpan())
            value = value == None ? most - least + 1 : descending ? most - value : value - least;
    }

    static int[] Sorted(int[] rows, ulong[] keys)
    {
        var highest = keys.DefaultIfEmpty().Max();
        for (var shift = 0; shift < 64 && highest >> shift > 0; shift += DigitBits)
        {
            var (nextRows, nextKeys) = (new int[rows.Length], new ulong[rows.Length]);
            var ends = new int[Digits];
            foreach (var key in keys)
                ends[Digit(key, shift)]++;
            for (var digit = 1; digit < Digits; digit++)
                ends[digit] += ends[digit - 1];
            for (var i = rows.Length - 1; i >= 0; i--)
            {
                var place = --ends[Digit(keys[i], shift)];
                (nextRows[place], nextKeys[place]) = (rows[i], keys[i]);
            }
            (rows, keys) = (nextRows, nextKeys);
        }
        return rows;
    }

    static int Digit(ulong key, int shift) => (int)(key >> shift) & (Digits - 1);
}
