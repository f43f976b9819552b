using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Observing;

/// <summary>What a served process sends to a collector while it loads files and answers questions.</summary>
public sealed class TelemetryTests(PostgresServer postgres) : IDisposable
{
    const string AnyPort = "http://127.0.0.1:0", Summary = "/api/v1/performance/summary";

    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Traces_metrics_and_logs_tell_what_was_loaded_and_asked()
    {
        await using var collector = await OtlpReceiver.Start();
        var database = postgres.NewDatabase();
        var token = ServingProcess.NewToken("--database", database);
        using var server = ServingProcess.StartWith(
            [.. collector.Variables, "OTEL_SERVICE_NAME=books", $"CLAIMBOOK_DATABASE={database}", "CLAIMBOOK_LOG__SLOWQUERY=0"],
            "serve", "--data", _directory.Root, "--urls", AnyPort);
        using var client = await server.Serves(token);

        string[] good = [.. Enumerable.Range(1, 36).Select(agency => PerformanceCsv.Line($"AGENCY_ID={agency}"))];
        string[] bad = [PerformanceCsv.Line("PROD_LINE=XX"), PerformanceCsv.Line("PROD_LINE="), PerformanceCsv.Line("STATE_ABBR=Ohio"), PerformanceCsv.Line() + ",1"];
        string[] later = [.. good[..25], .. Enumerable.Range(26, 5).Select(agency => PerformanceCsv.Line($"AGENCY_ID={agency}", "WRTN_PREM_AMT=1"))];
        Assert.Equal("done", await Load(client, PerformanceCsv.File([.. good, .. bad])));
        Assert.Equal("done", await Load(client, PerformanceCsv.File(later), "?replace=true"));
        Assert.Equal("done", await Load(client, PerformanceCsv.File(later)));
        Assert.Equal("failed", await Load(client, "no performance file"));
        // The last one is kept ready: answered, but not computed.
        foreach (var question in new[] { "?by=state", "?by=year", "?by=year" })
            await client.GetStringAsync(Summary + question, TestContext.Current.CancellationToken);
        await LoadClient.Until(() => Requests(collector, Summary) == 3 && collector.Spans.Count(s => s.Name == "claimbook.query") == 2
            && collector.Logs.Count(l => l.Scope == "ClaimBook.Serving.Questions") == 2 && collector.Value("claimbook.cube.rows") == later.Length);
        server.Terminate();
        Assert.Equal(0, (await server.Ends()).ExitCode);

        Assert.Equal("books", collector.Resource["service.name"]);
        Assert.Equal(
            [("deleted", 6), ("inserted", 36), ("rejected", 4), ("unchanged", 25), ("updated", 5)], Series(collector, "claimbook.load.rows", "claimbook.load.row.outcome"));
        Assert.Equal([("field_count", 1), ("product_line", 2), ("state", 1)], Series(collector, "claimbook.load.rejects", "claimbook.load.reject.reason"));
        Assert.Equal([("done", 2), ("failed", 1), ("unnecessary", 1)], Series(collector, "claimbook.load.duration", "claimbook.load.outcome"));
        // What could not be read at all was never published.
        Assert.Equal([("conform", 2), ("publish", 2), ("read", 3), ("validate", 2)], Series(collector, "claimbook.load.step.duration", "claimbook.load.step"));
        Assert.Equal([("cube", 2)], Series(collector, "claimbook.query.duration", "claimbook.query.engine"));
        Assert.Equal(0, collector.Value("claimbook.load.waiting"));
        Assert.InRange(collector.Value("claimbook.data.age")!.Value, 0.001, 60);
        Assert.True(collector.Value("db.client.connection.count", "db.client.connection.pool.name=claimbook,db.client.connection.state=idle") > 0);
        Assert.True(collector.Value("dotnet.process.memory.working_set") > 0);

        var loads = collector.Spans.Where(s => s.Name == "claimbook.load").ToList();
        Assert.Equal(["done", "done", "unnecessary", "failed"], loads.Select(s => s.Attributes["claimbook.load.outcome"]));
        Assert.All(loads, load => Assert.Equal("", load.Parent));
        var first = loads[0];
        var steps = collector.Spans.Where(s => s.Parent == first.Id && s.Scope == first.Scope).ToDictionary(s => s.Name);
        Assert.Equal(["claimbook.load.publish", "claimbook.load.read"], steps.Keys.Order());
        Assert.Contains(collector.Spans, s => s.Name == "COPY FROM" && s.Parent == steps["claimbook.load.publish"].Id);
        // Looking for changes every second leaves no traces of its own.
        Assert.All(collector.Spans.Where(s => s.Scope == "Npgsql"), s => Assert.NotEqual("", s.Parent));
        Assert.DoesNotContain(collector.Spans, s => s.Name.Contains("/health/", StringComparison.Ordinal));

        foreach (var query in collector.Spans.Where(s => s.Name == "claimbook.query"))
        {
            Assert.Equal(("cube", "1"), (query.Attributes["claimbook.query.engine"], query.Attributes["claimbook.query.rows"]));
            var request = Assert.Single(collector.Spans, s => s.Id == query.Parent);
            Assert.Equal(($"GET {Summary}", "200"), (request.Name, request.Attributes["http.response.status_code"]));
            Assert.Single(collector.Logs, l => l.Trace == request.Trace && l.Text.StartsWith("Slow query: ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Without_its_collector_a_server_works_and_ends_as_ever(string protocol)
    {
        var token = ServingProcess.NewToken(_directory.Root);
        // Nobody listens on port 1.
        using var server = ServingProcess.StartWith(
            ["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", $"OTEL_EXPORTER_OTLP_PROTOCOL={protocol}", "OTEL_METRIC_EXPORT_INTERVAL=100", "OTEL_BSP_SCHEDULE_DELAY=100"],
            "serve", "--data", _directory.Root, "--urls", AnyPort);
        using var client = await server.Serves(token);
        for (var request = 0; request < 20; request++)
            await client.GetStringAsync(Summary, TestContext.Current.CancellationToken);

        server.Terminate();
        var (exitCode, said) = await server.Ends();

        Assert.Equal(0, exitCode);
        Assert.Equal(["ClaimBook is at", "The data lies i"], said.Split('\n').Select(line => line[..15]));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317'; allowed: an address such as http://localhost:4317.")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_PROTOCOL is 'http/json'; allowed: grpc, http/protobuf.")]
    public async Task A_variable_that_is_wrong_stops_the_start_in_one_line(string variable, string message)
    {
        using var server = ServingProcess.StartWith(["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", variable], "serve", "--data", _directory.Root, "--urls", AnyPort);
        Assert.Equal((1, $"claimbook: {message}"), await server.Ends());
    }

    static async Task<string?> Load(HttpClient client, string content, string parameters = "")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", "book.csv" } };
        using var accepted = await client.PostAsync(LoadClient.Loads + parameters, form);
        Assert.True(accepted.IsSuccessStatusCode, await accepted.Content.ReadAsStringAsync());
        var load = default(JsonElement);
        await LoadClient.Until(async () => (load = await client.GetFromJsonAsync<JsonElement>(accepted.Headers.Location)).Text("status") is not ("waiting" or "running"));
        return load.Text("status");
    }

    /// <summary>The values of a metric by its one attribute.</summary>
    static IEnumerable<(string, double)> Series(OtlpReceiver collector, string metric, string attribute) => collector.Points
        .Where(p => p.Key.Metric == metric).Select(p => (p.Key.Attributes[(attribute.Length + 1)..], p.Value.Value)).OrderBy(p => p.Item1, StringComparer.Ordinal);

    static double Requests(OtlpReceiver collector, string route) => collector.Points
        .Where(p => p.Key.Metric == "http.server.request.duration" && p.Key.Attributes.Contains($"http.route={route},", StringComparison.Ordinal)).Sum(p => p.Value.Value);
}
