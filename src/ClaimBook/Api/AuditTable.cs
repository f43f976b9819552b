using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Api;

/// <summary>Entries of the audit log as a table.</summary>
static class AuditTable
{
    static readonly (ExportColumn Column, Func<AuditRecord, Cell> Value)[] s_columns =
    [
        Of("id", "Id", CellType.Whole, a => (long?)a.AuditId),
        Of("at", "At", CellType.Timestamp, a => (DateTimeOffset?)a.At),
        Of("actor", "Who", CellType.Text, a => a.Actor),
        Of("address", "From where", CellType.Text, a => a.Address),
        Of("action", "Action", CellType.Text, a => a.Action),
        Of("subject", "Subject", CellType.Text, a => a.Subject),
        Of("detail", "Detail", CellType.Text, a => a.Detail),
    ];

    /// <summary>The table of some entries, read while they are written.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="rowCount">How many there are in all.</param>
    /// <param name="next">The entry before which the next page begins, null after the last; asked for after the last entry.</param>
    public static ExportTable Of(IEnumerable<AuditRecord> entries, int rowCount, Func<long?> next) => new()
    {
        Title = "Audit log",
        Columns = [.. s_columns.Select(c => c.Column)],
        Rows = entries.Select(entry => Array.ConvertAll(s_columns, c => c.Value(entry))),
        RowCount = rowCount,
        NextCursor = () => next()?.ToString(),
    };

    static (ExportColumn Column, Func<AuditRecord, Cell> Value) Of(string name, string label, CellType type, Func<AuditRecord, Cell> value) =>
        (new ExportColumn(name, label, ResultKind.Attribute, Unit: null, type), value);
}
