using Npgsql;
using NpgsqlTypes;

namespace ClaimBook.Engine.Store;

/// <summary>Binary COPY, straight into the table, or through a temporary one where keys may be there already.</summary>
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
        if (onConflict != OnConflict.Fail && HasRows(connection, table))
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

    public override void Write(string? value)
    {
        BeginValue();
        // PostgreSQL's text cannot hold NUL.
        if (value is not null)
            _importer.Write(value.Replace('\0', '\uFFFD'), NpgsqlDbType.Text);
        else
            _importer.WriteNull();
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

    /// <summary>In an empty table nothing is in the way: the first load saves a quarter of its time.</summary>
    static bool HasRows(NpgsqlConnection connection, Table table) => connection.QueryNumber($"SELECT count(*) FROM (SELECT 1 FROM {table.Name} LIMIT 1) one") > 0;

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
