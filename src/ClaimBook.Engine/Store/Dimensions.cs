using System.Data.Common;

namespace ClaimBook.Engine.Store;

/// <summary>The dimension tables and the small facts, as tables and as rows.</summary>
public static class Dimensions
{
    /// <summary>dim_agency.</summary>
    public static Table Agency { get; } = new("dim_agency", 1, ["agency_id", .. AgencyRow.NumberColumns, "vendor_indicator", "vendor", "agency_size"]);

    /// <summary>dim_product.</summary>
    public static Table Product { get; } = new("dim_product", 1, "product_id", "code", "name", "line");

    /// <summary>dim_state.</summary>
    public static Table State { get; } = new("dim_state", 1, "state_id", "code", "name");

    /// <summary>dim_year.</summary>
    public static Table Year { get; } = new("dim_year", 1, "year", "first_month", "last_month");

    /// <summary>fact_quotes.</summary>
    public static Table Quotes { get; } = new("fact_quotes", 3, "agency_id", "line", "platform", "quoted", "bound");

    /// <summary>fact_agency_line_year.</summary>
    public static Table PublishedRatios { get; } =
        new("fact_agency_line_year", 3, "agency_id", "line", "year", "loss_ratio_3yr", "growth_rate_3yr");

    /// <summary>Everything but the performance facts and the published ratios.</summary>
    public static StarDimensions ReadAll(DbConnection connection) => new(
        LatestLoad(connection),
        connection.Query(Select(Agency), ReadAgency),
        ReadProducts(connection),
        ReadStates(connection),
        connection.Query(Select(Year), r => new YearRow(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2))),
        connection.Query(Select(Quotes), r => new QuoteRow(r.GetInt32(0), r.GetString(1), r.GetString(2), r.NullableInt32(3), r.NullableInt32(4))));

    /// <summary>The id of the latest load; 0 when nothing was loaded.</summary>
    public static int LatestLoad(DbConnection connection) => (int)connection.QueryNumber("SELECT max(load_id) FROM load");

    /// <summary>dim_product by id.</summary>
    public static IReadOnlyList<ProductRow> ReadProducts(DbConnection connection) =>
        connection.Query(Select(Product), r => new ProductRow(r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3)));

    /// <summary>dim_state by id.</summary>
    public static IReadOnlyList<StateRow> ReadStates(DbConnection connection) =>
        connection.Query(Select(State), r => new StateRow(r.GetInt32(0), r.GetString(1), r.GetString(2)));

    /// <summary>The published 3-year ratios.</summary>
    public static IReadOnlyList<PublishedRatioRow> ReadPublishedRatios(DbConnection connection) => connection.Query(
        Select(PublishedRatios),
        r => new PublishedRatioRow(r.GetInt32(0), r.GetString(1), r.GetInt32(2), r.NullableDouble(3), r.NullableDouble(4)));

    static AgencyRow ReadAgency(DbDataReader reader)
    {
        var count = AgencyRow.NumberColumns.Count;
        var numbers = new int?[count];
        for (var i = 0; i < count; i++)
            numbers[i] = reader.NullableInt32(i + 1);
        return new(reader.GetInt32(0), numbers, reader.GetString(count + 1), reader.GetString(count + 2), reader.GetString(count + 3));
    }

    static string Select(Table table) => $"SELECT {table.ColumnList} FROM {table.Name} ORDER BY {table.KeyList}";
}
