using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;

namespace ClaimBook.Api;

/// <summary>A list of loads as a table.</summary>
static class LoadTable
{
    static readonly (ExportColumn Column, Func<LoadDocument, Cell> Value)[] s_columns =
    [
        Of("id", "Id", CellType.Text, l => l.Id),
        Of("loadId", "Load", CellType.Whole, l => (long?)l.LoadId),
        Of("file", "File", CellType.Text, l => l.File),
        Of("status", "Status", CellType.Text, l => l.Status.Name()),
        Of("startedAt", "Started", CellType.Timestamp, l => l.StartedAt),
        Of("finishedAt", "Finished", CellType.Timestamp, l => l.FinishedAt),
        Of("rowsRead", "Rows read", CellType.Whole, l => (long?)l.RowsRead),
        Of("inserted", "Inserted", CellType.Whole, l => (long?)l.Inserted),
        Of("updated", "Updated", CellType.Whole, l => (long?)l.Updated),
        Of("unchanged", "Unchanged", CellType.Whole, l => (long?)l.Unchanged),
        Of("deleted", "Deleted", CellType.Whole, l => (long?)l.Deleted),
        Of("rejected", "Rejected", CellType.Whole, l => (long?)l.Rejected),
        Of("notices", "Notices", CellType.Text, l => string.Join('\n', l.Notices)),
        Of("error", "Error", CellType.Text, l => l.Error),
    ];

    /// <summary>The table of some loads.</summary>
    /// <param name="loads">The loads.</param>
    /// <param name="rowCount">How many there are in all.</param>
    /// <param name="next">The load before which the next page begins; null after the last.</param>
    public static ExportTable Of(IReadOnlyList<LoadDocument> loads, int rowCount, int? next) => new()
    {
        Title = "Loads",
        Columns = [.. s_columns.Select(c => c.Column)],
        Rows = loads.Select(load => Array.ConvertAll(s_columns, c => c.Value(load))),
        RowCount = rowCount,
        NextCursor = () => next?.ToString(),
    };

    static (ExportColumn Column, Func<LoadDocument, Cell> Value) Of(
        string name, string label, CellType type, Func<LoadDocument, Cell> value) =>
        (new ExportColumn(name, label, ResultKind.Attribute, Unit: null, type), value);
}
