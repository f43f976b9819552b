namespace ClaimBook.Engine.Semantics;

/// <summary>What one year of the data contributes to a period.</summary>
/// <param name="Shown">Code of the year under which it is shown: itself, or the year after for the period before.</param>
/// <param name="Sums">The part of its sums that counts.</param>
/// <param name="Balances">The part that counts of amounts that a balance takes over the whole year; stocks always count whole.</param>
/// <param name="IsLikeForLike">Whether all days that it is compared for are covered.</param>
sealed record YearSlice(int Shown, Share Sums, Share Balances, bool IsLikeForLike = true);

/// <summary>The years of the data that an answer, or its comparison, is about.</summary>
/// <param name="Slices">By code of the year: what it contributes, or null.</param>
/// <param name="LatestShown">Code of the latest year shown, which balances are of; -1 if there is none.</param>
sealed record Period(YearSlice?[] Slices, int LatestShown)
{
    /// <summary>The years that a query's dates and year filter touch.</summary>
    /// <param name="years">The years of the data, ascending; a year's code is its position.</param>
    /// <param name="admitted">By code: whether the year filter admits it.</param>
    /// <param name="query">The query.</param>
    public static Period Of(IReadOnlyList<CoveredYear> years, bool[] admitted, AnalyticsQuery query)
    {
        var slices = new YearSlice?[years.Count];
        for (var code = 0; code < slices.Length; code++)
        {
            var covered = years[code].Covered;
            if (admitted[code] && years[code].Touched(query.Dates) is { } touched)
                slices[code] = new YearSlice(code, Share.Of(query.Allocation == Allocation.Whole ? covered : touched, covered), Share.Of(covered, covered));
        }
        return new Period(slices, Array.FindLastIndex(slices, s => s is not null));
    }

    /// <summary>Like for like a year before: of each year the same days as this period has, as far as they are covered.</summary>
    /// <param name="years">The years of the data.</param>
    /// <param name="query">The query.</param>
    public Period AYearBefore(IReadOnlyList<CoveredYear> years, AnalyticsQuery query)
    {
        var slices = new YearSlice?[Slices.Length];
        for (var shown = 1; shown < slices.Length; shown++)
        {
            var (before, year) = (years[shown - 1], years[shown]);
            if (Slices[shown] is null || before.Year != year.Year - 1)
                continue;
            var touched = query.Allocation == Allocation.Whole ? year.Covered : year.Touched(query.Dates)!;
            if (before.Covered.Intersect(touched.AYearBefore()) is { } part && before.Covered.Intersect(year.Covered.AYearBefore()) is { } whole)
            {
                slices[shown - 1] = new YearSlice(
                    shown, Share.Of(part, before.Covered), Share.Of(whole, before.Covered), part == touched.AYearBefore());
            }
        }
        return new Period(slices, LatestShown);
    }

    /// <summary>By code of the year: whether it contributes.</summary>
    public bool[] Years => [.. Slices.Select(s => s is not null)];

    /// <summary>Whether a year counts by a share.</summary>
    public bool CutsYears => Array.Exists(Slices, s => s is { Sums.IsWhole: false });
}
