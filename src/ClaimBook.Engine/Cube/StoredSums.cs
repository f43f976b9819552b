using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Cube;

/// <summary>The sums that the loads have stored beside the facts. An amount that a bad disk has changed shows by them, though the database itself sees nothing
/// wrong with it.</summary>
static class StoredSums
{
    /// <summary>Whether a rollup of the cube is what the loads have summed up.</summary>
    /// <param name="rollup">The rollup.</param>
    /// <param name="grain">Its dimensions, in the order of the stored table's key.</param>
    /// <param name="stored">The stored table.</param>
    /// <param name="keys">The members.</param>
    /// <param name="snapshot">The connection that the cube was read over.</param>
    public static bool Equal(FactTable rollup, Dimension[] grain, Table stored, KeyMembers keys, DbConnection snapshot)
    {
        Quantity[] quantities = [.. rollup.Quantities];
        var space = keys.Members.KeySpace(grain);
        var sums = snapshot.Query(
            $"SELECT {stored.KeyList}, {string.Join(", ", quantities.Select(q => q.Column))} FROM {stored.Name}",
            r => (Key: grain.Index().Sum(d => keys.CodeAt(r, d.Index, d.Item) * space.Stride(d.Index)), Sums: Sums(r)))
            .ToDictionary(s => s.Key, s => s.Sums);
        var groups = new TableScan(rollup, new Aggregation(rollup.Fact, grain, new Dictionary<Dimension, bool[]>(), quantities), keys).Run(1, TableScan.MostDirectKeys);
        return groups.Keys.Length == sums.Count
            && groups.Keys.Index().All(g => sums.TryGetValue(g.Item, out var expected) && expected.Index().All(s => s.Item == groups.Sums[s.Index][g.Index]));

        long[] Sums(DbDataReader reader)
        {
            var values = new long[quantities.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.GetInt64(grain.Length + i);
            return values;
        }
    }
}
