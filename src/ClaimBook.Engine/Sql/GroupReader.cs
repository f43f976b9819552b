using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>Reads the groups that <see cref="StarSelect.Groups"/> asks for.</summary>
static class GroupReader
{
    /// <summary>Reads all groups. Their order is made here, so that no database's idea of an alphabet matters.</summary>
    public static Aggregate ReadAll(DbDataReader reader, Aggregation aggregation, MemberCodes codes)
    {
        var by = aggregation.By;
        var keySpace = codes.Members.KeySpace(by);
        var keys = new List<long>();
        var numbers = new List<long>[aggregation.Quantities.Count + (aggregation.CountsAgencies ? 1 : 0)];
        for (var n = 0; n < numbers.Length; n++)
            numbers[n] = [];
        while (reader.Read())
        {
            var key = 0L;
            for (var position = 0; position < by.Count; position++)
                key += codes.CodeAt(reader, position, by[position]) * keySpace.Stride(position);
            keys.Add(key);
            for (var n = 0; n < numbers.Length; n++)
                numbers[n].Add(reader.GetInt64(by.Count + n));
        }

        long[] ascending = [.. keys];
        int[] order = [.. Enumerable.Range(0, keys.Count)];
        Array.Sort(ascending, order);
        var sorted = Array.ConvertAll(numbers, list => Array.ConvertAll(order, row => list[row]));
        return aggregation.CountsAgencies ? new Aggregate(ascending, sorted[..^1], sorted[^1]) : new Aggregate(ascending, sorted, null);
    }
}
