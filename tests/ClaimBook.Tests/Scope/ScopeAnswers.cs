using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ExcelDataReader;

namespace ClaimBook.Tests.Scope;

/// <summary>Whole answers as texts that can be compared.</summary>
static class ScopeAnswers
{
    // The reader also knows files older than Unicode, and asks for their encoding first of all.
    static ScopeAnswers() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Everything that an answer says: status, type, number of rows and body; of a workbook every cell of every sheet.</summary>
    public static async Task<string> Ask(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType;
        var rows = response.Headers.TryGetValues("Row-Count", out var count) ? string.Join(',', count) : "";
        var body = type switch
        {
            "application/json" or "application/problem+json" => Comparable(JsonNode.Parse(bytes)!).ToJsonString(),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Workbook(bytes),
            _ => Encoding.UTF8.GetString(bytes),
        };
        return $"{(int)response.StatusCode} {type} {rows}\n{body}";
    }

    /// <summary>An answer that must be 200.</summary>
    public static async Task<string> AskRight(this HttpClient client, string address)
    {
        var answer = await client.Ask(address);
        Assert.True(answer.StartsWith($"{(int)HttpStatusCode.OK} ", StringComparison.Ordinal), $"{address}: {answer}");
        return answer;
    }

    public static async Task<JsonNode> Json(this HttpClient client, string address) =>
        JsonNode.Parse(await client.GetStringAsync(address, TestContext.Current.CancellationToken))!;

    /// <summary>Without what may differ between a limited user and a server that has only their rows: where an agency stands among all others, the
    /// page's name for the next one, and the number of the request.</summary>
    static JsonNode Comparable(JsonNode answer)
    {
        if (answer is not JsonObject table)
            return answer;
        table.Remove("traceId");
        if (table["nextCursor"] is not null)
            table["nextCursor"] = "...";
        foreach (var standing in table["standings"]?.AsArray() ?? [])
        {
            foreach (var amongAll in new[] { "rank", "peers", "percentile" })
                standing!.AsObject().Remove(amongAll);
        }
        return answer;
    }

    static string Workbook(byte[] bytes)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes));
        var text = new StringBuilder();
        do
        {
            text.Append("= ").Append(reader.Name).Append('\n');
            while (reader.Read())
                text.AppendJoin(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => FormattableString.Invariant($"{reader.GetValue(i)}"))).Append('\n');
        }
        while (reader.NextResult());
        return text.ToString();
    }
}
