using System.Globalization;

namespace ClaimBook.Engine.Semantics;

/// <summary>A year of the data and the months that its facts cover.</summary>
/// <param name="Year">Statistical year.</param>
/// <param name="FirstMonth">First month covered, 1 to 12.</param>
/// <param name="LastMonth">Last month covered, 1 to 12.</param>
public sealed record CoveredYear(int Year, int FirstMonth, int LastMonth)
{
    /// <summary>Whether all twelve months are covered.</summary>
    public bool IsComplete => FirstMonth == 1 && LastMonth == 12;

    /// <summary>All days covered.</summary>
    internal DateSpan Covered => DateSpan.OfMonths(Year, FirstMonth, LastMonth);

    /// <summary>The covered days that dates touch, or null if they touch none.</summary>
    internal DateSpan? Touched(DateSelection dates) =>
        Covered.Intersect(DateSpan.OfMonths(Year, dates.FirstMonth, dates.LastMonth))?.Intersect(new DateSpan(dates.From, dates.To));

    /// <summary>The months covered in words: January to May.</summary>
    internal string Months
    {
        get
        {
            var names = CultureInfo.InvariantCulture.DateTimeFormat;
            return FirstMonth == LastMonth
                ? names.GetMonthName(FirstMonth)
                : $"{names.GetMonthName(FirstMonth)} to {names.GetMonthName(LastMonth)}";
        }
    }
}

/// <summary>Days from one to another, both included.</summary>
sealed record DateSpan(DateOnly First, DateOnly Last)
{
    public int Days => Last.DayNumber - First.DayNumber + 1;

    public static DateSpan OfMonths(int year, int firstMonth, int lastMonth) =>
        new(new DateOnly(year, firstMonth, 1), LastOfMonth(year, lastMonth));

    public DateSpan? Intersect(DateSpan other)
    {
        var first = First > other.First ? First : other.First;
        var last = Last < other.Last ? Last : other.Last;
        return first <= last ? new DateSpan(first, last) : null;
    }

    /// <summary>The same days a year before; a span that ends with a month ends with that month there too.</summary>
    public DateSpan AYearBefore() => new(
        First.AddYears(-1),
        Last == LastOfMonth(Last.Year, Last.Month) ? LastOfMonth(Last.Year - 1, Last.Month) : Last.AddYears(-1));

    static DateOnly LastOfMonth(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}

/// <summary>The part of a year that days of it are: days from after <c>Before</c> through <c>Through</c>, of <c>Days</c>.</summary>
sealed record Share(int Before, int Through, int Days)
{
    public static Share Of(DateSpan part, DateSpan whole) => new(
        part.First.DayNumber - whole.First.DayNumber, part.Last.DayNumber - whole.First.DayNumber + 1, whole.Days);

    public bool IsWhole => Before == 0 && Through == Days;

    /// <summary>This part of a sum. The parts of a sum that days without gap or overlap take add up to it exactly.</summary>
    public long Take(long sum) => IsWhole ? sum : UpTo(Through, sum) - UpTo(Before, sum);

    /// <summary>What falls on the first days, rounded half away from zero, in whole numbers wide enough for any sum.</summary>
    long UpTo(int day, long sum)
    {
        var twice = 2 * (Int128)sum * day;
        return (long)((twice + (sum < 0 ? -Days : Days)) / (2 * Days));
    }
}
