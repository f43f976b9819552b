using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ClaimBook.Engine.Store;

/// <summary>Plain ADO.NET with fewer words. Values are always parameters, written @name in the SQL.</summary>
public static class SqlExtensions
{
    /// <summary>Runs statements that return nothing; answers the number of rows changed.</summary>
    public static int Execute(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query and maps every row.</summary>
    public static IReadOnlyList<T> Query<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>Runs a query for one whole number; 0 if it is null or there is no row.</summary>
    public static long QueryNumber(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, null) : 0;
    }

    /// <summary>A command with its parameters; the caller disposes of it.</summary>
    public static DbCommand Command(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from this library; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        // SQLite's is how long to wait for another writer: as long as it takes. Of PostgreSQL the connection says it.
        if (command is SqliteCommand)
            command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>A whole number or null.</summary>
    public static int? NullableInt32(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    /// <summary>A whole number or null.</summary>
    public static long? NullableInt64(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    /// <summary>A number or null.</summary>
    public static double? NullableDouble(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);
}
