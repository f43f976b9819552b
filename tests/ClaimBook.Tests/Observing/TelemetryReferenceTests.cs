using System.Text;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Observing;

public sealed class TelemetryReferenceTests(PostgresServer postgres)
{
    [Fact]
    public async Task The_reference_of_telemetry_is_what_a_server_says_of_itself()
    {
        var text = new StringBuilder(
            """
            # Telemetry

            Written from what a server publishes by a test; CLAIMBOOK_REWRITE=1 renews it. [Operating](../operate.md#observing) says how to turn it on.

            ## Metrics

            | name | kind | unit | meaning |
            |---|---|---|---|

            """);
        var published = await Instruments.Published(postgres.NewDatabase());
        foreach (var metric in published.Where(i => i.Meter.Name is ServerTelemetry.Name or LoadTelemetry.Name))
            text.Append($"| `{metric.Name}` | {metric.Kind().ToLowerInvariant()} | {metric.Unit} | {metric.Description} |\n");
        text.Append($"\nSent with them, with names and meanings of their own makers, is all that these say: {string.Join(", ", TelemetryExport.Meters.Skip(2).Select(m => $"`{m}`"))}.\n");
        text.Append("\n## Spans\n\n| name | meaning |\n|---|---|\n");
        foreach (var (name, meaning) in ServerTelemetry.Spans.Concat(LoadTelemetry.Spans))
            text.Append($"| `{name}` | {meaning} |\n");
        text.Append("\nSent with them are those of requests (ASP.NET Core, without `/health`) and, of what is done for a request or a load, of commands to PostgreSQL (Npgsql).\n");
        Golden.Check("docs/reference/telemetry.md", text.ToString());
    }
}
