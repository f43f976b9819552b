using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimBook.Engine.Store;

/// <summary>One prepared statement for a few rows at a time. Its values are bound through SQLite's own functions:
/// for millions of values, ADO.NET's parameters and even a safe handle per call cost more than the insert itself.</summary>
sealed partial class SqliteBulkWriter : BulkWriter
{
    readonly sqlite3 _database;
    readonly sqlite3_stmt _statement;
    readonly nint _handle;
    int _column;
    int _errors;

    public SqliteBulkWriter(SqliteConnection connection, Table table, OnConflict onConflict)
    {
        _database = connection.Handle!;
        var marks = string.Join(", ", Enumerable.Repeat("?", table.Columns.Length));
        var sql = $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({marks}){table.ConflictClause(onConflict)}";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _handle = _statement.DangerousGetHandle();
    }

    public override void Write(long? value)
    {
        _column++;
        _errors |= value is { } number ? sqlite3_bind_int64(_handle, _column, number) : sqlite3_bind_null(_handle, _column);
    }

    public override void Write(double? value)
    {
        _column++;
        _errors |= value is { } number ? sqlite3_bind_double(_handle, _column, number) : sqlite3_bind_null(_handle, _column);
    }

    // NUL is replaced as on PostgreSQL, so that both keep the same.
    public override void Write(string value) => _errors |= raw.sqlite3_bind_text(_statement, ++_column, value.Replace('\0', '\uFFFD'));

    public override void EndRow()
    {
        if (_errors != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(_errors, _database);
        _column = 0;
        var result = sqlite3_step(_handle);
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
        _errors = sqlite3_reset(_handle);
    }

    public override void Complete()
    {
        // Each row is in the transaction as soon as it ends.
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _statement.Dispose();
    }

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_bind_int64(nint statement, int index, long value);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_bind_double(nint statement, int index, double value);

    [LibraryImport("e_sqlite3")]
    [SuppressGCTransition]
    private static partial int sqlite3_bind_null(nint statement, int index);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_step(nint statement);

    [LibraryImport("e_sqlite3")]
    private static partial int sqlite3_reset(nint statement);
}
