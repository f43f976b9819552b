using System.Buffers;
using System.Text;

namespace ClaimBook.Engine.Exports;

/// <summary>Texts as XML that every spreadsheet program opens.</summary>
static class XlsxText
{
    /// <summary>The most characters that a cell may have.</summary>
    public const int Longest = 32_767;

    const char CutMark = '…';

    // What XML or the format itself gives a meaning, and what XML does not allow. An underscore may begin an escape.
    static readonly SearchValues<char> s_special = SearchValues.Create([.. "&<>_\uFFFE\uFFFF", .. Enumerable.Range(0, ' ').Select(c => (char)c)]);

    static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789ABCDEFabcdef");

    /// <summary>Appends a text; one that is too long for a cell is cut, with a mark at its end.</summary>
    public static void Append(Utf8Text xml, string text)
    {
        var rest = text.AsSpan();
        var isCut = rest.Length > Longest;
        if (isCut)
            rest = rest[..(char.IsHighSurrogate(rest[Longest - 2]) ? Longest - 2 : Longest - 1)];
        while (rest.IndexOfAny(s_special) is >= 0 and var position)
        {
            xml.Append(rest[..position]);
            AppendSpecial(xml, rest[position..]);
            rest = rest[(position + 1)..];
        }
        xml.Append(rest);
        if (isCut)
            xml.Append([CutMark]);
    }

    static void AppendSpecial(Utf8Text xml, ReadOnlySpan<char> from)
    {
        switch (from[0])
        {
            case '&':
                xml.Append("&amp;"u8);
                break;
            case '<':
                xml.Append("&lt;"u8);
                break;
            case '>':
                xml.Append("&gt;"u8);
                break;
            case '\t' or '\n':
                xml.AppendAscii(from[0]);
                break;
            case '_' when !IsEscape(from):
                xml.AppendAscii('_');
                break;
            default:
                // ECMA-376 part 1, 22.9.2.19: a character that XML cannot hold is its number between _x and _, and so is the _ of what only looks so.
                xml.Append(Encoding.ASCII.GetBytes($"_x{(int)from[0]:X4}_"));
                break;
        }
    }

    static bool IsEscape(ReadOnlySpan<char> from) =>
        from.Length >= 7 && from[1] == 'x' && from[6] == '_' && !from[2..6].ContainsAnyExcept(s_hexDigits);
}
