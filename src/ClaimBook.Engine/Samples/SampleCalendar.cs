namespace ClaimBook.Engine.Samples;

/// <summary>The months of a simulation, counted from 0. It begins two years before the file does: one for the renewals of
/// the first prior year, one for that prior year.</summary>
static class SampleCalendar
{
    /// <summary>The year of month 0, which is May 2003.</summary>
    public const int FirstYear = 2003;

    /// <summary>The first month that the file covers: May 2005.</summary>
    public const int FirstCovered = 24;

    /// <summary>The month after the last one that the file covers, May 2015.</summary>
    public const int End = FirstCovered + 121;

    /// <summary>The Februaries after which the company dropped the records of business that had ended: 2008 and 2012.</summary>
    public static IReadOnlyList<int> Purges { get; } = [MonthOf(2008, 2), MonthOf(2012, 2)];

    /// <summary>Whether a month is a January.</summary>
    public static bool IsJanuary(int month) => month % 12 == 8;

    /// <summary>The number of a month.</summary>
    public static int MonthOf(int year, int month) => ((year - FirstYear) * 12) + month - 5;
}
