using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;

namespace ClaimBook.Engine.Store;

/// <summary>PostgreSQL 15 or later.</summary>
sealed class PostgresDatabase : Database
{
    /// <summary>Key of the advisory lock that a load and a schema change hold until their transaction ends ("claimbk" in ASCII).</summary>
    const long LoadLock = 0x636c61696d626b;

    readonly NpgsqlConnectionStringBuilder _settings;

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
            Timeout = 10,
        };
        if (string.IsNullOrEmpty(_settings.Database))
            throw new ClaimBookException("The database URL names no database: postgres://user:password@host:port/name.");
    }

    public override string Location => string.Create(CultureInfo.InvariantCulture, $"postgres://{_settings.Host}:{_settings.Port}/{_settings.Database}");

    internal override string SchemaFolder => "postgres";

    public override DbTransaction BeginRead(DbConnection connection) => connection.BeginTransaction(IsolationLevel.RepeatableRead);

    internal override DbConnection Open() => Guard(() =>
    {
        var connection = new NpgsqlConnection(_settings.ToString());
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

    internal override DbTransaction? TryBeginAlone(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        using var command = connection.Command("SELECT pg_try_advisory_xact_lock(@key)", ("key", LoadLock));
        if (command.ExecuteScalar() is true)
            return transaction;
        transaction.Dispose();
        return null;
    }

    internal override bool TableExists(DbConnection connection, string table) =>
        connection.QueryNumber("SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass(@table)", ("table", table)) > 0;

    protected override string? Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "the user name or the password is wrong.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "there is no such database on that server.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the server's disk is full.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } e => $"no permission: {e.MessageText}.",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => "the server was shut down.",
        PostgresException e => e.MessageText,
        NpgsqlException { InnerException: SocketException or TimeoutException } => "the server cannot be reached.",
        NpgsqlException => "the connection to the server was lost.",
        _ => null,
    };

    private protected override LoadTransaction NewLoadTransaction(DbTransaction transaction) =>
        new PostgresLoadTransaction(this, (NpgsqlTransaction)transaction);
}

sealed class PostgresLoadTransaction(Database database, NpgsqlTransaction transaction) : LoadTransaction(database, transaction)
{
    readonly NpgsqlConnection _connection = transaction.Connection!;

    public override BulkWriter Write(Table table, OnConflict onConflict = OnConflict.Fail) => new PostgresBulkWriter(_connection, table, onConflict);

    public override void DeleteFacts(IReadOnlyList<FactKey> keys, Action<PerformanceRow> onDeleted)
    {
        if (keys.Count == 0)
            return;
        using var command = _connection.Command(
            $"""
            DELETE FROM fact_performance f
            USING unnest(@agencies, @products, @states, @years) AS k (agency_id, product_id, state_id, year)
            WHERE f.agency_id = k.agency_id AND f.product_id = k.product_id AND f.state_id = k.state_id AND f.year = k.year
            RETURNING {string.Join(", ", FactPerformance.Table.Columns.Select(c => $"f.{c}"))}
            """,
            ("agencies", keys.Select(k => k.AgencyId).ToArray()),
            ("products", keys.Select(k => (short)k.ProductId).ToArray()),
            ("states", keys.Select(k => (short)k.StateId).ToArray()),
            ("years", keys.Select(k => (short)k.Year).ToArray()));
        using var reader = command.ExecuteReader();
        while (reader.Read())
            onDeleted(FactPerformance.Read(reader));
    }
}

/// <summary>Binary COPY, straight into the table, or through a temporary one when keys may be there already.</summary>
sealed class PostgresBulkWriter : BulkWriter
{
    readonly NpgsqlConnection _connection;
    readonly NpgsqlBinaryImporter _importer;
    readonly NpgsqlDbType[] _types;
    readonly string? _merge;
    int _column;

    public PostgresBulkWriter(NpgsqlConnection connection, Table table, OnConflict onConflict)
    {
        _connection = connection;
        _types = ColumnTypes(connection, table);
        var target = table.Name;
        if (onConflict != OnConflict.Fail)
        {
            target = $"new_{table.Name}";
            connection.Execute(
                $"CREATE TEMPORARY TABLE IF NOT EXISTS {target} ON COMMIT DROP AS SELECT {table.ColumnList} FROM {table.Name} LIMIT 0; TRUNCATE {target}");
            _merge = $"INSERT INTO {table.Name} ({table.ColumnList}) SELECT {table.ColumnList} FROM {target}{table.ConflictClause(onConflict)}";
        }
        _importer = connection.BeginBinaryImport($"COPY {target} ({table.ColumnList}) FROM STDIN (FORMAT binary)");
    }

    public override void Write(long? value)
    {
        BeginValue();
        switch (value, _types[_column])
        {
            case (null, _):
                _importer.WriteNull();
                break;
            case ({ } number, NpgsqlDbType.Smallint):
                _importer.Write((short)number, NpgsqlDbType.Smallint);
                break;
            case ({ } number, NpgsqlDbType.Integer):
                _importer.Write((int)number, NpgsqlDbType.Integer);
                break;
            case ({ } number, _):
                _importer.Write(number, NpgsqlDbType.Bigint);
                break;
        }
        _column++;
    }

    public override void Write(double? value)
    {
        BeginValue();
        if (value is { } number)
            _importer.Write(number, NpgsqlDbType.Double);
        else
            _importer.WriteNull();
        _column++;
    }

    public override void Write(string value)
    {
        BeginValue();
        // PostgreSQL's text cannot hold NUL.
        _importer.Write(value.Replace('\0', '\uFFFD'), NpgsqlDbType.Text);
        _column++;
    }

    public override void EndRow() => _column = 0;

    public override void Complete()
    {
        _importer.Complete();
        _importer.Dispose();
        if (_merge is not null)
            _connection.Execute(_merge);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _importer.Dispose();
    }

    void BeginValue()
    {
        if (_column == 0)
            _importer.StartRow();
    }

    static NpgsqlDbType[] ColumnTypes(NpgsqlConnection connection, Table table)
    {
        using var command = connection.Command($"SELECT {table.ColumnList} FROM {table.Name} LIMIT 0");
        using var reader = command.ExecuteReader();
        return
        [
            .. Enumerable.Range(0, table.Columns.Length).Select(i => reader.GetDataTypeName(i) switch
            {
                "smallint" => NpgsqlDbType.Smallint,
                "integer" => NpgsqlDbType.Integer,
                "bigint" => NpgsqlDbType.Bigint,
                "double precision" => NpgsqlDbType.Double,
                _ => NpgsqlDbType.Text,
            }),
        ];
    }
}
