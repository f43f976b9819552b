using System.Net.ServerSentEvents;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Scope;

/// <summary>Loads are of all agencies: a limited user learns that there are some, and of their lines those that are certainly theirs.</summary>
public sealed class LimitedLoadTests(PostgresServer postgres)
{
    const int Mine = 3, Yours = 5;

    static readonly string[] s_counts = ["bytes", "sha256", "rowsRead", "inserted", "updated", "unchanged", "deleted", "rejected", "error", "progress"];

    /// <summary>Line 4 and 9 are mine and wrong, 5 is yours and wrong. Nobody knows whose line 6 is; 7 swallowed line 8, which is yours.</summary>
    static readonly string s_file = PerformanceCsv.File(
        PerformanceCsv.Line($"AGENCY_ID={Mine}", "WRTN_PREM_AMT=1"),
        PerformanceCsv.Line($"AGENCY_ID={Yours}", "WRTN_PREM_AMT=2", "VENDOR=Quill"),
        PerformanceCsv.Line($"AGENCY_ID={Mine}", "MONTHS=13"),
        PerformanceCsv.Line($"AGENCY_ID={Yours}", "MONTHS=14"),
        $"{Mine},99999,HOMEOWNERS",
        PerformanceCsv.Line($"AGENCY_ID={Mine}", $"VENDOR=\"a\n{PerformanceCsv.Line($"AGENCY_ID={Yours}", "WRTN_PREM_AMT=1234567")}\""),
        PerformanceCsv.Line($"AGENCY_ID={Mine}", "WRTN_PREM_AMT=3"),
        PerformanceCsv.Line($"AGENCY_ID={Yours}", "STAT_PROFILE_DATE_YEAR=2011", "VENDOR=Pen"));

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Rejected_lines_are_shown_to_those_whose_they_certainly_are(string kind)
    {
        using var directory = new TestDirectory();
        await using var server = await TestServer.StartOn(kind == "sqlite" ? $"sqlite:{directory["claimbook.db"]}" : postgres.NewDatabase());
        await server.End(await server.Upload(s_file, parameters: "?maxRejectRate=1"));
        var (me, you) = (server.ClientOf(Role.Viewer, Mine, 99), server.ClientOf(Role.Editor, Yours));

        Assert.Equal([4, 5, 6, 7, 9], await Rejects(server.Client));
        Assert.Equal([4, 9], await Rejects(me));
        Assert.Equal([5], await Rejects(you));
        Assert.Empty(await Rejects(server.ClientOf(Role.Viewer, 99)));
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var (mine, yours) = (await me.AskRight($"/api/v1/loads/1/rejects?format={format}"), await you.AskRight($"/api/v1/loads/1/rejects?format={format}"));
            Assert.DoesNotContain("14", mine.Replace("2014", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("13", yours, StringComparison.Ordinal);
            Assert.DoesNotContain("1234567", mine + yours, StringComparison.Ordinal);
        }

        // Lines rejected before their agency was kept are nobody's.
        using (var connection = server.Database.Connect())
            connection.Execute("UPDATE load_reject SET agency_id = NULL");
        Assert.Empty(await Rejects(me));
        Assert.Equal(5, (await Rejects(server.Client)).Count);

        static async Task<List<int>> Rejects(HttpClient client)
        {
            var table = await client.Json("/api/v1/loads/1/rejects?format=json");
            List<int> lines = [.. table["rows"]!.AsArray().Select(r => r!["line"]!.GetValue<int>())];
            Assert.Equal(lines.Count, table["rowCount"]!.GetValue<int>());
            return lines;
        }
    }

    [Fact]
    public async Task A_line_of_others_is_as_missing_as_one_that_is_not_there()
    {
        await using var server = await TestServer.Start();
        await server.End(await server.Upload(s_file, parameters: "?maxRejectRate=1"));
        var reversed = string.Concat(s_file.Split("\r\n").Where(l => l.Split(',').Length == 49).Take(3).Select(l => string.Join(',', l.Split(',').Reverse()) + "\r\n"));
        await server.End(await server.Upload(reversed, "reversed.csv"));
        var me = server.ClientOf(Role.Viewer, Mine);

        foreach (var line in new[] { 2, 4, 9 })
        {
            var shown = await me.Json($"/api/v1/loads/1/lines/{line}");
            Assert.StartsWith($"{Mine},", shown["text"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal(PerformanceCsv.Header, shown["header"]!.GetValue<string>());
        }
        Assert.EndsWith($",{Mine}", (await me.Json("/api/v1/loads/2/lines/2"))["text"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var (load, line, file) in new[] { (1, 1), (1, 3), (1, 5), (1, 6), (1, 7), (1, 8), (1, 10), (1, 11), (1, 999), (2, 1), (2, 3), (2, 4) }
            .Select(l => (l.Item1, l.Item2, l.Item1 == 1 ? "book.csv" : "reversed.csv")))
        {
            if (line != 999 && line != 11 && (load, line) != (2, 4))
                await server.Client.AskRight($"/api/v1/loads/{load}/lines/{line}");
            using var response = await me.GetAsync($"/api/v1/loads/{load}/lines/{line}", TestContext.Current.CancellationToken);
            Assert.Equal(
                $"The file of load {load}, {file}, has no line {line}, or an empty one.", (await TestServer.Problem(response, 404)).Text("detail"));
        }
    }

    [Fact]
    public async Task Of_a_load_a_limited_user_sees_file_times_and_status_alone()
    {
        await using var server = await TestServer.Start();
        var load = await server.Upload(s_file, parameters: "?maxRejectRate=1");
        var whole = await server.End(load);
        var failed = await server.Upload(s_file + PerformanceCsv.Line("MONTHS=0"), "wrong.csv");
        var failure = await server.End(failed, "failed");
        Assert.Contains("attributes of agency 5", $"{whole.GetProperty("notices")}", StringComparison.Ordinal);
        Assert.Contains("MONTHS '14'", failure.Text("error"), StringComparison.Ordinal);
        var me = server.ClientOf(Role.Viewer, Mine);

        foreach (var address in new[] { load, "/api/v1/loads/1", failed })
        {
            var shown = JsonSerializer.SerializeToElement(await me.Json(address));
            var all = await server.Json(address);
            Assert.All(new[] { "id", "loadId", "file", "status", "startedAt", "finishedAt" }, name => Assert.Equal($"{all.GetProperty(name)}", $"{shown.GetProperty(name)}"));
            Assert.All(s_counts, name => Assert.Equal(JsonValueKind.Null, shown.GetProperty(name).ValueKind));
            Assert.Empty(shown.GetProperty("notices").EnumerateArray());
            var last = await Events(me, address).LastAsync();
            Assert.Equal(JsonSerializer.Serialize(shown), JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(last.Data)));
        }
        foreach (var format in new[] { "json", "csv", "xlsx" })
        {
            var list = await me.AskRight($"/api/v1/loads?format={format}");
            Assert.Contains("wrong.csv", list, StringComparison.Ordinal);
            Assert.All(new[] { "agency", "Lines differ", "MONTHS", "Quill" }, s => Assert.DoesNotContain(s, list, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(nameof(Role.Editor))]
    [InlineData(nameof(Role.Admin))]
    public async Task A_limited_user_neither_loads_nor_cancels(string role)
    {
        const string refusal =
            "You are limited to some agencies, and a file can change the rows of any: only who may see all agencies can load files or cancel their loads.";
        await using var server = await TestServer.Start();
        var me = server.ClientOf(Enum.Parse<Role>(role), Mine);
        using var form = new MultipartFormDataContent { { new StringContent(s_file), "file", "book.csv" } };

        using var upload = await me.PostAsync(LoadClient.Loads, form, TestContext.Current.CancellationToken);
        Assert.Equal(refusal, (await TestServer.Problem(upload, 403)).Text("detail"));
        Assert.Empty(await server.List());
        Assert.Empty(server.Files("uploads"));

        var load = await server.Upload(s_file, parameters: "?maxRejectRate=1");
        foreach (var address in new[] { load, "/api/v1/loads/999" })
        {
            using var cancel = await me.PostAsync($"{address}/cancel", content: null, TestContext.Current.CancellationToken);
            Assert.Equal(refusal, (await TestServer.Problem(cancel, 403)).Text("detail"));
        }
        await server.End(load);
    }

    static async IAsyncEnumerable<SseItem<string>> Events(HttpClient client, string load)
    {
        await using var stream = await client.GetStreamAsync($"{load}/events", TestContext.Current.CancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
            yield return item;
    }
}
