using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Api;

/// <summary>A column of a list of things that are not figures.</summary>
/// <typeparam name="T">The things.</typeparam>
/// <param name="Name">Its name in JSON and CSV.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Type">How its values are held and written.</param>
/// <param name="Value">Its value of a thing.</param>
sealed record ListColumn<T>(string Name, string Label, CellType Type, Func<T, Cell> Value)
{
    /// <summary>A list as a table; it streams.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="things">The things, read once.</param>
    /// <param name="rowCount">How many there are in all.</param>
    public static ExportTable Table(string title, IReadOnlyList<ListColumn<T>> columns, IEnumerable<T> things, int rowCount) => new()
    {
        Title = title,
        Columns = [.. columns.Select(c => new ExportColumn(c.Name, c.Label, ResultKind.Attribute, Unit: null, c.Type))],
        Rows = things.Select(thing => columns.Select(c => c.Value(thing)).ToArray()),
        RowCount = rowCount,
    };
}
