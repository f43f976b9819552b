using Microsoft.Data.Sqlite;

namespace ClaimBook.Engine.Store;

sealed class SqliteWriteTransaction(SqliteTransaction transaction) : WriteTransaction(transaction)
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
