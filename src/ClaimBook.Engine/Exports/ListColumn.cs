using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>A column of a list of things.</summary>
/// <typeparam name="T">The things.</typeparam>
/// <param name="Name">Its name in JSON and CSV.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Type">How its values are held and written.</param>
/// <param name="Value">Its value of a thing.</param>
public sealed record ListColumn<T>(string Name, string Label, CellType Type, Func<T, Cell> Value)
{
    /// <summary>How its values combine: money is added by default, everything else is something about the thing.</summary>
    public ResultKind Kind { get; init; } = Type == CellType.Cents ? ResultKind.Additive : ResultKind.Attribute;

    /// <summary>What it says, in the trade's words; null where its label says it.</summary>
    public string? Meaning { get; init; }
}

/// <summary>Lists of things.</summary>
public static class ListColumns
{
    /// <summary>A list as a table; it streams.</summary>
    /// <typeparam name="T">The things.</typeparam>
    /// <param name="columns">The columns.</param>
    /// <param name="title">What it is.</param>
    /// <param name="things">The things, read once.</param>
    /// <param name="rowCount">How many there are in all.</param>
    public static ExportTable Table<T>(this IReadOnlyList<ListColumn<T>> columns, string title, IEnumerable<T> things, int rowCount) => new()
    {
        Title = title,
        Columns = [.. columns.Select(c => new ExportColumn(c.Name, c.Label, c.Kind, c.Type == CellType.Cents ? Unit.Money : null, c.Type) { Meaning = c.Meaning })],
        Rows = Rows(columns, things),
        RowCount = rowCount,
    };

    static IEnumerable<Cell[]> Rows<T>(IReadOnlyList<ListColumn<T>> columns, IEnumerable<T> things)
    {
        Func<T, Cell>[] values = [.. columns.Select(c => c.Value)];
        var cells = new Cell[values.Length];
        foreach (var thing in things)
        {
            for (var column = 0; column < cells.Length; column++)
                cells[column] = values[column](thing);
            yield return cells;
        }
    }
}
