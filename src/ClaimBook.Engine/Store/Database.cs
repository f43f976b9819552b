using System.Data.Common;

namespace ClaimBook.Engine.Store;

/// <summary>The one relational database of an installation. A URL names it; everything else speaks plain SQL to it.</summary>
public abstract class Database
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    const string Unwritable = "The database can be read now, but not written; nothing was changed. Its operator finds the reason in the server's log.";

    readonly Lock _lock = new();
    bool _schemaIsCurrent;

    /// <summary>Where the data lies, for people; never holds a password.</summary>
    public abstract string Location { get; }

    /// <summary>The folder of schema scripts for this kind of database.</summary>
    internal abstract string SchemaFolder { get; }

    /// <summary>Makes a database from its URL; nothing is opened yet.</summary>
    /// <param name="url"><c>sqlite:PATH</c> or <c>postgres://user:password@host:port/name</c>.</param>
    /// <exception cref="ClaimBookException">The URL is of neither form.</exception>
    public static Database FromUrl(string url)
    {
        if (url.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) && url.Length > "sqlite:".Length)
            return new SqliteDatabase(url["sqlite:".Length..]);
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "postgres" or "postgresql" && uri.Host.Length > 0)
            return new PostgresDatabase(uri);
        throw new ClaimBookException("The database URL must be sqlite:PATH or postgres://user:password@host:port/name.");
    }

    /// <summary>Opens a connection; the first one brings the schema up to date.</summary>
    /// <exception cref="ClaimBookException">The database cannot be reached or opened, or its schema is newer than this program.</exception>
    public DbConnection Connect()
    {
        BringSchemaUpToDate();
        return Open();
    }

    /// <summary>Opens a connection for work on all facts, whose statements may take minutes: loads, checks, the reading of a cube.</summary>
    /// <exception cref="ClaimBookException">As for <see cref="Connect"/>.</exception>
    public DbConnection ConnectPatiently()
    {
        BringSchemaUpToDate();
        return OpenPatiently();
    }

    /// <summary>Begins the transaction of a load, alone: while one runs, others wait here.</summary>
    /// <param name="onWait">Called once when another load is running and this one begins to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public WriteTransaction BeginLoad(Action? onWait = null, CancellationToken cancellation = default) => BeginAlone(WriteLock.Load, ConnectPatiently(), connection =>
    {
        for (var waiting = false; ; waiting = true)
        {
            if (TryBeginAlone(connection, WriteLock.Load, TimeSpan.Zero) is { } transaction)
                return transaction;
            if (!waiting)
                onWait?.Invoke();
            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
            cancellation.ThrowIfCancellationRequested();
        }
    });

    /// <summary>Begins a transaction that changes the book, alone: while one runs, others wait here.</summary>
    /// <exception cref="ClaimBookException">Others wrote for so long that this one gave up.</exception>
    public WriteTransaction BeginBookChange() => BeginAlone(WriteLock.Book, Connect(), connection => TryBeginAlone(connection, WriteLock.Book, s_patience)
        ?? throw new ClaimBookException($"{Location}: is being written by others; nothing was changed. Try again."));

    /// <summary>Begins a transaction that reads one unchanging state, whatever is loaded meanwhile.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Says that a server works with the database, until it is disposed of: nobody restores a backup meanwhile.</summary>
    /// <exception cref="ClaimBookException">The database cannot be used.</exception>
    public abstract IDisposable? Occupy();

    /// <summary>Whether several machines can serve it at once.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Listens for loads and changes of accounts, whoever makes them, until the connection breaks.</summary>
    /// <param name="changed">Called once it listens, as something may have changed before, and after every change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ClaimBookException">The database cannot be reached, or the connection broke.</exception>
    public abstract Task Listen(Action changed, CancellationToken cancellation);

    /// <summary>Writes the state of this moment to a file, checked, while others go on writing.</summary>
    /// <param name="file">The backup, which must not exist.</param>
    /// <exception cref="ClaimBookException">It cannot be made, and there is none.</exception>
    public abstract void BackUp(string file);

    /// <summary>Puts a backup, checked, in the place of the database, which is set aside.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="now">For the name of what is set aside.</param>
    /// <returns>Where the former database lies; null if there was none.</returns>
    /// <exception cref="ClaimBookException">The file is no backup or damaged, or the database is in use; nothing was changed.</exception>
    public abstract string? Restore(string file, DateTimeOffset now);

    /// <summary>Runs an action and turns the database's failures into messages for the user.</summary>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (Explain(e) is { } reason)
        {
            throw Failure(e, reason);
        }
    }

    /// <inheritdoc cref="Guard{T}(Func{T})"/>
    public void Guard(Action action) => Guard(() =>
    {
        action();
        return true;
    });

    /// <inheritdoc cref="Guard{T}(Func{T})"/>
    public async Task<T> GuardAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        // A mapper wraps the database's failures.
        catch (Exception e) when ((Explain(e) is null ? e.InnerException : e) is { } cause && Explain(cause) is { } reason)
        {
            throw Failure(cause, reason);
        }
    }

    /// <summary>What is wrong with the file or files of the database; null if nothing is, or if its server looks after that itself.</summary>
    public virtual string? FindDamage(DbConnection connection) => null;

    /// <summary>Opens a connection as it is.</summary>
    internal abstract DbConnection Open();

    /// <summary>Opens a connection as it is, for statements that may take minutes.</summary>
    internal virtual DbConnection OpenPatiently() => Open();

    /// <summary>Begins a transaction that holds a lock; null if another one holds it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="held">The lock.</param>
    /// <param name="wait">How long to wait for it.</param>
    internal abstract DbTransaction? TryBeginAlone(DbConnection connection, WriteLock held, TimeSpan wait);

    /// <summary>Whether tables are to lie on several machines and do not yet.</summary>
    /// <exception cref="ClaimBookException">They are to, but cannot.</exception>
    internal virtual bool IsToBeDistributed(DbConnection connection) => false;

    /// <summary>Distributes tables over several machines, where that is wanted.</summary>
    internal virtual void Distribute(DbConnection connection)
    {
    }

    /// <summary>Checks where the tables of a distributed database lie; nothing for others.</summary>
    public virtual IEnumerable<CheckResult> CheckPlacement(DbConnection connection) => [];

    /// <summary>Whether a table exists.</summary>
    internal abstract bool TableExists(DbConnection connection, string table);

    /// <summary>The hashes of all facts, streamed by ascending key.</summary>
    internal abstract IEnumerable<FactHashes> ReadHashes(DbConnection connection);

    /// <summary>The condition that a column's value is, or is not, in a list: one parameter, however long the list is.</summary>
    /// <param name="column">SQL of the value.</param>
    /// <param name="isNot">Whether it must not be in the list.</param>
    /// <param name="parameter">The parameter, as written in SQL.</param>
    /// <param name="list">Whole numbers or texts.</param>
    /// <returns>The SQL, and the parameter's value.</returns>
    internal abstract (string Sql, object Value) InList(string column, bool isNot, string parameter, Array list);

    /// <summary>Ends a command that another thread is running; it fails there.</summary>
    internal abstract void Cancel(DbCommand command);

    /// <summary>SQL of a text that sorts byte by byte, whatever language the database speaks.</summary>
    internal abstract string Bytewise(string text);

    /// <summary>Describes the database's own failure in plain words; null if the exception is not the database's.</summary>
    protected abstract string? Explain(Exception exception);

    /// <summary>Whether a failure says that nothing can be written now, while reading goes on.</summary>
    protected abstract bool IsOfWritingOnly(Exception exception);

    /// <summary>Told of every failure that <see cref="Explain"/> knows.</summary>
    protected virtual void Failed(Exception exception)
    {
    }

    private protected abstract WriteTransaction NewWriteTransaction(DbTransaction transaction, WriteLock held);

    ClaimBookException Failure(Exception cause, string reason)
    {
        Failed(cause);
        return new ClaimBookException($"{Location}: {reason}", cause) { ForUsers = IsOfWritingOnly(cause) ? Unwritable : null };
    }

    void BringSchemaUpToDate()
    {
        lock (_lock)
        {
            if (_schemaIsCurrent)
                return;
            using var connection = OpenPatiently();
            Guard(() => SchemaRunner.Apply(this, connection));
            _schemaIsCurrent = true;
        }
    }

    WriteTransaction BeginAlone(WriteLock held, DbConnection connection, Func<DbConnection, DbTransaction> begin)
    {
        try
        {
            return Guard(() => NewWriteTransaction(begin(connection), held));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

/// <summary>What only one transaction writes at a time. On SQLite there is one writer for everything.</summary>
enum WriteLock
{
    /// <summary>The star schema, and the schema itself.</summary>
    Load,

    /// <summary>The book.</summary>
    Book,
}
