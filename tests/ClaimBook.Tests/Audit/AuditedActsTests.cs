using System.Net;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Audit;

/// <summary>What people and the server do is in the audit log: who, when, from where, what.</summary>
public sealed class AuditedActsTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>Addresses and what the log says of their answers.</summary>
    public static TheoryData<string, string> Exports => new()
    {
        { "/api/v1/performance/summary?by=state&format=csv", "csv; 2 rows" },
        { "/api/v1/performance/summary?by=state&format=xlsx", "xlsx; 2 rows" },
        { "/api/v1/performance/details?state=OH", "json; 1 rows" },
        { "/api/v1/performance/details?format=csv", "csv; 2 rows" },
        { "/api/v1/quotes/summary?format=csv", "csv; 1 rows" },
        { "/api/v1/agencies?format=csv", "csv; 1 rows" },
        { "/api/v1/reports/premium?format=xlsx", "xlsx; 1 rows" },
        { "/api/v1/loads?format=csv", "csv; 1 rows" },
        { "/api/v1/loads/1/rejects", "csv; 0 rows" },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task Every_export_is_written_each_time_with_the_address_that_was_asked(string address, string detail)
    {
        await using var server = await StartWithTwoStates();
        for (var time = 1; time <= 2; time++)
        {
            using var response = await server.Client.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var entries = await server.Audited("export", time);
            Assert.All(entries, e => Assert.Equal((address, detail, "127.0.0.1"), (e.Text("subject"), e.Text("detail"), e.Text("address"))));
            Assert.InRange(DateTimeOffset.Parse(entries[0].Text("at")!), TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());
        }
    }

    [Fact]
    public async Task Questions_that_are_answered_as_json_refused_or_known_already_are_not_exports()
    {
        await using var server = await StartWithTwoStates();
        using var first = await server.Client.GetAsync("/api/v1/performance/summary?format=csv", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/performance/summary?format=csv");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        foreach (var address in new[] { "performance/summary", "agencies", "agencies/7", "reports/premium", "catalog", "loads", "quotes/summary", "audit" })
            await server.Json($"/api/v1/{address}");
        await server.Problem("/api/v1/performance/summary?format=csv&by=x", 400);

        await server.Audited("export", 1);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_export_that_cannot_be_written_in_the_log_is_refused_and_figures_are_still_answered(string kind)
    {
        var file = _directory.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=100")));
        await using var server = await Start(kind, file);
        using (var connection = server.Database.Connect())
            connection.Execute("DROP TABLE audit");

        foreach (var address in new[] { "/api/v1/performance/summary?format=csv", "/api/v1/performance/details", "/api/v1/reports/premium?format=xlsx" })
        {
            using var response = await server.Client.GetAsync(address, TestContext.Current.CancellationToken);
            var problem = await TestServer.Problem(response, 503);
            ProblemShapeTests.AssertShape(problem, hasErrors: false);
            Assert.Null(response.Headers.ETag);
            Assert.Null(response.Content.Headers.ContentDisposition);
        }
        Assert.Equal(100m, await server.WrittenPremium());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_upload_is_written_when_it_is_taken_and_when_it_is_done_or_failed(string kind)
    {
        await using var server = await Start(kind);
        var good = PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=100"));

        await server.End(await server.Upload(good, "good.csv"));
        await server.End(await server.Upload(good, "good.csv", "?replace=true"));
        await server.End(await server.Upload("no header", "bad.csv"), "failed");

        Assert.Equal(["bad.csv", "good.csv", "good.csv"], (await server.Audited("load.accepted", 3)).Select(e => e.Text("subject")));
        Assert.EndsWith($" {good.Length:N0} bytes; replace", (await server.Audited("load.accepted", 3))[1].Text("detail"), StringComparison.Ordinal);
        var done = await server.Audited("load.done", 2);
        Assert.Equal("load 1; 1 inserted, 0 updated, 0 deleted, 0 rejected", done[1].Text("detail"));
        var failed = Assert.Single(await server.Audited("load.failed", 1));
        Assert.Equal("bad.csv", failed.Text("subject"));
        foreach (var entry in done.Append(failed))
            Assert.Equal((await server.Audited("load.accepted", 3))[0].Text("actor"), entry.Text("actor"));
        Assert.All(done.Append(failed), e => Assert.Equal("127.0.0.1", e.Text("address")));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_load_that_cannot_be_written_in_the_log_changes_nothing(string kind)
    {
        await using var server = await Start(kind);
        using (var connection = server.Database.Connect())
            connection.Execute("DROP TABLE audit");

        await server.End(await server.Upload(PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=100"))), "failed");

        Assert.Null(await server.WrittenPremium());
        using var reading = server.Database.Connect();
        Assert.Equal(0, reading.QueryNumber("SELECT count(*) FROM load"));
    }

    [Fact]
    public async Task A_cancelled_load_is_written_with_who_ended_it_and_nothing_waits_for_the_load()
    {
        await using var server = await TestServer.Start();
        // Somebody else's load holds the database: the upload is taken all the same.
        string waiting;
        using (server.Database.BeginLoad(cancellation: TestContext.Current.CancellationToken))
        {
            waiting = await server.Upload(PerformanceCsv.File(PerformanceCsv.Line()), "waiting.csv");
            await server.Cancel(waiting);
            await server.End(waiting, "cancelled");
        }

        var cancelled = Assert.Single(await server.Audited("load.cancelled", 1));
        Assert.Equal(("waiting.csv", $"load {waiting.Split('/')[^1]}"), (cancelled.Text("subject"), cancelled.Text("detail")));
        Assert.Equal((await server.Audited("load.accepted", 1))[0].Text("actor"), cancelled.Text("actor"));
        Assert.Empty(await server.Audited("?action=load.done"));
    }

    [Fact]
    public async Task Loads_of_the_watched_folder_are_the_servers_own_and_what_it_ends_by_stopping_too()
    {
        var folder = Directory.CreateDirectory(_directory["folder"]).FullName;
        File.WriteAllText(Path.Combine(folder, "good.csv"), PerformanceCsv.File(PerformanceCsv.Line()));
        File.WriteAllText(Path.Combine(folder, "bad.csv"), "bad");
        string database;
        await using (var server = await TestServer.Start(new ServerSettings { LoadFolder = folder }))
        {
            database = server.Database.Location;
            var done = Assert.Single(await server.Audited("load.done", 1));
            var failed = Assert.Single(await server.Audited("load.failed", 1));
            Assert.Equal(("good.csv", "claimbook", ""), (done.Text("subject"), done.Text("actor"), done.Text("address")));
            Assert.Equal(("bad.csv", "claimbook", ""), (failed.Text("subject"), failed.Text("actor"), failed.Text("address")));
        }
    }

    [Fact]
    public void A_load_by_the_command_is_written_with_the_name_of_whoever_runs_it()
    {
        var file = _directory.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line()));
        Assert.Equal(0, ClaimBookProcess.Run("load", file, "--data", _directory["data"]).ExitCode);

        using var connection = Database.FromUrl($"sqlite:{Path.Combine(_directory["data"], "claimbook.db")}").Connect();
        var entry = Assert.Single(AuditRecord.Read(connection, new AuditFilter()));
        Assert.Equal(
            ($"{Environment.UserName} at the command line", "", "load.done", "book.csv", "load 1; 1 inserted, 0 updated, 0 deleted, 0 rejected"),
            (entry.Actor, entry.Address, entry.Action, entry.Subject, entry.Detail));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_a_stopping_server_ends_is_written_before_it_has_stopped(string kind)
    {
        var url = kind == "sqlite" ? $"sqlite:{_directory["claimbook.db"]}" : postgres.NewDatabase();
        var database = Database.FromUrl(url);
        var server = await TestServer.StartOn(url);
        using (var load = database.BeginLoad(cancellation: TestContext.Current.CancellationToken))
        {
            await server.Upload(PerformanceCsv.File(PerformanceCsv.Line()), "running.csv");
            await server.Upload(PerformanceCsv.File(PerformanceCsv.Line()), "waiting.csv");
            var stopping = server.DisposeAsync().AsTask();
            load.Dispose();
            await stopping;
        }

        using var connection = database.Connect();
        var entries = AuditRecord.Read(connection, new AuditFilter()).Where(e => e.Action.StartsWith("load.", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, entries.Count(e => e.Action == "load.accepted"));
        // The first may have had its turn in the moment between.
        Assert.Equal(2, entries.Count(e => e.Action is "load.cancelled" or "load.done"));
        Assert.Contains(entries, e => e is { Action: "load.cancelled", Subject: "waiting.csv", Actor: "claimbook" });
    }

    Task<TestServer> StartWithTwoStates() => TestServer.Start(_directory.Write(
        "book.csv", PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=100"), PerformanceCsv.Line("STATE_ABBR=PA", "WRTN_PREM_AMT=5"))));

    Task<TestServer> Start(string kind, params string[] files) =>
        TestServer.StartOn(kind == "sqlite" ? $"sqlite:{_directory["claimbook.db"]}" : postgres.NewDatabase(), files);
}
