using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Observing;

/// <summary>The metrics that a server sends, as it publishes them itself.</summary>
static class Instruments
{
    /// <summary>Those of a server of the tests, each once, by name.</summary>
    public static async Task<IReadOnlyList<Instrument>> Published(string databaseUrl)
    {
        // What loads tell begins with the first one.
        RuntimeHelpers.RunClassConstructor(typeof(LoadTelemetry).TypeHandle);
        await using var server = await TestServer.StartOn(databaseUrl);
        var published = new SortedDictionary<string, Instrument>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (TelemetryExport.Meters.Contains(instrument.Meter.Name))
                    published[instrument.Name] = instrument;
            },
        };
        listener.Start();
        return [.. published.Values];
    }

    /// <summary>Counter, gauge and so on.</summary>
    public static string Kind(this Instrument instrument) => instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal);

    /// <summary>What Prometheus calls the series of a metric that came by OTLP (opentelemetry.io, "Prometheus and OpenMetrics Compatibility").</summary>
    public static IEnumerable<string> PrometheusNames(this Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = instrument.Name.Replace('.', '_') + unit;
        return instrument.Kind() switch
        {
            "Counter" => [$"{name}_total"],
            "Histogram" => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }
}
