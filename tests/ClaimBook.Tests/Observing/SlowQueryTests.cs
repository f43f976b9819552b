using System.Text.Json;

namespace ClaimBook.Tests.Observing;

/// <summary>The lines of the log about questions, in JSON, as a collector of logs reads them.</summary>
public sealed class SlowQueryTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_question_in_the_log_can_be_asked_again_and_has_the_same_answer()
    {
        string[] questions =
        [
            "/api/v1/performance/summary?by=state,year&measures=written_premium,loss_ratio&state=!PA&having=written_premium>1&having=written_premium<90000&sort=-year",
            "/api/v1/performance/details?columns=agency,written_premium,sourceLine&limit=2&offset=1&sort=-written_premium",
            "/api/v1/reports/premium?subtotals=true&format=csv",
            "/api/v1/quotes/summary",
            "/api/v1/claims/summary?by=cause",
        ];
        _directory.Write("book.csv", PerformanceCsv.File([.. Enumerable.Range(1, 9).Select(agency => PerformanceCsv.Line($"AGENCY_ID={agency}", $"WRTN_PREM_AMT={1000 * agency}"))]));
        Assert.Equal(0, ClaimBookProcess.Run("load", _directory["book.csv"], "--data", _directory.Root).ExitCode);
        var token = ServingProcess.NewToken(_directory.Root);
        Assert.Equal(0, ClaimBookProcess.Run("user", "add", "anna@example.test", "--role", "viewer", "--agencies", "3,5", "--data", _directory.Root).ExitCode);
        var limited = ClaimBookProcess.Run("token", "add", "--user", "anna@example.test", "--name", "nightly", "--data", _directory.Root).Output.Trim();
        using var server = ServingProcess.StartWith(
            ["CLAIMBOOK_LOG__FORMAT=json", "CLAIMBOOK_LOG__SLOWQUERY=0"], "serve", "--data", _directory.Root, "--urls", "http://127.0.0.1:0");
        using var client = await server.Serves(token);
        using var anna = await server.Serves(limited);

        var answers = new List<string>();
        foreach (var question in questions)
            answers.Add(await Ask(client, question));
        var limitedAnswer = await Ask(anna, questions[0]);
        Assert.Equal("400", await Ask(client, "/api/v1/performance/summary?by=stat"));

        var lines = await Lines(server, questions.Length + 1);
        Assert.Equal(questions.Select(q => q.Split('?')[0]), lines[..^1].Select(l => l.GetProperty("State").Text("Path")));
        foreach (var (line, answer) in lines.Zip(answers))
            Assert.Equal(answer, await Ask(client, Address(line)));
        Assert.All(lines[..^1], l => Assert.Equal(("test@example.test (test)", "all", "cube"), Facts(l)));
        // Of details all that there are, not those of the page.
        Assert.Equal([1, 9], lines[..2].Select(l => l.GetProperty("State").Number("Rows")));
        Assert.All(lines, l => Assert.Matches("^20[0-9-]+T[0-9:.]+Z$", l.Text("Timestamp")));
        Assert.All(lines, l => Assert.Contains(l.GetProperty("Scopes").EnumerateArray(), s => s.TryGetProperty("TraceId", out var id) && id.GetString()!.Length == 32));

        // Who may see less asks the same question; it is named whom they may see, and asked by somebody else it shows them all.
        Assert.Equal(("anna@example.test (nightly)", "3.5", "cube"), Facts(lines[^1]));
        Assert.NotEqual(limitedAnswer, answers[0]);
        Assert.Equal(answers[0], await Ask(client, Address(lines[^1])));
    }

    static (string?, string?, string?) Facts(JsonElement line)
    {
        var state = line.GetProperty("State");
        return (state.Text("User"), state.Text("Agencies"), state.Text("Engine"));
    }

    /// <summary>The address that a line's path and query make.</summary>
    static string Address(JsonElement line)
    {
        var state = line.GetProperty("State");
        var parameters =
            from parameter in JsonElement.Parse(state.Text("Query")!).EnumerateObject()
            from value in parameter.Value.ValueKind == JsonValueKind.Array ? [.. parameter.Value.EnumerateArray()] : new[] { parameter.Value }
            select $"{parameter.Name}={Uri.EscapeDataString(value.GetString()!)}";
        return $"{state.Text("Path")}?{string.Join('&', parameters)}";
    }

    static async Task<string> Ask(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : $"{(int)response.StatusCode}";
    }

    static async Task<List<JsonElement>> Lines(ServingProcess server, int count)
    {
        List<JsonElement> lines = [];
        await Loads.LoadClient.Until(() =>
        {
            // What is said to whoever starts the server is no log.
            lines = [.. server.Said.Where(l => l.StartsWith('{')).Select(l => JsonElement.Parse(l)).Where(l => l.Text("Category") == "ClaimBook.Serving.Questions")];
            return lines.Count >= count;
        });
        Assert.Equal(count, lines.Count);
        return lines;
    }
}
