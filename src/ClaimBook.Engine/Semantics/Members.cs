namespace ClaimBook.Engine.Semantics;

/// <summary>The members of a dimension in their order; a member's code is its position.</summary>
public abstract class Members(Dimension dimension, int count)
{
    /// <summary>What filters call rows that have no member.</summary>
    internal const string None = "none";

    /// <summary>The dimension.</summary>
    public Dimension Dimension { get; } = dimension;

    /// <summary>How many members there are; a member "none" counts.</summary>
    public int Count { get; } = count;

    /// <summary>By code: whether a filter admits the member.</summary>
    internal abstract bool[] Admitted(DimensionFilter filter);

    /// <summary>The names of the members by code; nothing for numbers.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>A result column with the members of these codes.</summary>
    internal abstract ResultColumn ToColumn(ReadOnlySpan<int> codes);

    /// <summary>The code of the member "none", or -1.</summary>
    internal abstract int NoneCode { get; }
}

/// <summary>The members of a dimension of texts, in the order given; null, if there are rows that have none, is the last.</summary>
public sealed class TextMembers(Dimension dimension, string[] texts, bool hasNone = false) : Members(dimension, texts.Length + (hasNone ? 1 : 0))
{
    readonly Dictionary<string, int> _codes = texts.Index().ToDictionary(t => t.Item, t => t.Index);

    /// <summary>The code of a member; -1 for a text that is none.</summary>
    public int CodeOf(string text) => _codes.GetValueOrDefault(text, -1);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => texts;

    internal override int NoneCode => hasNone ? texts.Length : -1;

    internal override bool[] Admitted(DimensionFilter filter)
    {
        var named = ((TextFilter)filter).Values.ToHashSet();
        return [.. texts.Concat(hasNone ? [None] : []).Select(t => named.Contains(t) != filter.Excludes)];
    }

    internal override ResultColumn ToColumn(ReadOnlySpan<int> codes)
    {
        var values = new string?[codes.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = codes[i] < texts.Length ? texts[codes[i]] : null;
        return new ResultColumn<string?>(Dimension.Name, Dimension.Label, ResultKind.Dimension, null, values, "");
    }
}

/// <summary>The members of a dimension of whole numbers, ascending; null, for rows that have none, is the last.</summary>
public sealed class NumberMembers : Members
{
    readonly int?[] _numbers;
    readonly int[] _known;

    /// <summary>Takes the numbers in any order and as often as they occur.</summary>
    public NumberMembers(Dimension dimension, IEnumerable<int?> numbers)
        : this(dimension, [.. numbers.Distinct().OrderBy(n => n ?? long.MaxValue)])
    {
    }

    NumberMembers(Dimension dimension, int?[] ordered)
        : base(dimension, ordered.Length)
    {
        _numbers = ordered;
        _known = [.. ordered.OfType<int>()];
    }

    /// <summary>The numbers of the members, without null: the first codes.</summary>
    public IReadOnlyList<int> Numbers => _known;

    /// <summary>The code of a member; below zero for a number that is none.</summary>
    public int CodeOf(int? number) => number is { } n ? Array.BinarySearch(_known, n) : NoneCode;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => [];

    internal override int NoneCode => _known.Length < Count ? _known.Length : -1;

    internal override bool[] Admitted(DimensionFilter filter)
    {
        var (_, excludes, ranges, namesNone) = (NumberFilter)filter;
        var admitted = new bool[Count];
        Array.Fill(admitted, excludes);
        foreach (var (first, last) in ranges)
        {
            var code = Array.BinarySearch(_known, first);
            for (code = code < 0 ? ~code : code; code < _known.Length && _known[code] <= last; code++)
                admitted[code] = !excludes;
        }
        if (namesNone && NoneCode >= 0)
            admitted[NoneCode] = !excludes;
        return admitted;
    }

    /// <summary>By code of an agency: whether a scope admits it.</summary>
    internal bool[] Admitted(RowScope scope) => Array.ConvertAll(_numbers, n => n is { } agency && scope.Admits(agency));

    internal override ResultColumn ToColumn(ReadOnlySpan<int> codes)
    {
        var values = GC.AllocateUninitializedArray<long?>(codes.Length);
        for (var i = 0; i < values.Length; i++)
            values[i] = _numbers[codes[i]];
        return new ResultColumn<long?>(Dimension.Name, Dimension.Label, ResultKind.Dimension, null, values, null);
    }
}

/// <summary>The members of the dimensions of some data.</summary>
public abstract class MemberLists
{
    readonly Dictionary<Dimension, Members> _lists;

    private protected MemberLists(IEnumerable<Members> lists) => _lists = lists.ToDictionary(m => m.Dimension);

    /// <summary>The members of a dimension.</summary>
    public Members this[Dimension dimension] => _lists[dimension];

    /// <summary>The space of group keys for these dimensions.</summary>
    public KeySpace KeySpace(IEnumerable<Dimension> by) => new(by.Select(d => _lists[d].Count));
}

/// <summary>Everything about the star schema's data that is not a fact: who its members are and what its years cover.</summary>
public sealed class StarMembers : MemberLists
{
    /// <summary>Takes the members of every dimension of the star schema.</summary>
    /// <param name="loadId">The load they come from.</param>
    /// <param name="years">The years of the data, ascending: the members of the dimension year.</param>
    /// <param name="others">The members of the other dimensions.</param>
    public StarMembers(int loadId, IReadOnlyList<CoveredYear> years, IEnumerable<Members> others)
        : base(others.Append(new NumberMembers(InsuranceCatalog.Year, years.Select(y => (int?)y.Year))))
    {
        LoadId = loadId;
        Years = years;
    }

    /// <summary>The load they come from.</summary>
    public int LoadId { get; }

    /// <summary>The years of the data, ascending; a year's code is its position.</summary>
    public IReadOnlyList<CoveredYear> Years { get; }
}
