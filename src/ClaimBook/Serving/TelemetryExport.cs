using ClaimBook.Engine;
using ClaimBook.Engine.Pipeline;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClaimBook.Serving;

/// <summary>Sends traces, metrics and logs by OTLP, if OpenTelemetry's own variables of the environment say where to.</summary>
static class TelemetryExport
{
    /// <summary>The variable that turns it on.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    const string Prefix = "OTEL_", Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL", Timeout = "OTEL_EXPORTER_OTLP_TIMEOUT", IsDisabled = "OTEL_SDK_DISABLED", ServiceName = "claimbook";

    /// <summary>The meters whose metrics are sent.</summary>
    public static IReadOnlyList<string> Meters { get; } =
        [ServerTelemetry.Name, LoadTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "Npgsql", "System.Runtime"];

    /// <summary>Adds it.</summary>
    /// <exception cref="ClaimBookException">A variable is wrong.</exception>
    public static void AddTelemetryExport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServerTelemetry>();
        var variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(v => ((string)v.Key).StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(v => (string)v.Key, v => (string?)v.Value);
        if (variables.GetValueOrDefault(Endpoint) is not { Length: > 0 } endpoint
            || string.Equals(variables.GetValueOrDefault(IsDisabled), "true", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }
        // OpenTelemetry itself would pass over both in silence.
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new ClaimBookException($"{Endpoint} is '{endpoint}'; allowed: an address such as http://localhost:4317.");
        if (variables.GetValueOrDefault(Protocol) is { Length: > 0 } protocol and not ("grpc" or "http/protobuf"))
            throw new ClaimBookException($"{Protocol} is '{protocol}'; allowed: grpc, http/protobuf.");

        // A server that ends waits that long for a collector that hangs, for each kind of telemetry; the usual ten seconds are all that a container is given.
        variables.TryAdd(Timeout, "2000");
        builder.Configuration.AddInMemoryCollection(variables);
        builder.Services.AddOpenTelemetry()
            // The environment comes last, so that it may give another name.
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: CurrentStar.Program).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .AddSource(ServerTelemetry.Name, LoadTelemetry.Name, "Npgsql")
                // Who watches the server asks often, and there is nothing to see in it.
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !context.Request.Path.StartsWithSegments("/health")))
            .WithMetrics(metrics => metrics.AddMeter([.. Meters]))
            .WithLogging(logging => { }, options => options.IncludeFormattedMessage = true)
            .UseOtlpExporter();
    }
}
