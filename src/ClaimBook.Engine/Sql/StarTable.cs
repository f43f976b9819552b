using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>A table of the star schema that facts can be added up from; in SQL it is called f.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fact">The fact whose rows it has, or sums of them.</param>
/// <param name="Keys">What its rows are keyed by.</param>
/// <param name="Addend">The SQL of what a row adds to a column of the summary tables, or of fact_quotes.</param>
/// <param name="Condition">The SQL of what must hold of a row to count, if anything.</param>
sealed record StarTable(string Name, Fact Fact, IReadOnlyList<KeyColumn> Keys, Func<string, string> Addend, string? Condition = null)
{
    /// <summary>Joins dim_agency, as a.</summary>
    public const string JoinAgency = "JOIN dim_agency a ON a.agency_id = f.agency_id";

    /// <summary>Joins dim_product, as p.</summary>
    public const string JoinProduct = "JOIN dim_product p ON p.product_id = f.product_id";

    /// <summary>Where each dimension stands. Products and states stand by their ids: so facts are grouped without a join and in the
    /// order of their key.</summary>
    static readonly Dictionary<Dimension, (string Sql, string? Join)> s_columns = new()
    {
        [InsuranceCatalog.Agency] = ("f.agency_id", null),
        [InsuranceCatalog.PrimaryAgency] = ("a.primary_agency_id", JoinAgency),
        [InsuranceCatalog.Product] = ("f.product_id", null),
        [InsuranceCatalog.ProductLine] = ("f.line", null),
        [InsuranceCatalog.State] = ("f.state_id", null),
        [InsuranceCatalog.Year] = ("f.year", null),
        [InsuranceCatalog.Vendor] = ("a.vendor", JoinAgency),
        [InsuranceCatalog.AppointmentDecade] = ("a.appointment_year / 10 * 10", JoinAgency),
        [InsuranceCatalog.AgencySize] = ("a.agency_size", JoinAgency),
        [InsuranceCatalog.Platform] = ("f.platform", null),
    };

    /// <summary>From small to large: a book has fewer products and states than agencies.</summary>
    static readonly StarTable[] s_all =
    [
        Summary(Summaries.ProductStateYear, KeyColumn.Product, KeyColumn.State, KeyColumn.Year),
        Summary(Summaries.AgencyYear, KeyColumn.Agency, KeyColumn.Year),
        Summary(Summaries.AgencyLineYear, KeyColumn.Agency, KeyColumn.Line, KeyColumn.Year),
        Facts,
        // A quote row that knows neither number says nothing, so it makes no group.
        new(Dimensions.Quotes.Name, Fact.Quotes, Fact.Quotes.Keys, c => $"f.{c}", "(f.quoted IS NOT NULL OR f.bound IS NOT NULL)"),
    ];

    /// <summary>fact_performance.</summary>
    public static StarTable Facts => new(
        FactPerformance.Table.Name, Fact.Performance, [KeyColumn.Agency, KeyColumn.Product, KeyColumn.State, KeyColumn.Year], Summaries.AddendSql);

    /// <summary>The smallest table of a fact that knows these dimensions.</summary>
    public static StarTable Smallest(Fact fact, IEnumerable<Dimension> needed) => s_all.First(t => t.Fact == fact && needed.All(t.Knows));

    /// <summary>The SQL of a dimension's value in a row, and the join that it needs, if any.</summary>
    public (string Sql, string? Join) Column(Dimension dimension) =>
        dimension == InsuranceCatalog.ProductLine && LineIsOfProduct ? ("p.line", JoinProduct) : s_columns[dimension];

    bool LineIsOfProduct => Keys.Contains(KeyColumn.Product);

    bool Knows(Dimension dimension) => Keys.Contains(dimension.Key) || (dimension.Key == KeyColumn.Line && LineIsOfProduct);

    static StarTable Summary(Table table, params KeyColumn[] keys) => new(table.Name, Fact.Performance, keys, c => $"f.{c}");
}
