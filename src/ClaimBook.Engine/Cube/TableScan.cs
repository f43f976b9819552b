using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>
/// Adds up an aggregation over a table. The key of a row's group is a sum of parts, one for each key column, looked up by
/// code; a member that a filter leaves out has a part so far below zero that the sum is below zero too.
/// </summary>
sealed class TableScan
{
    /// <summary>Rows for which a second core is worth its start.</summary>
    public const int RowsPerCore = 50_000;

    /// <summary>The most keys that are slots themselves: 8 MB for each quantity.</summary>
    public const int MostDirectKeys = 1 << 20;

    const int Block = 1024;
    const long LeftOut = long.MinValue / 8;

    readonly FactTable table;
    readonly Aggregation aggregation;
    readonly KeySpace keySpace;
    readonly QuantityColumn[] columns;
    readonly long[] agencyParts;
    readonly (ushort[] Codes, long[] Parts)[] otherParts;

    /// <summary>Prepares a scan.</summary>
    /// <param name="table">A table that determines all dimensions of the aggregation.</param>
    /// <param name="aggregation">What to add up.</param>
    /// <param name="keys">The members by key column.</param>
    public TableScan(FactTable table, Aggregation aggregation, KeyMembers keys)
    {
        (this.table, this.aggregation) = (table, aggregation);
        keySpace = keys.Members.KeySpace(aggregation.By);
        columns = [.. aggregation.Quantities.Select(table.Column)];
        agencyParts = (table.HasAgencies ? Parts(KeyColumn.Agency, keys) : null) ?? new long[table.Offsets.Length - 1];
        otherParts = [.. from key in table.OtherKeys
                         let parts = Parts(key, keys)
                         where parts is not null
                         select (table.Codes(key), parts)];
    }

    /// <summary>Runs the scan.</summary>
    /// <param name="cores">How many cores to use at most.</param>
    /// <param name="mostDirectKeys">The most keys that are slots themselves.</param>
    public Aggregate Run(int cores, int mostDirectKeys)
    {
        var parts = Math.Clamp(table.Rows / RowsPerCore, 1, cores);
        var hasSlotPerKey = keySpace.Size <= mostDirectKeys;
        if (parts == 1)
        {
            var all = NewAccumulator();
            Scan(0, agencyParts.Length, all);
            return all.ToAggregate();
        }

        // Groups by agency are different ones in each part, so where every key has its slot the parts can share the slots.
        var isShared = hasSlotPerKey && aggregation.By.Contains(InsuranceCatalog.Agency);
        var shared = NewAccumulator();
        var accumulators = Enumerable.Range(0, parts).Select(part => part == 0 || isShared ? shared : NewAccumulator()).ToArray();
        var starts = Split(parts);
        Parallel.For(0, parts, part => Scan(starts[part], starts[part + 1], accumulators[part]));
        foreach (var other in accumulators.Where(a => a != shared))
        {
            shared.Add(other);
        }

        return shared.ToAggregate();

        Accumulator NewAccumulator() => new(columns.Length, aggregation.CountsAgencies, hasSlotPerKey ? (int)keySpace.Size : null);
    }

    /// <summary>The first agency of each part, and the number of agencies; parts have about as many rows as each other.</summary>
    int[] Split(int parts)
    {
        var starts = new int[parts + 1];
        for (var part = 1; part < parts; part++)
        {
            var agency = Array.BinarySearch(table.Offsets, (int)((long)table.Rows * part / parts));
            starts[part] = agency < 0 ? ~agency : agency;
        }

        starts[parts] = table.Offsets.Length - 1;
        return starts;
    }

    void Scan(int firstAgency, int endAgency, Accumulator accumulator)
    {
        var keys = new long[Block];
        var rows = new int[Block];
        var slots = new int[Block];
        for (var agency = firstAgency; agency < endAgency; agency++)
        {
            if (agencyParts[agency] < 0)
            {
                continue;
            }

            for (var start = table.Offsets[agency]; start < table.Offsets[agency + 1]; start += Block)
            {
                var count = FindRows(start, Math.Min(start + Block, table.Offsets[agency + 1]), agencyParts[agency], keys, rows);
                accumulator.Add(agency, keys.AsSpan(0, count), rows, columns, slots);
            }
        }
    }

    /// <summary>The rows that count and the keys of their groups.</summary>
    int FindRows(int start, int end, long agencyPart, long[] keys, int[] rows)
    {
        var block = keys.AsSpan(0, end - start);
        block.Fill(agencyPart);
        foreach (var (codes, parts) in otherParts)
        {
            var blockCodes = codes.AsSpan(start, block.Length);
            for (var i = 0; i < block.Length; i++)
            {
                block[i] += parts[blockCodes[i]];
            }
        }

        var count = 0;
        for (var i = 0; i < block.Length; i++)
        {
            if (block[i] >= 0)
            {
                keys[count] = block[i];
                rows[count++] = start + i;
            }
        }

        return count;
    }

    /// <summary>By code of a key column, its part of the group's key; null if the aggregation does not look at it.</summary>
    long[]? Parts(KeyColumn key, KeyMembers keys)
    {
        long[]? parts = null;
        foreach (var (position, dimension) in aggregation.By.Index())
        {
            if (table.KeyOf(dimension) == key)
            {
                var members = keys.Codes(dimension, key);
                parts ??= new long[members.Length];
                for (var code = 0; code < parts.Length; code++)
                {
                    parts[code] += members[code] * keySpace.Stride(position);
                }
            }
        }

        foreach (var (dimension, admitted) in aggregation.Admitted)
        {
            if (table.KeyOf(dimension) == key)
            {
                var members = keys.Codes(dimension, key);
                parts ??= new long[members.Length];
                for (var code = 0; code < parts.Length; code++)
                {
                    parts[code] = admitted[members[code]] ? parts[code] : LeftOut;
                }
            }
        }

        return parts;
    }
}
