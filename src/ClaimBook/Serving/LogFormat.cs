using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaimBook.Serving;

/// <summary>How the log is written to standard output.</summary>
enum LogFormat
{
    /// <summary>For people: a line of text for each entry.</summary>
    Text,

    /// <summary>For programs: an object on a line for each entry, with the request's trace.</summary>
    Json,
}

/// <summary>The log on standard output.</summary>
static class LogFormats
{
    /// <summary>Writes the log there; all times are in UTC.</summary>
    public static ILoggingBuilder AddConsoleIn(this ILoggingBuilder logging, LogFormat format) => format switch
    {
        LogFormat.Json => logging
            .Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId)
            .AddJsonConsole(console =>
            {
                (console.IncludeScopes, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true);
                // A query stays readable; no browser reads this.
                console.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            }),
        _ => logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-dd HH:mm:ss ", true)),
    };
}
