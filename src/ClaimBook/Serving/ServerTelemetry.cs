using System.Diagnostics;
using System.Diagnostics.Metrics;
using ClaimBook.Engine.Cube;

namespace ClaimBook.Serving;

/// <summary>What a server tells of itself to whoever listens, beside what the engine tells of loads (<see cref="Engine.Pipeline.LoadTelemetry"/>), and
/// ASP.NET Core, Npgsql and .NET of themselves.</summary>
sealed class ServerTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "ClaimBook";

    const string QuerySpan = "claimbook.query", Engine = "claimbook.query.engine", Rows = "claimbook.query.rows";

    static readonly ActivitySource s_source = new(Name);

    // From what the cube answers at once to what somebody waits for.
    static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    readonly Histogram<double> _queryDuration;

    public ServerTelemetry(IMeterFactory meters, CurrentStar current, LoadQueue queue, TimeProvider time)
    {
        // A meter of this server: it ends with it.
        var meter = meters.Create(Name);
        _queryDuration = meter.CreateHistogram(
            "claimbook.query.duration", "s",
            $"How long it took to answer a question that no ready answer was kept of; sending the answer is not counted. By {Engine}: cube or sql.",
            tags: null, s_seconds);
        meter.CreateObservableGauge<long>(
            "claimbook.cube.rows", () => current.Star?.Engine is CubeEngine engine ? [new(engine.Cube.Facts.Count)] : [], "{row}",
            "Facts in memory; nothing where the database answers.");
        meter.CreateObservableGauge<double>(
            "claimbook.data.age", () => current.Star?.LoadedAt is { } at ? [new((time.GetUtcNow() - at).TotalSeconds)] : [], "s",
            "Time since the load that answers are made from; nothing before the first load.");
        meter.CreateObservableGauge(
            "claimbook.load.waiting", () => queue.Jobs.Count(j => j.State.Status == LoadStatus.Waiting), "{load}",
            "Loads of this server that wait for their turn.");
    }

    /// <summary>The spans, each with its meaning.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Spans { get; } =
        [(QuerySpan, $"A question is answered; {Engine} says from where, {Rows} how many rows the answer has.")];

    /// <summary>Begins the span of a question.</summary>
    public static Activity? BeginQuery() => s_source.StartActivity(QuerySpan);

    /// <summary>A question was answered.</summary>
    public void Answered(Activity? span, string engine, int? rows, TimeSpan took)
    {
        _queryDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(Engine, engine));
        span?.SetTag(Engine, engine).SetTag(Rows, rows);
    }
}
