using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Store;

namespace ClaimBook.Api;

/// <summary>Entries of the audit log as a table.</summary>
static class AuditTable
{
    static readonly ListColumn<AuditRecord>[] s_columns =
    [
        new("id", "Id", CellType.Whole, a => (long?)a.AuditId),
        new("at", "At", CellType.Timestamp, a => (DateTimeOffset?)a.At),
        new("actor", "Who", CellType.Text, a => a.Actor),
        new("address", "From where", CellType.Text, a => a.Address),
        new("action", "Action", CellType.Text, a => a.Action),
        new("subject", "Subject", CellType.Text, a => a.Subject),
        new("detail", "Detail", CellType.Text, a => a.Detail),
    ];

    /// <summary>The table of some entries, read while they are written.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="rowCount">How many there are in all.</param>
    /// <param name="next">The entry before which the next page begins, null after the last; asked for after the last entry.</param>
    public static ExportTable Of(IEnumerable<AuditRecord> entries, int rowCount, Func<long?> next) =>
        s_columns.Table("Audit log", entries, rowCount) with { NextCursor = () => next()?.ToString() };
}
