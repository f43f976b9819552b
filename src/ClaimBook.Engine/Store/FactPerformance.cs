using System.Data.Common;

namespace ClaimBook.Engine.Store;

/// <summary>How a <see cref="PerformanceRow"/> stands in fact_performance.</summary>
public static class FactPerformance
{
    /// <summary>The table; its columns are in the order of <see cref="Write"/> and <see cref="Read"/>.</summary>
    public static Table Table { get; } = new(
        "fact_performance", 4,
        "agency_id", "product_id", "state_id", "year", "row_hash", "line_hash",
        "retained_policies", "policies_in_force", "prior_policies_in_force",
        "new_business_cents", "written_cents", "prior_written_cents", "earned_cents", "incurred_cents",
        "months", "retention_ratio", "loss_ratio", "loss_ratio_code", "load_id", "source_line");

    /// <summary>Writes a row.</summary>
    public static void Write(BulkWriter writer, in PerformanceRow row)
    {
        writer.Write(row.Key.AgencyId);
        writer.Write(row.Key.ProductId);
        writer.Write(row.Key.StateId);
        writer.Write(row.Key.Year);
        writer.Write(row.RowHash);
        writer.Write(row.LineHash);
        writer.Write(row.RetainedPolicies);
        writer.Write(row.PoliciesInForce);
        writer.Write(row.PriorPoliciesInForce);
        writer.Write(row.NewBusinessCents);
        writer.Write(row.WrittenCents);
        writer.Write(row.PriorWrittenCents);
        writer.Write(row.EarnedCents);
        writer.Write(row.IncurredCents);
        writer.Write(row.Months);
        writer.Write(row.RetentionRatio);
        writer.Write(row.LossRatio);
        writer.Write(row.LossRatioCode);
        writer.Write(row.LoadId);
        writer.Write(row.SourceLine);
        writer.EndRow();
    }

    /// <summary>Reads the row that a reader stands on; its columns are the table's, in order.</summary>
    public static PerformanceRow Read(DbDataReader reader) => new()
    {
        Key = ReadKey(reader),
        RowHash = reader.GetInt64(4),
        LineHash = reader.GetInt64(5),
        RetainedPolicies = reader.GetInt32(6),
        PoliciesInForce = reader.GetInt32(7),
        PriorPoliciesInForce = reader.NullableInt32(8),
        NewBusinessCents = reader.GetInt64(9),
        WrittenCents = reader.GetInt64(10),
        PriorWrittenCents = reader.NullableInt64(11),
        EarnedCents = reader.GetInt64(12),
        IncurredCents = reader.GetInt64(13),
        Months = reader.GetInt32(14),
        RetentionRatio = reader.NullableDouble(15),
        LossRatio = reader.NullableDouble(16),
        LossRatioCode = reader.NullableInt32(17),
        LoadId = reader.GetInt32(18),
        SourceLine = reader.GetInt32(19),
    };

    /// <summary>How many facts there are.</summary>
    public static long Count(DbConnection connection) => connection.QueryNumber("SELECT sum(fact_rows) FROM summary_product_state_year");

    /// <summary>All facts, streamed.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="orderBy">Columns to order by; the key by default.</param>
    public static IEnumerable<PerformanceRow> ReadAll(DbConnection connection, string? orderBy = null)
    {
        using var command = connection.Command($"SELECT {Table.ColumnList} FROM {Table.Name} ORDER BY {orderBy ?? Table.KeyList}");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Read(reader);
    }

    /// <summary>The query for the packed key, the row hash and the line hash of all facts, by key. The database packs the key: reading one value
    /// costs more than computing it.</summary>
    internal static string HashesSql { get; } = $"SELECT {FactKey.PackedSql}, row_hash, line_hash FROM {Table.Name} ORDER BY {Table.KeyList}";

    static FactKey ReadKey(DbDataReader reader) => new(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
}
