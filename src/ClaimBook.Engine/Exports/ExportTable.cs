using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name in JSON and CSV.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Kind">How its values combine.</param>
/// <param name="Unit">What it counts; null where it counts nothing.</param>
/// <param name="Type">How its values are held and written.</param>
public sealed record ExportColumn(string Name, string Label, ResultKind Kind, Unit? Unit, CellType Type)
{
    /// <summary>What it says, in the trade's words; null where its label says it.</summary>
    public string? Meaning { get; init; }

    /// <summary>How it is computed, in words; null where it is stored.</summary>
    public string? Formula { get; init; }
}

/// <summary>A table on its way out: every format is written from one, row by row, so that memory does not grow with its rows.</summary>
public sealed record ExportTable
{
    /// <summary>What it is, for people: "Premium report".</summary>
    public required string Title { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<ExportColumn> Columns { get; init; }

    /// <summary>The rows, a cell for each column; read once. The array may be the same one for each row.</summary>
    public required IEnumerable<Cell[]> Rows { get; init; }

    /// <summary>How many rows there are, which may be more than <see cref="Rows"/> has where the table is one page of them.</summary>
    public required int RowCount { get; init; }

    /// <summary>The values over the whole selection, a cell for each column of which those of figures count; null where there is no total.</summary>
    public Cell[]? Total { get; init; }

    /// <summary>What a reader must know to read the figures right.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The load whose data it is, where it is that of one load.</summary>
    public int? LoadId { get; init; }

    /// <summary>Where the next page begins, null after the last one; asked for after the last row. Only for tables that are read by page.</summary>
    public Func<string?>? NextCursor { get; init; }

    /// <summary>What was asked for, name by name.</summary>
    public IReadOnlyList<(string Name, string Text)> Parameters { get; init; } = [];
}
