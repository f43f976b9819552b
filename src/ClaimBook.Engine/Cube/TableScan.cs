using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Adds up an aggregation over a table. The key of a row's group is a sum of parts, one for each key column, looked up by
/// code; a member that a filter leaves out has a part so far below zero that the sum is below zero too.</summary>
sealed class TableScan
{
    /// <summary>Rows for which a second core is worth its start.</summary>
    public const int RowsPerCore = 50_000;

    /// <summary>The most keys that are slots themselves: 8 MB for each quantity.</summary>
    public const int MostDirectKeys = 1 << 20;

    /// <summary>The most keys an agency may have for its sums to be kept by themselves: what a core's first cache holds.</summary>
    const int MostKeysOfAnAgency = 4096;

    const int Block = 1024;
    const long LeftOut = long.MinValue / 8;

    readonly FactTable _table;
    readonly Aggregation _aggregation;
    readonly KeySpace _keySpace;
    readonly QuantityColumn[] _columns;
    readonly long[] _agencyParts;
    readonly (ushort[] Codes, long[] Parts)[] _otherParts;
    readonly bool _leavesOut;

    /// <summary>Prepares a scan.</summary>
    /// <param name="table">A table that determines all dimensions of the aggregation.</param>
    /// <param name="aggregation">What to add up.</param>
    /// <param name="keys">The members by key column.</param>
    public TableScan(FactTable table, Aggregation aggregation, KeyMembers keys)
    {
        (_table, _aggregation) = (table, aggregation);
        _keySpace = keys.Members.KeySpace(aggregation.By);
        _columns = [.. aggregation.Quantities.Select(table.Column)];
        _agencyParts = (table.HasAgencies ? Parts(KeyColumn.Agency, keys) : null) ?? new long[table.Offsets.Length - 1];
        _otherParts = [.. from key in table.OtherKeys
                          let parts = Parts(key, keys)
                          where parts is not null
                          select (table.Codes(key), parts)];
        _leavesOut = _otherParts.Any(p => p.Parts.Contains(LeftOut));
    }

    /// <summary>Runs the scan.</summary>
    /// <param name="cores">How many cores to use at most.</param>
    /// <param name="mostDirectKeys">The most keys that are slots themselves.</param>
    public Aggregate Run(int cores, int mostDirectKeys)
    {
        var starts = Split(Math.Clamp(_table.Rows / RowsPerCore, 1, cores));
        var isByAgencyFirst = _aggregation.By.Count > 0 && _aggregation.By[0] == InsuranceCatalog.Agency;
        return isByAgencyFirst && _keySpace.Stride(0) <= Math.Min(MostKeysOfAnAgency, mostDirectKeys)
            ? AgencyByAgency(starts)
            : AllAtOnce(starts, _keySpace.Size <= mostDirectKeys ? (int)_keySpace.Size : null);
    }

    /// <summary>The groups of an agency are complete when its rows end: sums stay few, and the agencies' groups are already in order.</summary>
    Aggregate AgencyByAgency(int[] starts)
    {
        var keysOfAnAgency = (int)_keySpace.Stride(0);
        var parts = new GroupList[starts.Length - 1];
        Parallel.For(0, parts.Length, part =>
        {
            var (first, end) = (starts[part], starts[part + 1]);
            var mostGroups = Math.Min((long)(end - first) * keysOfAnAgency, _table.Offsets[end] - _table.Offsets[first]);
            var groups = parts[part] = new GroupList(_columns.Length, (int)mostGroups);
            var sums = new Accumulator(_columns.Length, countsAgencies: false, keysOfAnAgency);
            var scratch = new Scratch();
            for (var agency = first; agency < end; agency++)
            {
                if (_agencyParts[agency] >= 0)
                {
                    var firstKey = (long)agency * keysOfAnAgency;
                    Scan(agency, _agencyParts[agency] - firstKey, sums, scratch);
                    sums.MoveTo(groups, firstKey);
                }
            }
        });
        return GroupList.Concat(parts, _aggregation.CountsAgencies);
    }

