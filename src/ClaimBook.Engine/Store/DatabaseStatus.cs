namespace ClaimBook.Engine.Store;

/// <summary>A load as the database remembers it.</summary>
public sealed record LoadRecord(
    int LoadId, string File, string Sha256, DateTimeOffset FinishedAt, int RowsRead, int Inserted, int Updated, int Unchanged, int Deleted, int Rejected);

/// <summary>What a database holds, at a glance.</summary>
/// <param name="Location">Where the data lies.</param>
/// <param name="Facts">Rows of fact_performance.</param>
/// <param name="Agencies">Agencies.</param>
/// <param name="Products">Products.</param>
/// <param name="States">States.</param>
/// <param name="Years">Years and the months they cover, first to last.</param>
/// <param name="LatestLoads">The last loads, the latest first.</param>
public sealed record DatabaseStatus(
    string Location, long Facts, int Agencies, int Products, int States, IReadOnlyList<YearRow> Years, IReadOnlyList<LoadRecord> LatestLoads)
{
    const int LoadsShown = 10;

    /// <summary>Reads it.</summary>
    public static DatabaseStatus Read(Database database)
    {
        using var connection = database.Connect();
        using var snapshot = database.BeginRead(connection);
        var star = Dimensions.ReadAll(connection);
        return new(
            database.Location, FactPerformance.Count(connection),
            star.Agencies.Count, star.Products.Count, star.States.Count, star.Years,
            connection.Query(
                $"""
                SELECT load_id, file_name, sha256, finished_at, rows_read, inserted, updated, unchanged, deleted, rejected
                FROM load ORDER BY load_id DESC LIMIT {LoadsShown}
                """,
                r => new LoadRecord(
                    r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateTimeOffset>(3), r.GetInt32(4), r.GetInt32(5),
                    r.GetInt32(6), r.GetInt32(7), r.GetInt32(8), r.GetInt32(9))));
    }
}
