using System.Buffers;
using System.Text;
using System.Text.Json;
using ClaimBook.Engine.Exports;

namespace ClaimBook.Engine.Tests;

public sealed class TableJsonTests
{
    [Fact]
    public async Task Every_type_has_its_json()
    {
        var json = await Written.Json(Tables.OfEveryType);
        Assert.Equal(
            """{"year":2010,"name":"Zoë & <Sons>","complete":true,"begins":"2010-01-31","entered":"2010-01-31T23:30:00Z","policies":1234,"premium":-1234567.05,"average":12.5,"share":0.125}""",
            json.GetProperty("rows")[0].GetRawText());
        Assert.All(json.GetProperty("rows")[1].EnumerateObject(), p => Assert.Equal(JsonValueKind.Null, p.Value.ValueKind));
        Assert.Equal("""{"policies":1234,"premium":-1234567.05,"average":12.5,"share":1}""", json.GetProperty("total").GetRawText());
        Assert.Equal(["dimension", "dimension", "flag", "attribute", "attribute", "additive", "additive", "ratio", "ratio"],
            json.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task What_a_table_does_not_have_is_left_out()
    {
        var names = (await Written.Json(Tables.OfTexts("x"))).EnumerateObject().Select(p => p.Name);
        Assert.Equal(["columns", "rows", "rowCount", "notices"], names);
    }

    [Fact]
    public async Task A_page_says_where_the_next_begins_or_that_it_is_the_last()
    {
        string? next = null;
        var table = Tables.OfTexts() with
        {
            Rows = new[] { "a", "b" }.Select(t =>
            {
                next = $"after {t}";
                return new Cell[] { t };
            }),
            NextCursor = () => next,
        };
        Assert.Equal("after b", (await Written.Json(table)).GetProperty("nextCursor").GetString());
        Assert.Equal(JsonValueKind.Null, (await Written.Json(table with { NextCursor = () => null })).GetProperty("nextCursor").ValueKind);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("\"quoted\" \\ and /")]
    [InlineData("line\r\nbreak\ttab\0\u001F\u007F")]
    [InlineData("Zoë 漢字 \U0001F600 \u2028")]
    public async Task A_text_comes_back(string text)
    {
        Assert.Equal(text, (await Written.Json(Tables.OfTexts(text))).GetProperty("rows")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        var table = Tables.OfTexts("a\uD83Db");
        Assert.Equal("a\uFFFDb", (await Written.Json(table)).GetProperty("rows")[0].GetProperty("text").GetString());
        Assert.Contains("a\uFFFDb", await Written.Text(table, ExportFormat.Csv), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_can_be_a_value_of_a_larger_object()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TableJson.Options))
        {
            json.WriteStartObject();
            foreach (var name in new[] { "one", "other" })
            {
                json.WritePropertyName(name);
                TableJson.Write(Tables.OfEveryType, json);
            }
            json.WriteEndObject();
        }
        var table = await Written.Text(Tables.OfEveryType, ExportFormat.Json);
        Assert.Equal($"{{\"one\":{table},\"other\":{table}}}", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
