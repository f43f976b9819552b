using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimBook.Engine.Store;

sealed class SqliteLoadTransaction(Database database, SqliteTransaction transaction) : LoadTransaction(database, transaction)
{
    readonly SqliteConnection _connection = transaction.Connection!;

    public override IEnumerable<FactHashes> ReadHashes()
    {
        var handle = _connection.Handle!;
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
