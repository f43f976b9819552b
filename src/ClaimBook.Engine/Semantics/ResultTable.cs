namespace ClaimBook.Engine.Semantics;

/// <summary>How the values of a result column combine.</summary>
public enum ResultKind
{
    /// <summary>A member of a dimension.</summary>
    Dimension,

    /// <summary>A sum: rows may be added.</summary>
    Additive,

    /// <summary>A ratio at the level shown.</summary>
    Ratio,

    /// <summary>A state at a year: rows may be added, but not over years.</summary>
    Balance,

    /// <summary>A count of different things: rows must not be added.</summary>
    DistinctCount,

    /// <summary>A yes or no about the row.</summary>
    Flag,

    /// <summary>Something else about the row: nothing is grouped by it, and it is never added.</summary>
    Attribute,
}

/// <summary>What kinds have in common.</summary>
public static class ResultKinds
{
    /// <summary>Whether a column of the kind is a figure, which has a total.</summary>
    public static bool IsMeasure(this ResultKind kind) => kind is not (ResultKind.Dimension or ResultKind.Flag or ResultKind.Attribute);
}

/// <summary>A column of an answer. Its values are in a <see cref="ResultColumn{T}"/> of <c>long?</c>, <c>double?</c>, <c>string</c> or <c>bool</c>.</summary>
/// <param name="Name">Its name in queries, JSON and CSV.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Kind">How its values combine.</param>
/// <param name="Unit">What it counts; null for dimensions and flags. Whole numbers of money are cents, ratios of money are not.</param>
public abstract record ResultColumn(string Name, string Label, ResultKind Kind, Unit? Unit)
{
    /// <summary>What it says, in the trade's words; null where its name stands in the catalog.</summary>
    public string? Meaning { get; init; }

    /// <summary>How it is computed, in words; null where its name stands in the catalog, or where it is stored.</summary>
    public string? Formula { get; init; }

    /// <summary>Whether it is a figure, which has a total.</summary>
    public bool IsMeasure => Kind.IsMeasure();

    /// <summary>The same column with only these rows, in this order.</summary>
    public abstract ResultColumn Select(ReadOnlySpan<int> rows);
}

/// <summary>A column of an answer with its values.</summary>
/// <typeparam name="T">Type of a value: <c>long?</c>, <c>double?</c>, <c>string</c> or <c>bool</c>.</typeparam>
/// <param name="Name">Its name in queries, JSON and CSV.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Kind">How its values combine.</param>
/// <param name="Unit">What it counts; null for dimensions and flags.</param>
/// <param name="Values">A value for each row.</param>
/// <param name="Total">The value over the whole selection; of no meaning for dimensions and flags.</param>
public sealed record ResultColumn<T>(string Name, string Label, ResultKind Kind, Unit? Unit, T[] Values, T Total)
    : ResultColumn(Name, Label, Kind, Unit)
{
    /// <inheritdoc/>
    public override ResultColumn Select(ReadOnlySpan<int> rows)
    {
        var selected = new T[rows.Length];
        for (var i = 0; i < selected.Length; i++)
            selected[i] = Values[rows[i]];
        return this with { Values = selected };
    }
}

/// <summary>An answer: what is shown as a table, written as CSV or sent as JSON.</summary>
/// <param name="Columns">Dimensions, then a flag if years are cut, then measures.</param>
/// <param name="Rows">How many rows the columns hold.</param>
/// <param name="RowCount">How many rows there are before limit and offset.</param>
/// <param name="Notices">What a reader must know to read the figures right.</param>
/// <param name="LoadId">The load whose data it is; null if it is the book's.</param>
public sealed record ResultTable(
    IReadOnlyList<ResultColumn> Columns, int Rows, int RowCount, IReadOnlyList<string> Notices, int? LoadId);
