namespace ClaimBook.Engine.Semantics;

/// <summary>How names and values appear in messages.</summary>
static class Spelling
{
    const int LongestQuote = 40;

    /// <summary>A user's value in quotes: cut to a readable length and without control characters.</summary>
    public static string Quote(string value)
    {
        var shown = value.Length <= LongestQuote ? value : string.Concat(value.AsSpan(0, LongestQuote), "...");
        return $"'{string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c))}'";
    }

    /// <summary>"; did you mean 'state'?" if a name is near to the misspelt one, else a full stop.</summary>
    public static string Suggest(string misspelt, IEnumerable<string> names)
    {
        if (misspelt.Length > LongestQuote)
            return ".";
        var nearest = names.MinBy(n => Distance(misspelt, n));
        return nearest is not null && Distance(misspelt, nearest) <= Math.Max(1, nearest.Length / 3) ? $"; did you mean '{nearest}'?" : ".";
    }

    /// <summary>How many letters must be inserted, deleted or replaced to make one text of the other (Levenshtein).</summary>
    static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.Length];
    }
}
