using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClaimBook.Accounts;

namespace ClaimBook.Serving;

/// <summary>Measures how long questions take to answer, and says which ones took long.</summary>
sealed partial class Questions(ServerTelemetry telemetry, ServerSettings settings, ILogger<Questions> log)
{
    // Read by people; nothing here gets into HTML.
    static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Begins to answer the question of a request.</summary>
    public Question Begin(HttpContext context) => new(this, context, ServerTelemetry.BeginQuery(), Stopwatch.GetTimestamp());

    void Answered(HttpContext context, Activity? span, string engine, int? rows, TimeSpan took)
    {
        telemetry.Answered(span, engine, rows, took);
        if (took < settings.SlowQuery)
            return;
        var user = CurrentUser.Of(context);
        Slow((long)took.TotalMilliseconds, engine, rows, user.Name, user.ScopeKey, context.Request.Path, AsJson(context.Request.Query));
    }

    /// <summary>The parameters of a question as an object; one that is given several times is an array.</summary>
    static string AsJson(IQueryCollection parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            json.WriteStartObject();
            foreach (var (name, values) in parameters)
            {
                json.WritePropertyName(name);
                if (values.Count != 1)
                    json.WriteStartArray();
                foreach (var value in values)
                    json.WriteStringValue(value);
                if (values.Count != 1)
                    json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [LoggerMessage(LogLevel.Warning, "Slow query: {Milliseconds} ms, engine {Engine}, {Rows} rows, user {User}, agencies {Agencies}: {Path} {Query}")]
    partial void Slow(long milliseconds, string engine, int? rows, string user, string agencies, string path, string query);

    /// <summary>A question that is being answered.</summary>
    public readonly struct Question(Questions questions, HttpContext context, Activity? span, long began) : IDisposable
    {
        /// <summary>It is answered.</summary>
        /// <param name="engine">The name of the engine.</param>
        /// <param name="rows">How many rows the answer has; null if it is no table.</param>
        public void Answered(string engine, int? rows) => questions.Answered(context, span, engine, rows, Stopwatch.GetElapsedTime(began));

        public void Dispose() => span?.Dispose();
    }
}
