using Npgsql;

namespace ClaimBook.Engine.Store;

sealed class PostgresWriteTransaction(NpgsqlTransaction transaction) : WriteTransaction(transaction)
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
