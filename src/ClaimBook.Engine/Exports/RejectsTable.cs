using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>The rejected lines of a load: line, column, value, reason and the line itself.</summary>
public static class RejectsTable
{
    static readonly ExportColumn[] s_columns =
    [
        Column("line", "Line", CellType.Whole, "The line of the file, the header being line 1"),
        Column("column", "Column", CellType.Text, "The column whose value is wrong; empty where it is the whole line"),
        Column("value", "Value", CellType.Text, "The value as it stands in the file"),
        Column("reason", "Reason", CellType.Text, "What is wrong and what is allowed"),
        Column("raw", "Raw text", CellType.Text, "The line as it stands in the file"),
    ];

    /// <summary>The rejects of a load, read while they are written.</summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">A connection to it that stays open until then, and on which nothing changes meanwhile.</param>
    /// <param name="loadId">The load.</param>
    /// <param name="scope">The agencies whose lines may be seen; lines of which it is not certain whose they are belong to nobody.</param>
    /// <exception cref="ClaimBookException">There is no such load.</exception>
    public static ExportTable Of(Database database, DbConnection connection, int loadId, RowScope scope)
    {
        if (connection.QueryNumber("SELECT count(*) FROM load WHERE load_id = @load", ("load", loadId)) == 0)
            throw new ClaimBookException($"There is no load {loadId}; claimbook status lists the loads.");
        List<(string Name, object? Value)> parameters = [("load", loadId)];
        var condition = "load_id = @load";
        if (scope.Agencies is { } agencies)
        {
            var (sql, value) = database.InList("agency_id", isNot: false, "@agencies", agencies.ToArray());
            condition += $" AND {sql}";
            parameters.Add(("agencies", value));
        }
        return new ExportTable
        {
            Title = $"Rejected lines of load {loadId}",
            Columns = s_columns,
            Rows = Rows(connection, condition, [.. parameters]),
            RowCount = (int)connection.QueryNumber($"SELECT count(*) FROM load_reject WHERE {condition}", [.. parameters]),
            LoadId = loadId,
        };
    }

    static IEnumerable<Cell[]> Rows(DbConnection connection, string condition, (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(
            $"SELECT line, column_name, value, reason, raw FROM load_reject WHERE {condition} ORDER BY line", parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return [reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)];
    }

    static ExportColumn Column(string name, string label, CellType type, string meaning) =>
        new(name, label, ResultKind.Attribute, null, type) { Meaning = meaning };
}
