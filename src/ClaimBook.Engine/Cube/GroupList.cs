using System.Buffers;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Groups that are complete, by ascending key, each of one agency; in borrowed arrays, as it lives no longer than a scan.</summary>
sealed class GroupList
{
    readonly long[] _keys;
    readonly long[][] _sums;
    int _count;

    /// <summary>An empty list.</summary>
    /// <param name="quantities">How many quantities are summed.</param>
    /// <param name="capacity">The most groups there can be.</param>
    public GroupList(int quantities, int capacity)
    {
        _keys = ArrayPool<long>.Shared.Rent(capacity);
        _sums = new long[quantities][];
        for (var q = 0; q < quantities; q++)
            _sums[q] = ArrayPool<long>.Shared.Rent(capacity);
    }

    /// <summary>Appends a group.</summary>
    /// <param name="key">Its key, larger than all before.</param>
    /// <param name="from">The sums of each quantity.</param>
    /// <param name="slot">Where its own are.</param>
    public void Append(long key, long[][] from, int slot)
    {
        _keys[_count] = key;
        for (var q = 0; q < _sums.Length; q++)
            _sums[q][_count] = from[q][slot];
        _count++;
    }

    /// <summary>The groups of lists one after the other; ends the lists.</summary>
    /// <param name="lists">The lists, keys ascending over all.</param>
    /// <param name="countsAgencies">Whether each group's number of agencies, which is one, is asked for.</param>
    public static Aggregate Concat(GroupList[] lists, bool countsAgencies)
    {
        var allKeys = Concat(lists, l => l._keys);
        var allSums = new long[lists[0]._sums.Length][];
        for (var q = 0; q < allSums.Length; q++)
            allSums[q] = Concat(lists, l => l._sums[q]);
        return new Aggregate(allKeys, allSums, countsAgencies ? Array.ConvertAll(allKeys, _ => 1L) : null);
    }

    static long[] Concat(GroupList[] lists, Func<GroupList, long[]> column)
    {
        var all = GC.AllocateUninitializedArray<long>(lists.Sum(l => l._count));
        var start = 0;
        foreach (var list in lists)
        {
            column(list).AsSpan(0, list._count).CopyTo(all.AsSpan(start));
            ArrayPool<long>.Shared.Return(column(list));
            start += list._count;
        }
        return all;
    }
}
