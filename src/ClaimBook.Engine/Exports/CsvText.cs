using System.Buffers;

namespace ClaimBook.Engine.Exports;

/// <summary>Texts as cells of a CSV file.</summary>
static class CsvText
{
    static readonly SearchValues<char> s_needQuotes = SearchValues.Create(",\"\r\n");
    static readonly SearchValues<char> s_formulaStarts = SearchValues.Create("=+-@\t\r");

    /// <summary>A text as it is, quoted where RFC 4180 asks for it.</summary>
    public static string Exact(string text) =>
        text.AsSpan().ContainsAny(s_needQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>The same for people's spreadsheets: what they would take for a formula gets an apostrophe in front, which makes it a text.</summary>
    public static string Inert(string text) => Exact(IsFormula(text) ? $"'{text}" : text);

    /// <summary>Whether a spreadsheet would take a text for a formula.</summary>
    public static bool IsFormula(string text) => text.Length > 0 && s_formulaStarts.Contains(text[0]);
}
