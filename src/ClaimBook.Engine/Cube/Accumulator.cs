using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Sums by group. A group has a slot: its key itself while there are few keys, else one given out by a dictionary.</summary>
sealed class Accumulator
{
    readonly Dictionary<long, int>? _slotOfKey;
    readonly bool _countsAgencies;
    readonly long[][] _sums;
    bool[] _seen;
    int[] _lastAgency;
    long[] _agencies;

    /// <summary>Starts with nothing added up.</summary>
    /// <param name="quantities">How many quantities are summed.</param>
    /// <param name="countsAgencies">Whether the different agencies are counted.</param>
    /// <param name="keys">How many keys there can be, if they are to be slots themselves.</param>
    public Accumulator(int quantities, bool countsAgencies, int? keys)
    {
        _countsAgencies = countsAgencies;
        _slotOfKey = keys is null ? [] : null;
        var capacity = keys ?? 1024;
        _sums = new long[quantities][];
        for (var q = 0; q < quantities; q++)
            _sums[q] = new long[capacity];
        _seen = new bool[capacity];
        _agencies = new long[countsAgencies ? capacity : 0];
        _lastAgency = new int[countsAgencies ? capacity : 0];
    }

    /// <summary>Adds rows of one agency. All rows of an agency must come before any of the next.</summary>
    /// <param name="agency">The agency's code.</param>
    /// <param name="keys">The key of each row.</param>
    /// <param name="start">The row that the others are counted from.</param>
    /// <param name="rows">The rows; empty if they are all from the start on.</param>
    /// <param name="columns">The quantities.</param>
    /// <param name="slots">Room for a slot for each row.</param>
    public void Add(int agency, ReadOnlySpan<long> keys, int start, ReadOnlySpan<int> rows, QuantityColumn[] columns, Span<int> slots)
    {
        slots = slots[..keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var slot = _slotOfKey is null ? (int)keys[i] : SlotOf(keys[i]);
            slots[i] = slot;
            _seen[slot] = true;
        }
        if (_countsAgencies)
        {
            foreach (var slot in slots)
            {
                // Numbers from 1, so that 0 is "none yet".
                _agencies[slot] += _lastAgency[slot] == agency + 1 ? 0 : 1;
                _lastAgency[slot] = agency + 1;
            }
        }
        for (var q = 0; q < columns.Length; q++)
            columns[q].AddTo(_sums[q], slots, start, rows);
    }

    /// <summary>Adds amounts to a group.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="amounts">An amount for each quantity.</param>
    public void Add(long key, ReadOnlySpan<long> amounts)
    {
        var slot = SlotOf(key);
        _seen[slot] = true;
        for (var q = 0; q < amounts.Length; q++)
            _sums[q][slot] += amounts[q];
    }

    /// <summary>Adds what another accumulator added up over other agencies.</summary>
    public void Add(Accumulator other)
    {
        var (keys, slots) = other.Groups();
        for (var g = 0; g < keys.Length; g++)
        {
            var from = slots is null ? keys[g] : slots[g];
            var to = SlotOf(keys[g]);
            _seen[to] = true;
            for (var q = 0; q < _sums.Length; q++)
                _sums[q][to] += other._sums[q][from];
            if (_countsAgencies)
                _agencies[to] += other._agencies[from];
        }
    }

    /// <summary>Appends the groups that have a row to a list, and starts again with nothing added up; only where keys are slots.</summary>
    /// <param name="groups">The list.</param>
    /// <param name="firstKey">What the keys are counted from.</param>
    public void MoveTo(GroupList groups, long firstKey)
    {
        for (var slot = 0; slot < _seen.Length; slot++)
        {
            if (_seen[slot])
            {
                groups.Append(firstKey + slot, _sums, slot);
                _seen[slot] = false;
                foreach (var column in _sums)
                    column[slot] = 0;
            }
        }
    }

    /// <summary>The groups that have a row, by ascending key.</summary>
    public Aggregate ToAggregate()
    {
        var (keys, slots) = Groups();
        return new Aggregate(keys, Array.ConvertAll(_sums, s => Gather(s, keys, slots)), _countsAgencies ? Gather(_agencies, keys, slots) : null);
    }

    static long[] Gather(long[] values, long[] keys, int[]? slots)
    {
        var gathered = GC.AllocateUninitializedArray<long>(keys.Length);
        for (var g = 0; g < gathered.Length; g++)
            gathered[g] = values[slots is null ? keys[g] : slots[g]];
        return gathered;
    }

    /// <summary>The keys that have a row, ascending, and their slots; null where keys are slots.</summary>
    (long[] Keys, int[]? Slots) Groups()
    {
        if (_slotOfKey is not null)
        {
            long[] found = [.. _slotOfKey.Keys];
            int[] slots = [.. _slotOfKey.Values];
            Array.Sort(found, slots);
            return (found, slots);
        }
        var keys = new long[_seen.AsSpan().Count(true)];
        var group = 0;
        for (var key = 0; key < _seen.Length; key++)
        {
            if (_seen[key])
                keys[group++] = key;
        }
        return (keys, null);
    }

    int SlotOf(long key)
    {
        if (_slotOfKey is null)
            return (int)key;
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slotOfKey, key, out var exists);
        if (!exists)
        {
            slot = _slotOfKey.Count - 1;
            if (slot == _seen.Length)
                Grow();
        }
        return slot;
    }

    void Grow()
    {
        var capacity = 2 * _seen.Length;
        Array.Resize(ref _seen, capacity);
        for (var q = 0; q < _sums.Length; q++)
            Array.Resize(ref _sums[q], capacity);
        if (_countsAgencies)
        {
            Array.Resize(ref _agencies, capacity);
            Array.Resize(ref _lastAgency, capacity);
        }
    }
}
