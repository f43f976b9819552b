namespace ClaimBook.Engine.Semantics;

/// <summary>What a reader must know to read the figures of an answer right.</summary>
static class Notices
{
    const int MostNames = 40;

    public static List<string> Of(
        AnalyticsQuery query, Func<Dimension, IReadOnlyList<string>> knownNames, StarMembers members, Period current, Period? prior, int hiddenRows)
    {
        List<string> notices = [.. UnknownMembers(query, knownNames)];
        if (query.Measures.Any(m => m.Fact.Has(InsuranceCatalog.Year)))
            notices.AddRange(Years(query, members.Years, current));
        if (prior is not null)
            notices.AddRange(Comparison(members.Years, current, prior));
        notices.AddRange(HiddenRows(hiddenRows));
        return notices;
    }

    /// <summary>That filters name members which the data does not have.</summary>
    /// <param name="query">The query.</param>
    /// <param name="knownNames">The names that the reader may know.</param>
    public static IEnumerable<string> UnknownMembers(AnalyticsQuery query, Func<Dimension, IReadOnlyList<string>> knownNames) =>
        query.Filters.OfType<TextFilter>().SelectMany(f => UnknownMembers(f, knownNames(f.Dimension)));

    /// <summary>That rows are hidden, if any are.</summary>
    public static IEnumerable<string> HiddenRows(int hiddenRows) =>
        hiddenRows > 0 ? [$"Rows hidden by having: {hiddenRows}. The total covers them."] : [];

    static IEnumerable<string> UnknownMembers(TextFilter filter, IReadOnlyList<string> known)
    {
        var unknown = filter.Values.Except(known).Take(MostNames).Select(Spelling.Quote).ToList();
        if (unknown.Count > 0)
            yield return $"No {filter.Dimension.Name} in the data is {string.Join(" or ", unknown)}; known: {string.Join(", ", known.Take(MostNames))}.";
    }

    static IEnumerable<string> Years(AnalyticsQuery query, IReadOnlyList<CoveredYear> years, Period current)
    {
        var touched = years.Where((_, code) => current.Slices[code] is not null).ToList();
        if (touched.Count == 0 && years.Count > 0)
            yield return $"The selection touches no year of the data; it has {years[0].Year} to {years[^1].Year}.";

        var incomplete = touched.Where(y => !y.IsComplete).Select(y => $"{y.Year} covers {y.Months}").ToList();
        if (incomplete.Count > 0)
            yield return $"Incomplete years: {string.Join("; ", incomplete)}.";

        var cut = Cut(years, current).ToList();
        if (cut.Count > 0)
            yield return $"Sums are estimated by the share of days: {string.Join("; ", cut)}.";

        var balances = query.Measures.Where(m => m.Formula.HasBalance).Select(m => m.Name).ToList();
        if (balances.Count > 0 && touched.Count > 1)
        {
            var what = query.By.Contains(InsuranceCatalog.Year) ? "The total is of" : "Of";
            yield return $"{what} {touched[^1].Year}, the latest year of the selection: {string.Join(", ", balances)}.";
        }
    }

    static IEnumerable<string> Comparison(IReadOnlyList<CoveredYear> years, Period current, Period prior)
    {
        var cut = Cut(years, prior).ToList();
        if (cut.Count > 0)
            yield return $"Prior years count the same days as the years they are compared with, estimated: {string.Join("; ", cut)}.";

        for (var code = 0; code < years.Count; code++)
        {
            if (current.Slices[code] is not null)
            {
                var before = code == 0 || years[code - 1].Year != years[code].Year - 1 ? null : years[code - 1];
                var slice = before is null ? null : prior.Slices[code - 1];
                if (before is null || slice is null)
                    yield return $"{years[code].Year} has no prior year to compare with.";
                else if (!slice.IsLikeForLike)
                    yield return $"{years[code].Year} against {before.Year} is not like for like: {before.Year} covers only {before.Months}.";
            }
        }
    }

    static IEnumerable<string> Cut(IReadOnlyList<CoveredYear> years, Period period) =>
        from year in years.Select((y, code) => (y.Year, Slice: period.Slices[code]))
        where year.Slice is { Sums.IsWhole: false }
        let share = year.Slice.Sums
        select $"{year.Year} counts {share.Through - share.Before} of {share.Days} days";
}
