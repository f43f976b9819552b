namespace ClaimBook.Engine.Samples;

/// <summary>The published 3-year ratios of one agency, by product line and year, in billionths.</summary>
/// <remarks>
/// Found in a real extract, where they give all 371 published loss ratios and 370 of the 371 growth rates.
/// A line's year counts when it has rows of twelve months, and only those rows count.
/// A window is such a year and the two such years before it, adjoining or not.
/// Loss ratio: the mean, over the window's years with written premium above zero, of losses / written premium.
/// Growth: (w / b)^(1/3) - 1, where w is the year's written premium and b the one of the year before the window; if there is none,
/// the prior written premium that the window's first year states. It needs three years, b above zero and w not below.
/// </remarks>
sealed class ThreeYearRatios
{
    readonly Dictionary<(string Line, int Year), (long Loss, long Growth)> _ratios = [];

    public ThreeYearRatios(IEnumerable<SampleRow> rows)
    {
        foreach (var line in rows.Where(row => row.Months == 12).GroupBy(row => row.Product.Line))
        {
            var years = line.GroupBy(row => row.Year).OrderBy(year => year.Key).Select(year => new LineYear(
                year.Key,
                year.Sum(row => row.WrittenCents),
                year.Sum(row => row.PriorWrittenCents ?? 0),
                year.Sum(row => row.LossCents))).ToArray();
            for (var i = 0; i < years.Length; i++)
                _ratios[(line.Key, years[i].Year)] = (LossOf(years.AsSpan(Math.Max(0, i - 2)..(i + 1))), GrowthOf(years, i));
        }
    }

    public long Loss(string line, int year) => _ratios.TryGetValue((line, year), out var found) ? found.Loss : PublishedRatio.Missing;

    public long Growth(string line, int year) => _ratios.TryGetValue((line, year), out var found) ? found.Growth : PublishedRatio.Missing;

    static long LossOf(ReadOnlySpan<LineYear> window)
    {
        var (sum, count) = (0m, 0);
        foreach (var year in window)
        {
            if (year.WrittenCents <= 0)
                continue;
            sum += (decimal)year.LossCents / year.WrittenCents;
            count++;
        }
        return count == 0 ? PublishedRatio.Missing : PublishedRatio.Rounded(sum / count);
    }

    static long GrowthOf(LineYear[] years, int last)
    {
        if (last < 2)
            return PublishedRatio.Missing;
        var before = last > 2 ? years[last - 3].WrittenCents : years[0].PriorWrittenCents;
        return before <= 0 || years[last].WrittenCents < 0
            ? PublishedRatio.Missing
            : PublishedRatio.Rounded((decimal)(Math.Cbrt((double)years[last].WrittenCents / before) - 1));
    }

    sealed record LineYear(int Year, long WrittenCents, long PriorWrittenCents, long LossCents);
}
