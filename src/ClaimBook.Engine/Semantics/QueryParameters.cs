namespace ClaimBook.Engine.Semantics;

/// <summary>Queries as name and value pairs again.</summary>
public static class QueryParameters
{
    /// <summary>The parameters of a query, as <see cref="AnalyticsQuery.TryParse"/> reads them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parameters(this AnalyticsQuery query)
    {
        var all = DateSelection.All;
        if (query.By.Count > 0)
            yield return new("by", string.Join(',', query.By.Select(d => d.Name)));
        yield return new("measures", string.Join(',', query.Measures.Select(m => m.Name)));
        foreach (var filter in query.Filters)
            yield return new(filter.Dimension.Name, (filter.Excludes ? "!" : "") + string.Join(',', Values(filter)));
        if (query.Dates.From != all.From)
            yield return new("from", $"{query.Dates.From:yyyy-MM-dd}");
        if (query.Dates.To != all.To)
            yield return new("to", $"{query.Dates.To:yyyy-MM-dd}");
        if ((query.Dates.FirstMonth, query.Dates.LastMonth) != (all.FirstMonth, all.LastMonth))
            yield return new("month", Range(query.Dates.FirstMonth, query.Dates.LastMonth));
        foreach (var having in query.Having)
            yield return new("having", $"{having.Column}{having.Operator}{having.Value}");
        if (query.Sort.Count > 0)
            yield return new("sort", string.Join(',', query.Sort.Select(s => (s.Descending ? "-" : "") + s.Column)));
        if (query.Limit is { } limit)
            yield return new("limit", $"{limit}");
        if (query.Offset > 0)
            yield return new("offset", $"{query.Offset}");
        if (query.ComparesPriorYear)
            yield return new("compare", "prior_year");
        if (query.Allocation == Allocation.Whole)
            yield return new("allocation", "whole");
    }

    static IEnumerable<string> Values(DimensionFilter filter) => filter switch
    {
        TextFilter texts => texts.Values,
        NumberFilter numbers => numbers.Ranges.Select(r => Range(r.First, r.Last)).Concat(numbers.NamesNone ? ["none"] : []),
        _ => throw new ArgumentException($"a filter of {filter.Dimension.Name} of an unknown kind", nameof(filter)),
    };

    static string Range(int first, int last) => first == last ? $"{first}" : $"{first}..{last}";
}
