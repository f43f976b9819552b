using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>Where a column stands that rows of fact_performance, called f, can be sorted by.</summary>
/// <param name="Sql">SQL of its value, or of something in the same order.</param>
/// <param name="IsText">Whether that is a text.</param>
/// <param name="Joins">What has to be joined, in this order.</param>
sealed record DetailSql(string Sql, bool IsText = false, params IReadOnlyList<string> Joins)
{
    const string JoinState = "JOIN dim_state s ON s.state_id = f.state_id";

    const string JoinPublished = "LEFT JOIN fact_agency_line_year r ON r.agency_id = f.agency_id AND r.line = p.line AND r.year = f.year";

    /// <summary>All columns of the details, by name.</summary>
    public static IReadOnlyDictionary<string, DetailSql> Columns { get; } = new Dictionary<string, DetailSql>(
    [
        .. from dimension in InsuranceCatalog.Dimensions where Fact.Performance.Has(dimension) select KeyValuePair.Create(dimension.Name, Of(dimension)),
        OfFact("months"), OfFact("retained_policies"), OfFact("policies_in_force"), OfFact("prior_policies_in_force"),
        OfFact("new_business_premium", "new_business_cents"), OfFact("written_premium", "written_cents"), OfFact("prior_written_premium", "prior_written_cents"),
        OfFact("earned_premium", "earned_cents"), OfFact("incurred_losses", "incurred_cents"),
        OfFact("retention_ratio"), OfFact("loss_ratio"), OfFact("loss_ratio_code"), OfFact("loadId", "load_id"), OfFact("sourceLine", "source_line"),
        .. from column in new[] { "loss_ratio_3yr", "growth_rate_3yr" } select KeyValuePair.Create(column, new DetailSql($"r.{column}", Joins: [StarTable.JoinProduct, JoinPublished])),
        .. from column in AgencyRow.NumberColumns select KeyValuePair.Create(column, new DetailSql($"a.{column}", Joins: StarTable.JoinAgency)),
        KeyValuePair.Create("vendor_indicator", new DetailSql("a.vendor_indicator", IsText: true, StarTable.JoinAgency)),
        .. from platform in PerformanceFile.Platforms from count in new[] { "quoted", "bound" } select KeyValuePair.Create($"{platform.ColumnName}_{count}", OfQuotes(platform, count)),
    ]);

    /// <summary>The values that stand in the SQL by name.</summary>
    public IReadOnlyList<(string Name, object? Value)> Parameters { get; private init; } = [];

    static DetailSql Of(Dimension dimension)
    {
        if (dimension == InsuranceCatalog.Product)
            return new("p.code", IsText: true, StarTable.JoinProduct);
        if (dimension == InsuranceCatalog.State)
            return new("s.code", IsText: true, JoinState);
        var (sql, join) = StarTable.Facts.Column(dimension);
        string[] joins = join is null ? [] : [join];
        if (dimension != InsuranceCatalog.AgencySize)
            return new(sql, IsText: !dimension.IsWholeNumber, joins);
        // From small to large, not by the alphabet.
        var bands = AgencySize.Bands.Index().Select(b => (Position: b.Index, Parameter: $"band_{b.Index}", b.Item.Name)).ToList();
        return new($"CASE {sql} {string.Join(' ', bands.Select(b => $"WHEN @{b.Parameter} THEN {b.Position}"))} END", Joins: joins)
        {
            Parameters = [.. bands.Select(b => (b.Parameter, (object?)b.Name))],
        };
    }

    static KeyValuePair<string, DetailSql> OfFact(string name, string? column = null) => new(name, new($"f.{column ?? name}"));

    static DetailSql OfQuotes(QuotePlatform platform, string count)
    {
        var name = platform.ColumnName;
        return new($"(SELECT q.{count} FROM fact_quotes q WHERE q.agency_id = f.agency_id AND q.line = @{name}_line AND q.platform = @{name}_platform)")
        {
            Parameters = [($"{name}_line", platform.Line), ($"{name}_platform", platform.Name)],
        };
    }
}
