namespace ClaimBook.Tests.Shared;

/// <summary>A record as <see cref="CsvReference"/> reads it.</summary>
public sealed record CsvRecord(int Line, string Raw, bool HasOpenQuote, string[] Fields)
{
    public override string ToString() =>
        $"{Line} {(HasOpenQuote ? "open " : "")}[{string.Join("|", HasOpenQuote ? [] : Fields)}] from {Raw}"
            .Replace("\r", "\\r").Replace("\n", "\\n");
}

/// <summary>RFC 4180 read the plain way, one character after the other: what the fast reader must agree with.</summary>
public static class CsvReference
{
    public static IReadOnlyList<CsvRecord> Read(string text)
    {
        var records = new List<CsvRecord>();
        var line = 1;
        for (var start = 0; start < text.Length;)
        {
            var (end, fields, open) = ReadRecord(text, start);
            if (open)
                end = text.IndexOf('\n', start) is var newline and >= 0 ? newline : text.Length;
            var raw = WithoutCarriageReturn(text[start..end]);
            if (raw.Length > 0)
                records.Add(new CsvRecord(line, raw, open, fields));
            line += text[start..end].Count(c => c == '\n') + 1;
            start = end + 1;
        }
        return records;
    }

    static (int End, string[] Fields, bool Open) ReadRecord(string text, int start)
    {
        var fields = new List<string>();
        var field = "";
        var fieldStart = start;
        var quoted = false;
        for (var at = start; ; at++)
        {
            var c = at < text.Length ? text[at] : '\0';
            if (at == text.Length || (!quoted && c == '\n'))
            {
                // A carriage return that belongs to the line end, not to a quoted field.
                fields.Add(at > fieldStart && text[at - 1] == '\r' && !quoted ? field[..^1] : field);
                return (at, [.. fields], quoted);
            }
            if (quoted && c == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                field += '"';
                at++;
            }
            else if (c == '"' && (quoted || at == fieldStart))
            {
                quoted = !quoted;
            }
            else if (!quoted && c == ',')
            {
                fields.Add(field);
                field = "";
                fieldStart = at + 1;
            }
            else
            {
                field += c;
            }
        }
    }

    static string WithoutCarriageReturn(string line) => line.EndsWith('\r') ? line[..^1] : line;
}
