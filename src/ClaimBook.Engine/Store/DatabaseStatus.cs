namespace ClaimBook.Engine.Store;

/// <summary>What a database holds, at a glance.</summary>
/// <param name="Location">Where the data lies.</param>
/// <param name="Facts">Rows of fact_performance.</param>
/// <param name="Agencies">Agencies.</param>
/// <param name="Products">Products.</param>
/// <param name="States">States.</param>
/// <param name="Years">Years and the months they cover, first to last.</param>
/// <param name="LatestLoads">The last loads, the latest first.</param>
/// <param name="Policies">Policies of the book.</param>
/// <param name="Claims">Claims of the book.</param>
public sealed record DatabaseStatus(
    string Location, long Facts, int Agencies, int Products, int States, IReadOnlyList<YearRow> Years, IReadOnlyList<LoadRecord> LatestLoads,
    long Policies, long Claims)
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
            LoadRecord.ReadLatest(connection, LoadsShown),
            connection.QueryNumber("SELECT count(DISTINCT policy_key) FROM policy"), connection.QueryNumber("SELECT count(DISTINCT claim_key) FROM claim"));
    }
}
