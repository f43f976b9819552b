namespace ClaimBook.Engine.Semantics;

/// <summary>What a reader must know of the days that an answer about the book covers.</summary>
static class BookNotices
{
    public static IEnumerable<string> Of(AnalyticsQuery query, DateOnly day, BookPeriod period)
    {
        if (LastAskedFor(query) > day)
            yield return $"The book is as of {day:yyyy-MM-dd}; nothing is counted of later days.";
        var balances = query.Measures.Where(m => m.Formula.HasBalance).Select(m => m.Name).ToList();
        if (balances.Count > 0 && period.Last is { } last)
        {
            var what = query.By.Any(BookAggregation.IsTime) ? "The total is of" : "Of";
            yield return $"{what} {last:yyyy-MM-dd}, the last day of the selection: {string.Join(", ", balances)}.";
        }
    }

    /// <summary>The last day that the dates or the years name; none if they have no end.</summary>
    static DateOnly? LastAskedFor(AnalyticsQuery query)
    {
        if (query.Dates.To < DateSelection.All.To)
            return query.Dates.To;
        if (LastOf(query, InsuranceCatalog.Year) is not { } year)
            return null;
        var month = Math.Clamp(LastOf(query, InsuranceCatalog.Month) ?? 12, 1, 12);
        return DateSpan.OfMonths(Math.Clamp(year, 1, 9999), month, month).Last;
    }

    static int? LastOf(AnalyticsQuery query, Dimension dimension) =>
        query.Filters.OfType<NumberFilter>().FirstOrDefault(f => f.Dimension == dimension) is { Excludes: false, Ranges: { Count: > 0 } ranges }
            ? ranges.Max(r => r.Last) : null;
}
