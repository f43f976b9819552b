using System.Text;
using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary>Answers of the HTTP API, taken apart.</summary>
static class Answers
{
    public static List<JsonElement> Rows(this JsonElement table) => [.. table.GetProperty("rows").EnumerateArray()];

    public static JsonElement Total(this JsonElement table) => table.GetProperty("total");

    public static List<string> Columns(this JsonElement table) => [.. table.GetProperty("columns").EnumerateArray().Select(c => c.Text("name")!)];

    public static List<string> Notices(this JsonElement table) => [.. table.GetProperty("notices").EnumerateArray().Select(n => n.GetString()!)];

    public static List<string> Names(this JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];

    public static string? Text(this JsonElement row, string name) => row.GetProperty(name).GetString();

    public static int? Number(this JsonElement row, string name) =>
        row.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetInt32() : null;

    public static decimal? Figure(this JsonElement row, string name) =>
        row.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetDecimal() : null;

    /// <summary>A value as CSV writes it: nothing for null.</summary>
    public static string Written(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    /// <summary>Compares a sum to the cent, and a ratio to the last digits of a double.</summary>
    public static void Equal(decimal? expected, decimal? actual, string what)
    {
        var equal = expected is { } e && actual is { } a ? Math.Abs(e - a) <= 1e-12m * Math.Max(1, Math.Abs(e)) : expected == actual;
        Assert.True(equal, $"{what}: expected {expected}, not {actual}");
    }

    /// <summary>The lines of a CSV answer, which begins with a byte order mark; the first line is the header.</summary>
    public static List<string[]> Csv(byte[] bytes)
    {
        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        var text = Encoding.UTF8.GetString(bytes.AsSpan(3));
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        return [.. CsvReference.Read(text).Select(r => r.Fields)];
    }
}
