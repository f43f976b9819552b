namespace ClaimBook.Engine.Semantics;

/// <summary>Days in a row that count to the same groups.</summary>
/// <param name="First">The first day, counted from 0001-01-01.</param>
/// <param name="Last">The last day.</param>
/// <param name="Key">What year and month add to the key of a group.</param>
/// <param name="IsEnd">Whether its last day is the last of those groups, at whose end stocks are taken.</param>
public sealed record TimeSlice(int First, int Last, long Key, bool IsEnd);

/// <summary>The days of the book that an answer is about.</summary>
sealed class BookPeriod
{
    readonly List<(DateSpan Days, int Year, int Month)> _months;

    BookPeriod(List<(DateSpan Days, int Year, int Month)> months) => _months = months;

    /// <summary>The last day; null if there is none.</summary>
    public DateOnly? Last => _months.Count > 0 ? _months[^1].Days.Last : null;

    /// <summary>The days that a query's dates and its filters on year and month admit, up to the day of the book.</summary>
    public static BookPeriod Of(AnalyticsQuery query, BookMembers members)
    {
        var (years, months) = (Admitted(query, InsuranceCatalog.Year, members), Admitted(query, InsuranceCatalog.Month, members));
        var selected = new DateSpan(query.Dates.From, query.Dates.To < members.Day ? query.Dates.To : members.Day);
        return new([
            .. from year in Enumerable.Range(members.FirstYear, years.Length)
               where years[year - members.FirstYear]
               from month in Enumerable.Range(1, 12)
               where months[month - 1]
               let days = selected.First <= selected.Last ? DateSpan.OfMonths(year, month, month).Intersect(selected) : null
               where days is not null
               select (days, year, month)]);
    }

    /// <summary>The same days a year before, shown under the years and months of this period.</summary>
    public BookPeriod AYearBefore() => new([.. _months.Where(m => m.Days.First.Year > 1).Select(m => (m.Days.AYearBefore(), m.Year, m.Month))]);

    /// <summary>The days as slices, ascending, for groups by these dimensions.</summary>
    public IReadOnlyList<TimeSlice> Slices(IReadOnlyList<Dimension> by, BookMembers members)
    {
        var keySpace = members.KeySpace(by);
        var (yearStride, monthStride) = (Stride(InsuranceCatalog.Year), Stride(InsuranceCatalog.Month));
        List<TimeSlice> slices = [];
        foreach (var (days, year, month) in _months)
        {
            var key = ((year - members.FirstYear) * yearStride) + ((month - 1) * monthStride);
            var (first, last) = (days.First.DayNumber, days.Last.DayNumber);
            if (slices.Count > 0 && slices[^1] is var before && before.Key == key && before.Last + 1 == first)
                slices[^1] = before with { Last = last };
            else
                slices.Add(new TimeSlice(first, last, key, IsEnd: false));
        }
        HashSet<long> later = [];
        for (var i = slices.Count - 1; i >= 0; i--)
            slices[i] = slices[i] with { IsEnd = later.Add(slices[i].Key) };
        return slices;

        long Stride(Dimension dimension) => by.ToList().IndexOf(dimension) is >= 0 and var position ? keySpace.Stride(position) : 0;
    }

    static bool[] Admitted(AnalyticsQuery query, Dimension dimension, BookMembers members) =>
        query.Filters.FirstOrDefault(f => f.Dimension == dimension) is { } filter
            ? members[dimension].Admitted(filter)
            : [.. Enumerable.Repeat(true, members[dimension].Count)];
}
