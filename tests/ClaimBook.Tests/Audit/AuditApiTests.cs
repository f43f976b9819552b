using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace ClaimBook.Tests.Audit;

/// <summary><c>GET audit</c>.</summary>
public sealed class AuditApiTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Pages_follow_each_other_by_key_the_newest_first_and_new_entries_between_them_disturb_nothing(string kind)
    {
        await using var server = await Start(kind);
        AuditClient.Add(server.Database, Enumerable.Range(1, 250).Select(n => AuditClient.Entry(n)));
        const string filter = "?actor=ann@example.com";

        var seen = new List<string?>();
        var next = "";
        for (var page = 0; next is not null; page++)
        {
            var answer = await server.Json($"{AuditClient.Audit}{filter}{next}");
            Assert.Equal(250 + page, answer.Number("rowCount"));
            Assert.True(answer.Rows().Count <= 100);
            seen.AddRange(answer.Rows().Select(r => r.Text("subject")));
            next = answer.Text("nextCursor") is { } before ? $"&before={before}" : null;
            AuditClient.Add(server.Database, AuditClient.Entry(1000 + page));
        }

        Assert.Equal(Enumerable.Range(1, 250).Reverse().Select(n => $"subject {n}"), seen);
        Assert.Equal(3, (await server.Audited($"{filter}&limit=3")).Count);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Filters_admit_by_day_name_action_and_subject(string kind)
    {
        await using var server = await Start(kind);
        AuditClient.Add(
            server.Database,
            AuditClient.Entry(0), AuditClient.Entry(23, "bob@example.com"), AuditClient.Entry(24, "ann@example.com (token %)", "token.added"),
            AuditClient.Entry(48), AuditClient.Entry(72, "Ann@example.com"));

        Assert.Equal([23, 0], await Subjects("?to=2026-01-01"));
        Assert.Equal([72, 48, 24], await Subjects("?from=2026-01-02&to=2026-01-31"));
        Assert.Equal([24], await Subjects("?from=2026-01-02&to=2026-01-02"));
        Assert.Equal([48, 24, 0], await Subjects("?actor=ann@&to=2026-01-31"));
        Assert.Equal([24], await Subjects($"?actor={Uri.EscapeDataString("ann@example.com (token %")}"));
        Assert.Equal([24], await Subjects("?action=token.added&to=2026-01-31"));
        Assert.Equal([24, 23], await Subjects("?subject=subject%202"));
        Assert.Empty(await Subjects("?subject=%25"));
        Assert.Empty(await Subjects("?to=0001-01-01"));
        Assert.Equal(5, (await Subjects("?actor=&to=2026-01-31")).Count);
        Assert.True((await server.Audited("?from=0001-01-01&to=9999-12-31")).Count >= 5);

        async Task<List<int>> Subjects(string parameters) =>
            [.. (await server.Audited(parameters)).Select(e => int.Parse(e.Text("subject")!.Split(' ')[1]))];
    }

    [Theory]
    [InlineData("from=2026-1-1", "from", "must be a date like 2014-06-30")]
    [InlineData("to=yesterday", "to", "must be a date like 2014-06-30")]
    [InlineData("action=exported", "action", "'exported' is unknown; allowed: session.started")]
    [InlineData("actor=%00", "actor", "has a NUL character")]
    [InlineData("limit=0", "limit", "must be a whole number from 1 to 1,000")]
    [InlineData("limit=1001", "limit", "must be a whole number from 1 to 1,000")]
    [InlineData("before=x", "before", "must be a whole number from 1 to")]
    [InlineData("who=ann", "who", "is not a parameter. Allowed: from, to, actor, action, subject, limit, before, format")]
    [InlineData("actor=a&actor=b", "actor", "is given more than once")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string query, string parameter, string message)
    {
        await using var server = await TestServer.Start();
        var problem = await server.Problem($"{AuditClient.Audit}?{query}", 400);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
        Assert.Equal(parameter, error.Text("parameter"));
        Assert.StartsWith(message, error.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_export_is_complete_harmless_to_spreadsheets_and_an_entry_itself(string kind)
    {
        await using var server = await Start(kind);
        AuditClient.Add(server.Database, Enumerable.Range(1, 2_500).Select(n => AuditClient.Entry(n)).Append(AuditClient.Entry(2_501, "=cmd|' /C calc'!A0")));
        const string address = AuditClient.Audit + "?to=2026-12-31&action=session.started&format=csv";

        using var response = await server.Client.GetAsync(address, TestContext.Current.CancellationToken);
        var csv = Answers.Csv(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Equal(["id", "at", "actor", "address", "action", "subject", "detail"], csv[0]);
        var mine = csv.Where(r => r[5].StartsWith("subject ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2_501, mine.Count);
        Assert.Equal("'=cmd|' /C calc'!A0", mine[0][2]);
        Assert.Equal([csv.Count - 1 + ""], response.Headers.GetValues("Row-Count"));
        var entry = (await server.Audited("export", 1)).Single();
        Assert.Equal((address, $"csv; {csv.Count - 1:N0} rows", "127.0.0.1"), (entry.Text("subject"), entry.Text("detail"), entry.Text("address")));

        var xlsx = await server.Client.GetByteArrayAsync(address.Replace("csv", "xlsx", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        using var zip = new ZipArchive(new MemoryStream(xlsx));
        Assert.NotNull(zip.GetEntry("xl/workbook.xml"));
        await server.Audited("export", 2);
    }

    [Fact]
    public async Task Without_a_database_the_log_is_a_503()
    {
        using var own = new PostgresServer();
        await using var server = await TestServer.StartOn(own.NewDatabase());
        own.Kill();
        using var response = await server.Client.GetAsync(AuditClient.Audit, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(503, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Number("status"));
    }

    Task<TestServer> Start(string kind) => TestServer.StartOn(kind == "sqlite" ? $"sqlite:{_directory["claimbook.db"]}" : postgres.NewDatabase());
}
