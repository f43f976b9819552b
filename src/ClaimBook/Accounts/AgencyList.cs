using System.Globalization;

namespace ClaimBook.Accounts;

/// <summary>Numbers of agencies as they are stored and given: 3,16.</summary>
static class AgencyList
{
    /// <summary>Reads a list; an empty text is an empty list.</summary>
    /// <returns>The numbers in ascending order, each once; null if it is no such list.</returns>
    public static IReadOnlyList<int>? Parse(string text)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Length == 0 && text.Length == 0)
                continue;
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>Writes a list.</summary>
    public static string Write(IEnumerable<int> agencies) => string.Join(',', agencies.Distinct().Order());

    /// <summary>What two limits leave; null is no limit.</summary>
    public static IReadOnlyList<int>? Intersect(IReadOnlyList<int>? one, IReadOnlyList<int>? other) =>
        one is null ? other : other is null ? one : [.. one.Intersect(other).Order()];
}
