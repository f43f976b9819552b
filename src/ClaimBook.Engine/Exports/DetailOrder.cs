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
        if (sort.Count == 0)
            return rows;
        var (places, room, keys) = (new int[rows.Length], new int[rows.Length], new ulong[rows.Length]);
        for (var place = 0; place < places.Length; place++)
            places[place] = place;
        foreach (var (column, descending) in sort.Reverse())
        {
            // Read in the order in which the rows lie, whatever the columns before have made of it.
            ReadValues(rows, DetailTable.Columns.First(c => c.Name == column), details, keys);
            MakeKeys(keys, descending);
            Sort(ref places, ref room, keys);
        }
        foreach (ref var place in places.AsSpan())
            place = rows[place];
        return places;
    }

    static void ReadValues(int[] rows, DetailColumn column, Func<int, DetailRow> details, ulong[] values)
    {
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
        if (texts.Count == 0)
            return;
        // Byte by byte, as the databases compare them: .NET's ordinal order is another one beyond U+FFFF.
        var ordered = texts.OrderBy(t => column.Texts.IndexOf(t.Key)).ThenBy(t => Encoding.UTF8.GetBytes(t.Key), s_bytes);
        var ranks = new ulong[texts.Count];
        foreach (var (rank, number) in ordered.Select(t => t.Value).Index())
            ranks[number] = (ulong)rank;
        foreach (ref var value in values.AsSpan())
            value = value == None ? None : ranks[value];
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

    /// <summary>Sorts places by the keys of what is there.</summary>
    static void Sort(ref int[] places, ref int[] room, ulong[] keys)
    {
        var highest = keys.DefaultIfEmpty().Max();
        var ends = new int[Digits];
        for (var shift = 0; shift < 64 && highest >> shift > 0; shift += DigitBits)
        {
            Array.Clear(ends);
            foreach (var key in keys)
                ends[Digit(key, shift)]++;
            for (var digit = 1; digit < Digits; digit++)
                ends[digit] += ends[digit - 1];
            for (var i = places.Length - 1; i >= 0; i--)
                room[--ends[Digit(keys[places[i]], shift)]] = places[i];
            (places, room) = (room, places);
        }
    }

    static int Digit(ulong key, int shift) => (int)(key >> shift) & (Digits - 1);
}
