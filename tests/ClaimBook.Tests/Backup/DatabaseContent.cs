using Microsoft.Data.Sqlite;

namespace ClaimBook.Tests.Backup;

/// <summary>What a SQLite file holds, read by nothing of ClaimBook.</summary>
static class DatabaseContent
{
    /// <summary>Every table with its rows as text, in an order of their own.</summary>
    /// <param name="file">The file.</param>
    /// <param name="without">Columns that are left out.</param>
    public static Dictionary<string, string> Read(string file, params string[] without)
    {
        using var connection = Open(file);
        var tables = Column(connection, "SELECT name FROM sqlite_schema WHERE type = 'table'");
        return tables.ToDictionary(table => table, table =>
        {
            var columns = Column(connection, $"SELECT name FROM pragma_table_info('{table}')").Except(without);
            var rows = Column(connection, $"SELECT {string.Join(" || '|' || ", columns.Select(c => $"quote({c})"))} FROM {table}");
            return string.Join('\n', rows.Order(StringComparer.Ordinal));
        });
    }

    /// <summary>Runs SQL in a file, which is made if there is none.</summary>
    public static void Execute(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
            values.Add(reader.GetString(0));
        return values;
    }

    static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }
}
