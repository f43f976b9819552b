using System.Globalization;
using System.Text.RegularExpressions;

namespace ClaimBook.Engine.Book.Import;

/// <summary>Days as people write them.</summary>
static partial class DateText
{
    const int Longest = 40;

    static readonly string[] s_named = ["d MMM yyyy", "d MMMM yyyy", "MMM d yyyy", "MMMM d yyyy"];

    static readonly DateOnly s_first = new(1900, 3, 1), s_last = new(2199, 12, 31);

    /// <summary>A text read in an order.</summary>
    /// <param name="text">The text; a time of day after the date does not matter.</param>
    /// <param name="order">The order of a date that does not begin with its year. With <see cref="DateOrder.Ymd"/> there is no such date.</param>
    /// <returns>The day; null if it is none.</returns>
    public static DateOnly? Read(string text, DateOrder order)
    {
        if (text.Length > Longest)
            return null;
        if (Numeric().Match(text) is { Success: true } parts)
        {
            var (a, b, c) = (Number(parts, "a"), Number(parts, "b"), Number(parts, "c"));
            return parts.Groups["a"].Length == 4 ? Day(a, b, c)
                : parts.Groups["c"].Length != 4 ? null
                : order switch { DateOrder.Mdy => Day(c, a, b), DateOrder.Dmy => Day(c, b, a), _ => null };
        }
        if (text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", out var compact))
            return compact;
        return DateOnly.TryParseExact(NotInNames().Replace(text, " "), s_named, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var named) ? named : null;
    }

    /// <summary>A number as Excel counts days.</summary>
    /// <returns>The day; null if it is none, or one before March 1900, where Excel counts a day that never was.</returns>
    public static DateOnly? OfSerial(double serial, bool isFrom1904)
    {
        if (serial is >= 19_000_101 and < 22_000_101 && serial % 1 == 0)
            return Read($"{(int)serial}", DateOrder.Ymd);
        var first = isFrom1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30);
        return serial >= s_first.DayNumber - first.DayNumber && serial < s_last.DayNumber + 1 - first.DayNumber ? first.AddDays((int)serial) : null;
    }

    /// <summary>Whether a text is a date with a year of two digits, which may be one of two centuries.</summary>
    public static bool HasShortYear(string text) => text.Length <= Longest && ShortYear().IsMatch(text);

    /// <summary>The order of a column's values.</summary>
    /// <param name="values">Its texts.</param>
    /// <returns>The order and why it is that, or null and what is to be asked.</returns>
    public static (DateOrder? Order, string Why) OrderOf(IEnumerable<string> values)
    {
        string? monthFirst = null, dayFirst = null, either = null, same = null;
        foreach (var value in values)
        {
            switch (Read(value, DateOrder.Ymd), Read(value, DateOrder.Mdy), Read(value, DateOrder.Dmy))
            {
                case (null, { } m, { } d) when m == d:
                    same ??= value;
                    break;
                case (null, { }, { }):
                    either ??= value;
                    break;
                case (null, { }, null):
                    monthFirst ??= value;
                    break;
                case (null, null, { }):
                    dayFirst ??= value;
                    break;
            }
        }
        return (monthFirst, dayFirst, either) switch
        {
            ({ }, { }, _) => (null, $"{monthFirst} can only have its month first, {dayFirst} only its day"),
            ({ }, null, _) => (DateOrder.Mdy, $"{monthFirst} can only have its month first"),
            (null, { }, _) => (DateOrder.Dmy, $"{dayFirst} can only have its day first"),
            (null, null, { }) => (null, $"{either} may have its month or its day first, and so may all others"),
            _ => (same is null ? DateOrder.Ymd : DateOrder.Mdy, same is null ? "" : "day and month are equal in each"),
        };
    }

    static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan);

    static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    [GeneratedRegex(@"^(?<a>[0-9]{1,4})(?<s>[-/.]) ?(?<b>[0-9]{1,2})\k<s> ?(?<c>[0-9]{1,4})([T ][0-9:.]{4,}( ?[AaPp][Mm])?Z?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^[0-9]{1,2}[-/. ]+([0-9]{1,2}|[A-Za-z]{3,9})[-/. ]+[0-9]{2}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortYear();

    [GeneratedRegex("[-.,/ ]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInNames();
}
