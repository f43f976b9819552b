using ClaimBook.Engine.Exports;
using ClaimBook.Serving;

namespace ClaimBook.Api;

/// <summary>A list of loads as a table.</summary>
static class LoadTable
{
    static readonly ListColumn<LoadDocument>[] s_columns =
    [
        new("id", "Id", CellType.Text, l => l.Id),
        new("loadId", "Load", CellType.Whole, l => (long?)l.LoadId),
        new("file", "File", CellType.Text, l => l.File),
        new("status", "Status", CellType.Text, l => l.Status.Name()),
        new("startedAt", "Started", CellType.Timestamp, l => l.StartedAt),
        new("finishedAt", "Finished", CellType.Timestamp, l => l.FinishedAt),
        new("bytes", "Bytes", CellType.Whole, l => l.Bytes),
        new("sha256", "SHA-256", CellType.Text, l => l.Sha256),
        new("rowsRead", "Rows read", CellType.Whole, l => (long?)l.RowsRead),
        new("inserted", "Inserted", CellType.Whole, l => (long?)l.Inserted),
        new("updated", "Updated", CellType.Whole, l => (long?)l.Updated),
        new("unchanged", "Unchanged", CellType.Whole, l => (long?)l.Unchanged),
        new("deleted", "Deleted", CellType.Whole, l => (long?)l.Deleted),
        new("rejected", "Rejected", CellType.Whole, l => (long?)l.Rejected),
        new("notices", "Notices", CellType.Text, l => string.Join('\n', l.Notices)),
        new("error", "Error", CellType.Text, l => l.Error),
    ];

    /// <summary>The table of some loads.</summary>
    /// <param name="loads">The loads.</param>
    /// <param name="rowCount">How many there are in all.</param>
    /// <param name="next">The load before which the next page begins; null after the last.</param>
    public static ExportTable Of(IReadOnlyList<LoadDocument> loads, int rowCount, int? next) =>
        s_columns.Table("Loads", loads, rowCount) with { NextCursor = () => next?.ToString() };
}
