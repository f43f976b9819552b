using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimBook.Engine.Store;

/// <summary>Copies of a whole SQLite database, for backup and restore. A copy is one state of the original, whoever writes meanwhile, and is checked
/// before it gets its name; docs/adr/0017 says why so.</summary>
static class SqliteCopy
{
    /// <summary>How long a restore waits for commands that are just ending, in seconds.</summary>
    const int Patience = 2;

    /// <summary>What SQLite keeps beside a database while it is open.</summary>
    static readonly string[] s_companions = ["-journal", "-wal", "-shm"];

    /// <summary>Makes a backup.</summary>
    /// <param name="path">The database.</param>
    /// <param name="file">The backup, which must not exist.</param>
    public static void BackUp(string path, string file)
    {
        if (!File.Exists(path))
            throw new ClaimBookException($"{path}: there is no database.");
        if (Path.Exists(file))
            throw new ClaimBookException($"{file}: exists already; a backup never takes the place of another file.");
        Make(path, file, unfinished => File.Move(unfinished, file));
    }

    /// <summary>Puts a backup in the place of a database, which is set aside.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="path">The database; there may be none.</param>
    /// <param name="now">For the name of what is set aside.</param>
    /// <returns>Where the former database lies; null if there was none.</returns>
    public static string? Restore(string file, string path, DateTimeOffset now)
    {
        if (!File.Exists(file))
            throw new ClaimBookException($"{file}: there is no such file.");
        var aside = $"{path}.before-restore-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        if (Path.Exists(aside))
            throw new ClaimBookException($"{aside}: exists already. Try again in a second.");
        var isThere = File.Exists(path);
        Make(file, path, unfinished =>
        {
            if (isThere)
                Close(path);
            // A log that no longer belongs to its database would be played into the new one.
            foreach (var companion in s_companions.Where(c => File.Exists(path + c)))
                File.Move(path + companion, aside + companion);
            if (isThere)
                File.Replace(unfinished, path, aside);
            else
                File.Move(unfinished, path);
        });
        return isThere ? aside : null;
    }

    static void Make(string source, string target, Action<string> takeName)
    {
        var unfinished = target + ".unfinished";
        try
        {
            Delete(unfinished);
            CreateEmpty(unfinished, like: target);
            CopyPages(source, target, unfinished);
            Check(source, unfinished);
            Flush(unfinished);
            takeName(unfinished);
            // Again: the name too is on the disk then.
            Flush(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClaimBookException($"{target}: cannot be written: {e.Message}", e);
        }
        finally
        {
            Delete(unfinished);
        }
    }

    /// <summary>Makes the file before SQLite does: for its owner alone, or for whoever may open the one that it replaces.</summary>
    static void CreateEmpty(string path, string like)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = File.Exists(like) ? File.GetUnixFileMode(like) : UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    static void CopyPages(string source, string target, string unfinished) => new SqliteDatabase(source).Guard(() =>
    {
        using var from = Open(source, SqliteOpenMode.ReadOnly);
        using var snapshot = from.BeginTransaction(deferred: true);
        // The transaction begins with its first read.
        from.QueryNumber("SELECT count(*) FROM sqlite_schema");
        using var to = new SqliteDatabase(target).Guard(() => Open(unfinished, SqliteOpenMode.ReadWrite));
        try
        {
            from.BackupDatabase(to);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_FULL)
        {
            throw new ClaimBookException($"{target}: the disk is full.", e);
        }
    });

    /// <summary>Refuses a copy that is damaged, or of no ClaimBook database that this program knows. What it says is about the source.</summary>
    static void Check(string source, string copy)
    {
        var named = new SqliteDatabase(source);
        named.Guard(() =>
        {
            using var connection = Open(copy, SqliteOpenMode.ReadWrite);
            // One file without companions, which can be read where nothing can be written.
            connection.Execute("PRAGMA journal_mode = DELETE");
            if (named.FindDamage(connection) is { } damage)
                throw new ClaimBookException($"{source}: the database file is damaged: {damage}");
            using var empty = Open(":memory:", SqliteOpenMode.Memory);
            foreach (var script in SchemaRunner.Applied(named, connection))
                empty.Execute(script);
            if (Tables(empty).Except(Tables(connection)).FirstOrDefault() is { } lost)
                throw new ClaimBookException($"{source}: the database has lost its table {lost}.");
        });
    }

    static IReadOnlyList<string> Tables(SqliteConnection connection) => connection.Query("SELECT name FROM sqlite_schema WHERE type = 'table'", r => r.GetString(0));

    /// <summary>Makes one file of a database that nobody has open: SQLite ends its log only then.</summary>
    static void Close(string path) => new SqliteDatabase(path).Guard(() =>
    {
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadWrite);
            using var command = connection.Command("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT");
            command.CommandTimeout = Patience;
            command.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new ClaimBookException($"{path}: is in use by a server or a command; nothing was changed. End it and try again.", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            // That is why a backup is wanted. It is set aside as it is, with its log.
        }
    });

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    static void Delete(string unfinished)
    {
        foreach (var path in s_companions.Select(c => unfinished + c).Prepend(unfinished).Where(File.Exists))
            File.Delete(path);
    }
}
