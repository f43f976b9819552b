using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimBook.Engine.Store;

/// <summary>SQLite: one file, made when it is first opened. Readers go on while a load writes (write-ahead log).</summary>
sealed class SqliteDatabase(string path) : Database
{
    /// <summary>Pages the connection may keep, in KiB: a load's working set, and a bound on its memory.</summary>
    const int CacheKib = 32 * 1024;

    const string Damaged = "the database file is damaged; restore a backup (claimbook restore) or load into a new file.";

    static SqliteDatabase()
    {
        Batteries_V2.Init();
        // No mutex around every call: a connection is never used by two threads at once.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    public override string Location => path;

    internal override string SchemaFolder => "sqlite";

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    /// <summary>A connection that stays open: SQLite knows by it that the file is in use. A damaged file is refused here, before anybody gets an answer from it.</summary>
    public override IDisposable? Occupy()
    {
        var connection = Connect();
        if (Guard(() => FindDamage(connection)) is not { } damage)
            return connection;
        connection.Dispose();
        throw new ClaimBookException($"{path}: {Damaged} It is: {damage}");
    }

    public override string? FindDamage(DbConnection connection) =>
        connection.Query("PRAGMA integrity_check(1)", r => r.GetString(0)) is [not "ok" and var damage] ? damage.ReplaceLineEndings(" ") : null;

    public override bool IsShared => false;

    public override Task Listen(Action changed, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    public override void BackUp(string file) => SqliteCopy.BackUp(path, file);

    public override string? Restore(string file, DateTimeOffset now)
    {
        MakeDirectory();
        return SqliteCopy.Restore(file, path, now);
    }

    internal override DbConnection Open()
    {
        MakeDirectory();
        return Guard(() =>
        {
            var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                DefaultTimeout = 30,
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

    internal override DbTransaction? TryBeginAlone(DbConnection connection, WriteLock held, TimeSpan wait)
    {
        try
        {
            ((SqliteConnection)connection).DefaultTimeout = Math.Max(1, (int)wait.TotalSeconds);
            return ((SqliteConnection)connection).BeginTransaction(deferred: false);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return null;
        }
    }

    internal override bool TableExists(DbConnection connection, string table) =>
        connection.QueryNumber("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = @table", ("table", table)) > 0;

    internal override IEnumerable<FactHashes> ReadHashes(DbConnection connection)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, FactPerformance.HashesSql, out var prepared), handle);
        using (prepared)
        {
            var statement = prepared.DangerousGetHandle();
            int step;
            while ((step = SqliteNative.Step(statement)) == raw.SQLITE_ROW)
            {
                yield return new(
                    new FactKey((ulong)SqliteNative.ColumnInt64(statement, 0)), SqliteNative.ColumnInt64(statement, 1), SqliteNative.ColumnInt64(statement, 2));
            }
            if (step != raw.SQLITE_DONE)
                SqliteException.ThrowExceptionForRC(step, handle);
        }
    }

    internal override (string Sql, object Value) InList(string column, bool isNot, string parameter, Array list) =>
        ($"{column} {(isNot ? "NOT IN" : "IN")} (SELECT value FROM json_each({parameter}))", JsonSerializer.Serialize(list, list.GetType()));

    internal override void Cancel(DbCommand command) => raw.sqlite3_interrupt(((SqliteConnection)command.Connection!).Handle);

    internal override string Bytewise(string text) => text;

    protected override string? Explain(Exception exception) => exception switch
    {
        SqliteException e => e.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => "the disk is full.",
            raw.SQLITE_READONLY => "no permission to write.",
            raw.SQLITE_CANTOPEN => "cannot be opened: check that the folder exists and may be written to.",
            raw.SQLITE_NOTADB => "is not a SQLite database.",
            raw.SQLITE_CORRUPT => Damaged,
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is being written by another process.",
            raw.SQLITE_IOERR => $"the disk cannot be read or written ({e.Message}).",
            _ => e.Message,
        },
        _ => null,
    };

    protected override bool IsOfWritingOnly(Exception exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_READONLY };

    void MakeDirectory()
    {
        if (Directory.Exists(path))
            throw new ClaimBookException($"{path}: is a directory; a database file is needed.");
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                PrivateDirectory.Create(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClaimBookException($"{path}: its directory cannot be made: {e.Message}", e);
        }
    }

    private protected override WriteTransaction NewWriteTransaction(DbTransaction transaction, WriteLock held) =>
        new SqliteWriteTransaction((SqliteTransaction)transaction);
}
