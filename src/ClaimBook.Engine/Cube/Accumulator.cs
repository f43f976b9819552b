using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Sums by group. A group has a slot: its key itself while there are few keys, else one given out by a dictionary.</summary>
sealed class Accumulator
{
    readonly Dictionary<long, int>? slotOfKey;
    readonly bool countsAgencies;
    readonly long[][] sums;
    bool[] seen;
    int[] lastAgency;
    long[] agencies;

    /// <summary>Starts with nothing added up.</summary>
    /// <param name="quantities">How many quantities are summed.</param>
    /// <param name="countsAgencies">Whether the different agencies are counted.</param>
    /// <param name="keys">How many keys there can be, if they are to be slots themselves.</param>
    public Accumulator(int quantities, bool countsAgencies, int? keys)
    {
        this.countsAgencies = countsAgencies;
        slotOfKey = keys is null ? [] : null;
        var capacity = keys ?? 1024;
        sums = new long[quantities][];
        for (var q = 0; q < quantities; q++)
        {
            sums[q] = new long[capacity];
        }

        seen = new bool[capacity];
        agencies = new long[countsAgencies ? capacity : 0];
        lastAgency = new int[countsAgencies ? capacity : 0];
    }

    /// <summary>Adds rows of one agency. All rows of an agency must come before any of the next.</summary>
    /// <param name="agency">The agency's code.</param>
    /// <param name="keys">The key of each row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The quantities.</param>
    /// <param name="slots">Room for a slot for each row.</param>
    public void Add(int agency, ReadOnlySpan<long> keys, ReadOnlySpan<int> rows, QuantityColumn[] columns, Span<int> slots)
    {
        slots = slots[..keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            slots[i] = SlotOf(keys[i]);
        }

        foreach (var slot in slots)
        {
            seen[slot] = true;
        }

        if (countsAgencies)
        {
            foreach (var slot in slots)
            {
                // Numbers from 1, so that 0 is "none yet".
                agencies[slot] += lastAgency[slot] == agency + 1 ? 0 : 1;
                lastAgency[slot] = agency + 1;
            }
        }

        for (var q = 0; q < columns.Length; q++)
        {
            columns[q].AddTo(sums[q], slots, rows);
        }
    }

    /// <summary>Adds what another accumulator added up over other agencies.</summary>
    public void Add(Accumulator other)
    {
        var (keys, from) = other.Groups();
        for (var g = 0; g < keys.Length; g++)
        {
            var to = SlotOf(keys[g]);
            seen[to] = true;
            for (var q = 0; q < sums.Length; q++)
            {
                sums[q][to] += other.sums[q][from[g]];
            }

            if (countsAgencies)
            {
                agencies[to] += other.agencies[from[g]];
            }
        }
    }

    /// <summary>The groups that have a row, by ascending key.</summary>
    public Aggregate ToAggregate()
    {
        var (keys, slots) = Groups();
        return new Aggregate(keys, Array.ConvertAll(sums, s => Gather(s, slots)), countsAgencies ? Gather(agencies, slots) : null);
    }

    static long[] Gather(long[] values, int[] slots)
    {
        var gathered = new long[slots.Length];
        for (var g = 0; g < gathered.Length; g++)
        {
            gathered[g] = values[slots[g]];
        }

        return gathered;
    }

    /// <summary>The keys that have a row, ascending, and their slots.</summary>
    (long[] Keys, int[] Slots) Groups()
    {
        var count = slotOfKey?.Count ?? seen.AsSpan().Count(true);
        var (keys, slots) = (new long[count], new int[count]);
        if (slotOfKey is not null)
        {
            slotOfKey.Keys.CopyTo(keys, 0);
            slotOfKey.Values.CopyTo(slots, 0);
            Array.Sort(keys, slots);
            return (keys, slots);
        }

        var group = 0;
        for (var slot = 0; slot < seen.Length; slot++)
        {
            if (seen[slot])
            {
                (keys[group], slots[group++]) = (slot, slot);
            }
        }

        return (keys, slots);
    }

    int SlotOf(long key)
    {
        if (slotOfKey is null)
        {
            return (int)key;
        }

        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(slotOfKey, key, out var exists);
        if (!exists)
        {
            slot = slotOfKey.Count - 1;
            if (slot == seen.Length)
            {
                Grow();
            }
        }

        return slot;
    }

    void Grow()
    {
        var capacity = 2 * seen.Length;
        Array.Resize(ref seen, capacity);
        for (var q = 0; q < sums.Length; q++)
        {
            Array.Resize(ref sums[q], capacity);
        }

        if (countsAgencies)
        {
            Array.Resize(ref agencies, capacity);
            Array.Resize(ref lastAgency, capacity);
        }
    }
}
