using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace ClaimBook.Engine.Store;

/// <summary>PostgreSQL 15 or later.</summary>
sealed class PostgresDatabase : Database
{
    /// <summary>Key of the first of the advisory locks that transactions hold until they end ("claimbk" in ASCII).</summary>
    const long FirstLock = 0x636c61696d626b;

    /// <summary>How long the server may keep silent, in seconds, while a connection is made, while a request waits for a statement, and while a load does.</summary>
    const int ToConnect = 5, ToAnswer = 15, ToWork = 300;

    /// <summary>After how many seconds of silence the system asks whether the other side is still there, and how often.</summary>
    const int KeepAlive = 10, KeepAliveInterval = 3;

    const string Silent = "the server does not answer.";

    readonly NpgsqlConnectionStringBuilder _settings;
    readonly Citus.Wish _citus;
    volatile bool _isDistributed;
    volatile bool _isSilent;
    bool _isAsked;

    public PostgresDatabase(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        _settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
            Username = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            ApplicationName = "claimbook",
            Timeout = ToConnect,
            CommandTimeout = ToAnswer,
            // Npgsql asks for Kerberos' encryption before TLS, and where the server keeps silent, to cancel a statement may then wait without end.
            GssEncryptionMode = GssEncryptionMode.Disable,
            TcpKeepAlive = true,
            TcpKeepAliveTime = KeepAlive,
            TcpKeepAliveInterval = KeepAliveInterval,
        };
        if (string.IsNullOrEmpty(_settings.Database))
            throw new ClaimBookException("The database URL names no database: postgres://user:password@host:port/name.");
        _citus = url.Query switch
        {
            "" => Citus.Wish.IfInstalled,
            "?citus=on" => Citus.Wish.Yes,
            "?citus=off" => Citus.Wish.No,
            _ => throw new ClaimBookException($"The database URL ends in '{url.Query}'; there are ?citus=on and ?citus=off."),
        };
    }

    public override string Location => string.Create(CultureInfo.InvariantCulture, $"postgres://{_settings.Host}:{_settings.Port}/{_settings.Database}");

    internal override string SchemaFolder => "postgres";

    NpgsqlDataSource Pool => field ??= PostgresPools.Of(_settings, "claimbook");

    NpgsqlDataSource Patient => field ??= PostgresPools.Of(new(_settings.ToString()) { CommandTimeout = ToWork, Pooling = false }, "claimbook-load");

    /// <summary>Asks the server again and again whether it is still there: a dead line says nothing by itself to who only listens.</summary>
    NpgsqlDataSource Listening => field ??= PostgresPools.Of(new(_settings.ToString()) { Pooling = false, KeepAlive = 5 }, "claimbook-listen");

    /// <summary>The options by which PostgreSQL's own programs find the server; they take the password from PGPASSWORD or ~/.pgpass.</summary>
    string Server => string.Create(CultureInfo.InvariantCulture, $"--host={_settings.Host} --port={_settings.Port} --username={_settings.Username}");

    public override DbTransaction BeginRead(DbConnection connection)
    {
        var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        // Each machine of a cluster freezes its own state, when it is first asked: no load may be committed in between. LOCK itself freezes nothing.
        if (_isDistributed)
            connection.Execute("LOCK TABLE load IN ROW SHARE MODE");
        return transaction;
    }

    public override IEnumerable<CheckResult> CheckPlacement(DbConnection connection) => _isDistributed ? Citus.Check(connection) : [];

    internal override bool IsToBeDistributed(DbConnection connection)
    {
        if (!Citus.IsInstalled(connection))
        {
            return _citus != Citus.Wish.Yes
                ? false
                : throw new ClaimBookException($"{Location}: citus=on asks for the extension citus, which this database does not have (CREATE EXTENSION citus).");
        }
        var isIncomplete = Citus.IsIncomplete(connection);
        _isDistributed = _citus != Citus.Wish.No || !isIncomplete;
        return _citus != Citus.Wish.No && isIncomplete;
    }

    internal override void Distribute(DbConnection connection) => Citus.Distribute(connection);

    public override IDisposable? Occupy()
    {
        Connect().Dispose();
        return null;
    }

    public override bool IsShared => true;

    public override Task Listen(Action changed, CancellationToken cancellation) => GuardAsync<object>(async () =>
    {
        await using var connection = await Listening.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        connection.Notification += (_, _) => changed();
        connection.Execute("LISTEN claimbook");
        changed();
        while (true)
            await connection.WaitAsync(cancellation).ConfigureAwait(false);
    });

    public override void BackUp(string file) => throw new ClaimBookException(
        $"{Location}: PostgreSQL makes its backups itself, also while it is written:\n  pg_dump {Server} --format=custom --file='{file}' {_settings.Database}");

    public override string? Restore(string file, DateTimeOffset now) => throw new ClaimBookException(
        $"{Location}: PostgreSQL restores its backups itself. Into a new database beside this one, which CLAIMBOOK_DATABASE then names:\n"
        + $"  createdb {Server} {_settings.Database}_restored\n"
        + $"  pg_restore {Server} --single-transaction --no-owner --dbname={_settings.Database}_restored '{file}'");

    /// <summary>Closes the connections that nobody is using: for tests, each of which has a database of its own.</summary>
    internal void CloseIdle() => Pool.Clear();

    /// <summary>Opens a connection. Once the server has kept silent for too long nobody waits for it any more, until it answers whoever asks in the background.</summary>
    internal override DbConnection Open()
    {
        if (!_isSilent)
            return Open(Pool);
        if (!Interlocked.Exchange(ref _isAsked, true))
            _ = Task.Run(Ask);
        throw new ClaimBookException($"{Location}: {Silent}");
    }

    internal override DbConnection OpenPatiently() => Open(Patient);

    NpgsqlConnection Open(NpgsqlDataSource pool) => Guard(() =>
    {
        var connection = pool.CreateConnection();
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
    });

    internal override DbTransaction? TryBeginAlone(DbConnection connection, WriteLock held, TimeSpan wait)
    {
        var transaction = connection.BeginTransaction();
        if (TryLock(connection, FirstLock + (long)held, wait))
        {
            // Of a machine that is suddenly gone the server hears nothing; by default it would keep the lock for hours.
            connection.Execute(
                $"SET LOCAL tcp_keepalives_idle = {KeepAlive}; SET LOCAL tcp_keepalives_interval = {KeepAliveInterval}; SET LOCAL tcp_user_timeout = '{ToAnswer}s'");
            return transaction;
        }
        transaction.Dispose();
        return null;
    }

    internal override bool TableExists(DbConnection connection, string table) =>
        connection.QueryNumber("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass(@table)", ("table", table)) > 0;

    internal override IEnumerable<FactHashes> ReadHashes(DbConnection connection)
    {
        using var command = connection.Command(FactPerformance.HashesSql);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return new(new FactKey((ulong)reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2));
    }

    internal override (string Sql, object Value) InList(string column, bool isNot, string parameter, Array list) =>
        ($"{column} {(isNot ? "<> ALL" : "= ANY")} ({parameter})", list);

    internal override void Cancel(DbCommand command) => command.Cancel();

    internal override string Bytewise(string text) => $"{text} COLLATE \"C\"";

    protected override string? Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "the user name or the password is wrong.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "there is no such database on that server.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the server's disk is full.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "the database is read-only.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "the server has no free connection (max_connections).",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => "the server is starting or shutting down.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e => $"no permission: {e.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => "the server was shut down.",
        PostgresException e => e.MessageText,
        _ when IsSilence(exception) => Silent,
        NpgsqlException { InnerException: SocketException } => "the server cannot be reached.",
        NpgsqlException => "the connection to the server was lost.",
        _ => null,
    };

    protected override bool IsOfWritingOnly(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction };

    protected override void Failed(Exception exception)
    {
        if (exception is PostgresException
            {
                SqlState: not (PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.ReadOnlySqlTransaction)
            })
        {
            return;
        }
        _isSilent |= IsSilence(exception);
        // The next connections are new ones: only they tell that the server is there again, or may be written to.
        Pool.Clear();
    }

    /// <summary>Asks whether the server answers again.</summary>
    void Ask()
    {
        try
        {
            using var connection = Pool.CreateConnection();
            connection.Open();
            _isSilent = false;
        }
        catch (NpgsqlException e)
        {
            _isSilent = IsSilence(e);
        }
        finally
        {
            Volatile.Write(ref _isAsked, false);
        }
    }

    static bool IsSilence(Exception exception) => exception is NpgsqlException { InnerException: TimeoutException };

    static bool TryLock(DbConnection connection, long key, TimeSpan wait)
    {
        if (wait == TimeSpan.Zero)
        {
            using var command = connection.Command("SELECT pg_try_advisory_xact_lock(@key)", ("key", key));
            return command.ExecuteScalar() is true;
        }
        try
        {
            connection.Execute($"SET LOCAL lock_timeout = {(int)wait.TotalMilliseconds}");
            using var command = connection.Command("SELECT pg_advisory_xact_lock(@key)", ("key", key));
            // Here it is others that it waits for.
            command.CommandTimeout += (int)wait.TotalSeconds;
            command.ExecuteNonQuery();
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    private protected override WriteTransaction NewWriteTransaction(DbTransaction transaction, WriteLock held) =>
        new PostgresWriteTransaction((NpgsqlTransaction)transaction, waitForReaders: _isDistributed && held == WriteLock.Load);
}
