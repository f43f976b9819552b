using System.Text.RegularExpressions;

namespace ClaimBook.Engine.Book.Import;

/// <summary>Amounts of money as people write them.</summary>
static partial class AmountText
{
    const string Space = " \u00a0\u202f\u2009'\u2019", Currency = "(?:[$€£]|kr\\.?|USD|EUR|SEK|NOK|DKK|GBP|CAD|US\\$)";

    /// <summary>What of a number's decimals is an echo of its binary form, as in 0.1 + 0.2.</summary>
    const decimal Noise = 0.000_001m;

    const int Longest = 60;

    const decimal Most = 1_000_000_000_000_000m;

    /// <summary>A text read with a decimal sign.</summary>
    /// <returns>The amount; null if it is none.</returns>
    public static decimal? Read(string text, DecimalSign sign)
    {
        if (text.Length > Longest || Signed().Match(text) is not { Success: true } match || match.Groups["open"].Success != match.Groups["close"].Success)
            return null;
        var digits = match.Groups["number"].Value;
        if (!(sign == DecimalSign.Point ? WithPoint() : WithComma()).IsMatch(digits))
            return null;
        var (thousands, point) = sign == DecimalSign.Point ? (',', '.') : ('.', ',');
        var plain = string.Concat(digits.Where(c => c != thousands && !Space.Contains(c))).Replace(point, '.');
        if (!decimal.TryParse(plain, System.Globalization.NumberStyles.AllowDecimalPoint, null, out var amount))
            return null;
        var negatives = match.Groups["minus"].Captures.Count + match.Groups["open"].Captures.Count;
        return negatives switch { 0 => amount, 1 => -amount, _ => null };
    }

    /// <summary>An amount in whole cents.</summary>
    /// <returns>The cents; null if it has more than two decimals.</returns>
    public static long? Cents(decimal amount)
    {
        var rounded = Math.Round(amount, 2, MidpointRounding.AwayFromZero);
        return Math.Abs(amount - rounded) <= Noise && Math.Abs(rounded) < Most ? (long)(rounded * 100) : null;
    }

    /// <summary>The decimal sign of a column's values.</summary>
    /// <param name="values">Its texts.</param>
    /// <returns>The sign and why it is that, or null and what is to be asked.</returns>
    public static (DecimalSign? Sign, string Why) SignOf(IEnumerable<string> values)
    {
        string? point = null, comma = null, either = null;
        foreach (var value in values)
        {
            switch (Read(value, DecimalSign.Point), Read(value, DecimalSign.Comma))
            {
                case ({ } p, { } c) when p != c:
                    either ??= value;
                    break;
                case ({ }, null):
                    point ??= value;
                    break;
                case (null, { }):
                    comma ??= value;
                    break;
            }
        }
        return (point, comma, either) switch
        {
            ({ }, { }, _) => (null, $"{point} can only have a decimal point, {comma} only a decimal comma"),
            ({ }, null, _) => (DecimalSign.Point, $"{point} can only have a decimal point"),
            (null, { }, _) => (DecimalSign.Comma, $"{comma} can only have a decimal comma"),
            (null, null, { }) => (null, $"{either} may be {Read(either, DecimalSign.Point)} or {Read(either, DecimalSign.Comma)}, and no other value says which"),
            _ => (DecimalSign.Point, ""),
        };
    }

    [GeneratedRegex($@"^(?<open>\()? ?(?<minus>[-−])?\+?[{Space}]?{Currency}?[{Space}]?(?<minus>[-−])?(?<number>[0-9.,{Space}]*[0-9])(?<minus>-)?[{Space}]?{Currency}? ?(?<close>\))?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signed();

    [GeneratedRegex($@"^(?:[0-9]+|[0-9]{{1,3}}(?<group>[,{Space}])[0-9]{{3}}(?:\k<group>[0-9]{{3}})*)?(?:\.[0-9]+)?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithPoint();

    [GeneratedRegex($@"^(?:[0-9]+|[0-9]{{1,3}}(?<group>[.{Space}])[0-9]{{3}}(?:\k<group>[0-9]{{3}})*)?(?:,[0-9]+)?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WithComma();
}
