using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>The rejected lines of a load: line, column, value, reason and the line itself.</summary>
public static class RejectTable
{
    static readonly ExportColumn[] s_columns =
    [
        new("line", "Line", ResultKind.Attribute, Unit: null, CellType.Whole),
        new("column", "Column", ResultKind.Attribute, Unit: null, CellType.Text),
        new("value", "Value", ResultKind.Attribute, Unit: null, CellType.Text),
        new("reason", "Reason", ResultKind.Attribute, Unit: null, CellType.Text),
        new("raw", "Line as it stands in the file", ResultKind.Attribute, Unit: null, CellType.Text),
    ];

    /// <summary>The table of a load.</summary>
    /// <param name="connection">A connection that stays open until the rows have been read.</param>
    /// <param name="load">The load.</param>
    public static ExportTable Of(DbConnection connection, LoadRecord load) => new()
    {
        Title = $"Rejected lines of load {load.LoadId}",
        Columns = s_columns,
        Rows = Rows(connection, load.LoadId),
        RowCount = load.Rejected,
        LoadId = load.LoadId,
    };

    static IEnumerable<Cell[]> Rows(DbConnection connection, int loadId)
    {
        using var command = connection.Command(
            "SELECT line, column_name, value, reason, raw FROM load_reject WHERE load_id = @load ORDER BY line", ("load", loadId));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return [(long)reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)];
    }
}
