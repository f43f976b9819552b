using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Observing;

/// <summary>A collector of the tests' own: takes OTLP over HTTP on a free port of this machine and remembers what came.</summary>
sealed class OtlpReceiver : IAsyncDisposable
{
    /// <summary>As Prometheus has it.</summary>
    const string Base = "/api/v1/otlp";

    readonly WebApplication _server;

    OtlpReceiver(WebApplication server) => _server = server;

    /// <summary>The spans that came, in their order.</summary>
    public ConcurrentQueue<OtlpSpan> Spans { get; } = [];

    /// <summary>The latest value of each series of each metric; of a histogram its count and sum.</summary>
    public ConcurrentDictionary<(string Metric, string Attributes), OtlpPoint> Points { get; } = [];

    /// <summary>The entries of the log that came, in their order.</summary>
    public ConcurrentQueue<OtlpLog> Logs { get; } = [];

    /// <summary>The attributes of those who sent.</summary>
    public ConcurrentDictionary<string, string> Resource { get; } = [];

    /// <summary>Variables of the environment that send everything here, soon.</summary>
    public string[] Variables =>
    [
        $"OTEL_EXPORTER_OTLP_ENDPOINT={_server.Urls.First()}{Base}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
        "OTEL_METRIC_EXPORT_INTERVAL=300", "OTEL_BSP_SCHEDULE_DELAY=100", "OTEL_BLRP_SCHEDULE_DELAY=100",
    ];

    public static async Task<OtlpReceiver> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._server.UseRouting();
        receiver.Take($"{Base}/v1/traces", receiver.TakeSpan);
        receiver.Take($"{Base}/v1/metrics", receiver.TakeMetric);
        receiver.Take($"{Base}/v1/logs", receiver.TakeLog);
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>The value of a series: of a counter or a gauge its number, of a histogram how many there were. Null if none came.</summary>
    public double? Value(string metric, string attributes = "") => Points.TryGetValue((metric, attributes), out var point) ? point.Value : null;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // Every signal has the same frame: resource, then scope, then what is told (opentelemetry-proto, *_service.proto).
    void Take(string path, Action<Protobuf, string> take) => _server.MapPost(path, async (HttpContext context) =>
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        foreach (var resource in new Protobuf(body.ToArray()).Messages(1))
        {
            foreach (var (name, value) in Attributes(resource.Messages(1).Single().Messages(1)))
                Resource[name] = value;
            foreach (var scope in resource.Messages(2))
            {
                foreach (var told in scope.Messages(2))
                    take(told, scope.Messages(1).Single().Text(1));
            }
        }
    });

    void TakeSpan(Protobuf span, string scope) => Spans.Enqueue(
        new OtlpSpan(scope, span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), Attributes(span.Messages(9)).ToDictionary(a => a.Name, a => a.Value)));

    void TakeLog(Protobuf log, string scope) => Logs.Enqueue(new OtlpLog(scope, log.Messages(5).Single().Text(1), log.Hex(9)));

    void TakeMetric(Protobuf metric, string scope)
    {
        const int Gauge = 5, Sum = 7, Histogram = 9;
        var name = metric.Text(1);
        foreach (var point in metric.Messages(Gauge).Concat(metric.Messages(Sum)).SelectMany(d => d.Messages(1)))
            Points[(name, Written(point.Messages(7)))] = new OtlpPoint(point.Has(4) ? point.Double(4) : point.Long(6), 0);
        foreach (var point in metric.Messages(Histogram).SelectMany(d => d.Messages(1)))
            Points[(name, Written(point.Messages(9)))] = new OtlpPoint(point.Long(4), point.Double(5));
    }

    static string Written(IEnumerable<Protobuf> attributes) => string.Join(',', Attributes(attributes).Select(a => $"{a.Name}={a.Value}").Order(StringComparer.Ordinal));

    static IEnumerable<(string Name, string Value)> Attributes(IEnumerable<Protobuf> attributes)
    {
        foreach (var attribute in attributes)
        {
            var value = attribute.Messages(2).Single();
            yield return (attribute.Text(1), value.Has(1) ? value.Text(1) : value.Has(4) ? $"{value.Double(4)}" : value.Has(3) || value.Has(2) ? $"{value.Long(value.Has(3) ? 3 : 2)}" : "");
        }
    }
}

/// <summary>A span.</summary>
sealed record OtlpSpan(string Scope, string Name, string Trace, string Id, string Parent, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A value of a metric.</summary>
/// <param name="Value">The number; of a histogram how many there were.</param>
/// <param name="Sum">Of a histogram, what they add up to.</param>
sealed record OtlpPoint(double Value, double Sum);

/// <summary>An entry of the log.</summary>
sealed record OtlpLog(string Scope, string Text, string Trace);
