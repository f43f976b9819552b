using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Facts as columns, agency after agency: so a filter on agencies skips whole ranges, and an agency is counted once by
/// remembering the last one seen. Coarser grains of a fact are tables too; one without agencies is a single range.</summary>
sealed class FactTable
{
    readonly Dictionary<KeyColumn, ushort[]> _codes;
    readonly Dictionary<Quantity, QuantityColumn> _columns;

    /// <summary>Takes sealed columns of equal length.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="offsets">By agency: the first of its rows; and at the end the number of rows. {0, rows} without agencies.</param>
    /// <param name="hasAgencies">Whether the ranges are agencies.</param>
    /// <param name="codes">The code of each row in the key's other columns.</param>
    /// <param name="columns">The quantities.</param>
    public FactTable(
        Fact fact, int[] offsets, bool hasAgencies, Dictionary<KeyColumn, ushort[]> codes, Dictionary<Quantity, QuantityColumn> columns)
    {
        (Fact, Offsets, HasAgencies, _codes, _columns) = (fact, offsets, hasAgencies, codes, columns);
    }

    public Fact Fact { get; }

    public int[] Offsets { get; }

    public bool HasAgencies { get; }

    public int Rows => Offsets[^1];

    public IEnumerable<KeyColumn> OtherKeys => _codes.Keys;

    public IEnumerable<Quantity> Quantities => _columns.Keys;

    public ushort[] Codes(KeyColumn key) => _codes[key];

    public QuantityColumn Column(Quantity quantity) => _columns[quantity];

    /// <summary>The key column that determines a dimension here: its own, or the product for its line; null if there is none.</summary>
    public KeyColumn? KeyOf(Dimension dimension) => dimension.Key switch
    {
        KeyColumn.Agency => HasAgencies ? KeyColumn.Agency : null,
        KeyColumn.Line when _codes.ContainsKey(KeyColumn.Product) => KeyColumn.Product,
        var key => _codes.ContainsKey(key) ? key : null,
    };

    /// <summary>A table of a coarser grain: sums of this one's facts.</summary>
    /// <param name="by">The dimensions that make its key, the agency first if at all.</param>
    /// <param name="groups">This table's quantities summed by these dimensions.</param>
    /// <param name="keySpace">The space of the groups' keys.</param>
    public FactTable RollUp(IReadOnlyList<Dimension> by, Aggregate groups, KeySpace keySpace)
    {
        var hasAgencies = by[0].Key == KeyColumn.Agency;
        var members = keySpace.Codes(groups.Keys);
        var rolled = by.Zip(members).Skip(hasAgencies ? 1 : 0).ToDictionary(d => d.First.Key, d => Array.ConvertAll(d.Second, c => (ushort)c));
        var sums = Quantities.Zip(groups.Sums).ToDictionary(q => q.First, q => Sealed(q.Second));
        return new FactTable(Fact, hasAgencies ? RangesOf(members[0]) : [0, groups.Keys.Length], hasAgencies, rolled, sums);
    }

    int[] RangesOf(int[] agencies)
    {
        var offsets = new int[Offsets.Length];
        foreach (var agency in agencies)
            offsets[agency + 1]++;
        for (var agency = 1; agency < offsets.Length; agency++)
            offsets[agency] += offsets[agency - 1];
        return offsets;
    }

    static QuantityColumn Sealed(long[] values)
    {
        var column = new QuantityColumn();
        foreach (var value in values)
            column.Append(value);
        column.Seal();
        return column;
    }
}