    Aggregate AllAtOnce(int[] starts, int? directKeys)
    {
        var parts = new Accumulator[starts.Length - 1];
        Parallel.For(0, parts.Length, part =>
        {
            var sums = parts[part] = new Accumulator(_columns.Length, _aggregation.CountsAgencies, directKeys);
            var scratch = new Scratch();
            for (var agency = starts[part]; agency < starts[part + 1]; agency++)
            {
                if (_agencyParts[agency] >= 0)
                    Scan(agency, _agencyParts[agency], sums, scratch);
            }
        });
        foreach (var other in parts.AsSpan(1))
            parts[0].Add(other);
        return parts[0].ToAggregate();
    }

    /// <summary>The first agency of each part, and the number of agencies; parts have about as many rows as each other.</summary>
    int[] Split(int parts)
    {
        var starts = new int[parts + 1];
        for (var part = 1; part < parts; part++)
        {
            var agency = Array.BinarySearch(_table.Offsets, (int)((long)_table.Rows * part / parts));
            starts[part] = agency < 0 ? ~agency : agency;
        }
        starts[parts] = _table.Offsets.Length - 1;
        return starts;
    }

    /// <summary>Adds up the rows of an agency.</summary>
    void Scan(int agency, long agencyPart, Accumulator sums, Scratch scratch)
    {
        for (var start = _table.Offsets[agency]; start < _table.Offsets[agency + 1]; start += Block)
        {
            var keys = scratch.Keys.AsSpan(0, Math.Min(Block, _table.Offsets[agency + 1] - start));
            FindKeys(start, agencyPart, keys);
            var rows = _leavesOut ? KeepRows(ref keys, scratch.Rows) : [];
            sums.Add(agency, keys, start, rows, _columns, scratch.Slots);
        }
    }

    /// <summary>The keys of the groups of some rows; below zero for those that a filter leaves out.</summary>
    void FindKeys(int start, long agencyPart, Span<long> keys)
    {
        keys.Fill(agencyPart);
        foreach (var (codes, parts) in _otherParts)
        {
            var block = codes.AsSpan(start, keys.Length);
            for (var i = 0; i < block.Length; i++)
                keys[i] += parts[block[i]];
        }
    }

    /// <summary>Moves the keys that count to the front.</summary>
    /// <returns>Their rows.</returns>
    static ReadOnlySpan<int> KeepRows(ref Span<long> keys, Span<int> rows)
    {
        var count = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] >= 0)
            {
                keys[count] = keys[i];
                rows[count++] = i;
            }
        }
        keys = keys[..count];
        return rows[..count];
    }

    /// <summary>By code of a key column, its part of the group's key; null if the aggregation does not look at it.</summary>
    long[]? Parts(KeyColumn key, KeyMembers keys)
    {
        long[]? parts = null;
        foreach (var (position, dimension) in _aggregation.By.Index())
        {
            if (_table.KeyOf(dimension) == key)
            {
                var members = keys.Codes(dimension, key);
                parts ??= new long[members.Length];
                for (var code = 0; code < parts.Length; code++)
                    parts[code] += members[code] * _keySpace.Stride(position);
            }
        }
        foreach (var (dimension, admitted) in _aggregation.Admitted)
        {
            if (_table.KeyOf(dimension) == key)
            {
                var members = keys.Codes(dimension, key);
                parts ??= new long[members.Length];
                for (var code = 0; code < parts.Length; code++)
                    parts[code] = admitted[members[code]] ? parts[code] : LeftOut;
            }
        }
        return parts;
    }

    /// <summary>Room for a block of rows.</summary>
    sealed class Scratch
    {
        public long[] Keys { get; } = new long[Block];

        public int[] Rows { get; } = new int[Block];

        public int[] Slots { get; } = new int[Block];
    }
}
