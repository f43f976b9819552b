using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimBook.Engine.Store;

/// <summary>SQLite: one file, made when it is first opened. Readers go on while a load writes (write-ahead log).</summary>
sealed class SqliteDatabase(string path) : Database
{
    /// <summary>Pages the connection may keep, in KiB: a load's working set, and a bound on its memory.</summary>
    const int CacheKib = 32 * 1024;

    static SqliteDatabase() => Batteries_V2.Init();

    public override string Location => path;

    internal override string SchemaFolder => "sqlite";

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    internal override DbConnection Open()
    {
        if (Directory.Exists(path))
            throw new ClaimBookException($"{path}: is a directory; a database file is needed.");
        return Guard(() =>
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path, Pooling = false, DefaultTimeout = 30,
            }.ToString());
            try
            {
                connection.Open();
                connection.Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{CacheKib}; PRAGMA temp_store = FILE");
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    internal override DbTransaction? TryBeginAlone(DbConnection connection)
    {
        try
        {
            ((SqliteConnection)connection).DefaultTimeout = 1;
            return ((SqliteConnection)connection).BeginTransaction(deferred: false);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return null;
        }
    }

    internal override bool TableExists(DbConnection connection, string table) =>
        connection.QueryNumber("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = @table", ("table", table)) > 0;

    protected override string? Explain(Exception exception) => exception switch
    {
        SqliteException e => e.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => "the disk is full.",
            raw.SQLITE_READONLY => "no permission to write.",
            raw.SQLITE_CANTOPEN => "cannot be opened: check that the folder exists and may be written to.",
            raw.SQLITE_NOTADB => "is not a SQLite database.",
            raw.SQLITE_CORRUPT => "the database file is damaged; restore a backup or load into a new file.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is being written by another process.",
            raw.SQLITE_IOERR => $"the disk cannot be read or written ({e.Message}).",
            _ => e.Message,
        },
        UnauthorizedAccessException => "no permission to write there.",
        IOException e => e.Message,
        _ => null,
    };

    private protected override LoadTransaction NewLoadTransaction(DbTransaction transaction) =>
        new SqliteLoadTransaction(this, (SqliteTransaction)transaction);
}

sealed class SqliteLoadTransaction(Database database, SqliteTransaction transaction) : LoadTransaction(database, transaction)
{
    readonly SqliteConnection _connection = transaction.Connection!;

    public override BulkWriter Write(Table table, OnConflict onConflict = OnConflict.Fail) => new SqliteBulkWriter(_connection, table, onConflict);

    public override void DeleteFacts(IReadOnlyList<FactKey> keys, Action<PerformanceRow> onDeleted)
    {
        using var command = _connection.Command(
            $"""
            DELETE FROM fact_performance WHERE agency_id = @agency AND product_id = @product AND state_id = @state AND year = @year
            RETURNING {FactPerformance.Table.ColumnList}
            """,
            ("agency", 0L), ("product", 0L), ("state", 0L), ("year", 0L));
        foreach (var key in keys)
        {
            command.Parameters["agency"].Value = (long)key.AgencyId;
            command.Parameters["product"].Value = (long)key.ProductId;
            command.Parameters["state"].Value = (long)key.StateId;
            command.Parameters["year"].Value = (long)key.Year;
            using var reader = command.ExecuteReader();
            while (reader.Read())
                onDeleted(FactPerformance.Read(reader));
        }
    }
}

/// <summary>One prepared statement, bound through SQLite's own functions: ADO.NET's parameter objects cost more than the insert.</summary>
sealed class SqliteBulkWriter : BulkWriter
{
    readonly sqlite3 _database;
    readonly sqlite3_stmt _statement;
    int _column;

    public SqliteBulkWriter(SqliteConnection connection, Table table, OnConflict onConflict)
    {
        _database = connection.Handle!;
        var marks = string.Join(", ", Enumerable.Repeat("?", table.Columns.Length));
        var sql = $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({marks}){table.ConflictClause(onConflict)}";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    public override void Write(long? value)
    {
        _column++;
        if (value is { } number)
            raw.sqlite3_bind_int64(_statement, _column, number);
        else
            raw.sqlite3_bind_null(_statement, _column);
    }

    public override void Write(double? value)
    {
        _column++;
        if (value is { } number)
            raw.sqlite3_bind_double(_statement, _column, number);
        else
            raw.sqlite3_bind_null(_statement, _column);
    }

    public override void Write(string value) => raw.sqlite3_bind_text(_statement, ++_column, value);

    public override void EndRow()
    {
        _column = 0;
        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, _database);
        raw.sqlite3_reset(_statement);
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
}
