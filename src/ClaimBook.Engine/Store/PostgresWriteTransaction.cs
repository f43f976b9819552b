using Npgsql;

namespace ClaimBook.Engine.Store;

/// <summary>Writes by COPY.</summary>
/// <param name="transaction">The transaction.</param>
/// <param name="waitForReaders">Whether to commit only while nobody reads in a <see cref="PostgresDatabase.BeginRead"/>.</param>
sealed class PostgresWriteTransaction(NpgsqlTransaction transaction, bool waitForReaders) : WriteTransaction(transaction)
{
    readonly NpgsqlConnection _connection = transaction.Connection!;

    public override void Commit()
    {
        while (waitForReaders && !TryLockReadersOut())
            Thread.Sleep(TimeSpan.FromMilliseconds(50));
        base.Commit();
    }

    /// <summary>Waits a moment for those who read; not longer, as others who want to read wait meanwhile.</summary>
    bool TryLockReadersOut()
    {
        transaction.Save("readers");
        try
        {
            _connection.Execute("SET LOCAL lock_timeout = 200; LOCK TABLE load IN EXCLUSIVE MODE");
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            transaction.Rollback("readers");
            return false;
        }
    }

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
