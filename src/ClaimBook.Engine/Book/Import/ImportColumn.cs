using System.Text.RegularExpressions;

namespace ClaimBook.Engine.Book.Import;

/// <summary>What the values of a column are.</summary>
public enum ImportKind
{
    /// <summary>Texts.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Whole,

    /// <summary>Amounts of money.</summary>
    Amount,

    /// <summary>Days.</summary>
    Date,
}

/// <summary>A column that can be imported.</summary>
/// <param name="Field">The field that it fills, named as in the API.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Meaning">What it says, and what is allowed.</param>
/// <param name="Synonyms">What else it may be called; a name that several columns have is asked about.</param>
public sealed partial record ImportColumn(string Field, ImportKind Kind, string Meaning, params IReadOnlyList<string> Synonyms)
{
    /// <summary>What is longer is no name.</summary>
    const int LongestName = 100;

    readonly HashSet<string> _names = [.. Synonyms.Prepend(Field).Select(Plain)];

    /// <summary>Whether a header names this column: capitals, spaces and punctuation do not matter, nor does what stands in brackets.</summary>
    public bool Means(string header) => _names.Contains(Plain(header));

    /// <summary>A name without what does not matter; empty if it is none.</summary>
    internal static string Plain(string name)
    {
        if (name.Length > LongestName)
            return "";
        var bare = InBrackets().Replace(name, "");
        return string.Concat((string.IsNullOrWhiteSpace(bare) ? name : bare).Replace("#", "number", StringComparison.Ordinal)
            .Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
    }

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InBrackets();
}
