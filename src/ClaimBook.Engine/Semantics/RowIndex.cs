namespace ClaimBook.Engine.Semantics;

/// <summary>The rows of an answer by their keys, in ascending order.</summary>
sealed class RowIndex
{
    public RowIndex(long[] ascendingKeys) => Keys = ascendingKeys;

    public long[] Keys { get; }

    /// <summary>A row for each key that occurs in the lists; keys below zero stand for nothing.</summary>
    public static RowIndex Union(IReadOnlyList<long[]> lists)
    {
        // The common case, one list or several with the same groups, needs no sorting.
        if (lists.Count > 0 && IsAscending(lists[0]) && lists.Skip(1).All(l => l.AsSpan().SequenceEqual(lists[0])))
            return new RowIndex(lists[0]);
        return new RowIndex([.. lists.SelectMany(l => l).Where(k => k >= 0).Distinct().Order()]);
    }

    /// <summary>The rows of these keys; below zero for keys that have none.</summary>
    public int[] RowsOf(long[] keys)
    {
        var rows = new int[keys.Length];
        var isSame = keys.AsSpan().SequenceEqual(Keys);
        for (var i = 0; i < rows.Length; i++)
            rows[i] = isSame ? i : Array.BinarySearch(Keys, keys[i]);
        return rows;
    }

    static bool IsAscending(long[] keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] <= (i == 0 ? -1 : keys[i - 1]))
                return false;
        }
        return true;
    }
}
