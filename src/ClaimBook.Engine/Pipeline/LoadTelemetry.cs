using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What loads tell of themselves to whoever listens, by .NET's own means: all of the engine's metrics and spans. While nobody listens they
/// cost nothing.</summary>
public static class LoadTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "ClaimBook.Engine";

    /// <summary>The names of the spans.</summary>
    internal const string LoadSpan = "claimbook.load", WaitSpan = "claimbook.load.wait", ReadSpan = "claimbook.load.read", PublishSpan = "claimbook.load.publish";

    const string Outcome = "claimbook.load.outcome", Step = "claimbook.load.step", RowOutcome = "claimbook.load.row.outcome", Reason = "claimbook.load.reject.reason";

    static readonly Meter s_meter = new(Name);

    // From small files to those of an hour.
    static readonly InstrumentAdvice<double> s_seconds = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 150, 300, 900, 3600] };

    static readonly Histogram<double> s_duration = s_meter.CreateHistogram(
        "claimbook.load.duration", "s", $"How long loads took, waiting for other loads included. By {Outcome}: {NamesOf<LoadOutcome>()}.", tags: null, s_seconds);

    static readonly Histogram<double> s_stepDuration = s_meter.CreateHistogram(
        "claimbook.load.step.duration", "s",
        $"How long each step of a load worked. By {Step}: {NamesOf<LoadStep>()}. Read, validate and conform share a thread; publish has its own beside it.",
        tags: null, s_seconds);

    static readonly Counter<long> s_rows = s_meter.CreateCounter<long>(
        "claimbook.load.rows", "{row}",
        $"Rows of loads that are done. By {RowOutcome}: inserted, updated, unchanged or rejected, which add up to the rows read; and deleted, of loads that replace everything.");

    static readonly Counter<long> s_rejects = s_meter.CreateCounter<long>(
        "claimbook.load.rejects", "{row}", $"Rejected rows of loads that are done. By {Reason}: {NamesOf<RejectReason>()}.");

    /// <summary>The spans, each with its meaning.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Spans { get; } =
    [
        (LoadSpan, "A load from beginning to end; the others are its children."),
        (WaitSpan, "It waits for a load of another process."),
        (ReadSpan, $"A thread reads, validates and conforms the file line by line; {Step}.read, .validate and .conform are the seconds of each."),
        (PublishSpan, "Beside it another thread writes what is new or changed, and at last the dimensions, the summaries and the load's own record."),
    ];

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Whether anybody wants to know how long steps work.</summary>
    internal static bool TimesSteps => s_stepDuration.Enabled || Source.HasListeners();

    internal static void Ended(LoadOutcome outcome, double seconds, Activity? span)
    {
        s_duration.Record(seconds, new KeyValuePair<string, object?>(Outcome, NameOf(outcome)));
        span?.SetTag(Outcome, NameOf(outcome));
        if (outcome == LoadOutcome.Failed)
            span?.SetStatus(ActivityStatusCode.Error);
    }

    internal static void Worked(LoadStep step, double seconds, Activity? span)
    {
        s_stepDuration.Record(seconds, new KeyValuePair<string, object?>(Step, NameOf(step)));
        span?.SetTag($"{Step}.{NameOf(step)}", seconds);
    }

    internal static void Loaded(LoadReport report, IEnumerable<KeyValuePair<RejectReason, int>> rejects)
    {
        Count("inserted", report.Inserted);
        Count("updated", report.Updated);
        Count("unchanged", report.Unchanged);
        Count("deleted", report.Deleted);
        Count("rejected", report.Rejected);
        foreach (var (reason, count) in rejects)
            s_rejects.Add(count, new KeyValuePair<string, object?>(Reason, NameOf(reason)));
    }

    static void Count(string outcome, int rows) => s_rows.Add(rows, new KeyValuePair<string, object?>(RowOutcome, outcome));

    static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}");

    static string NamesOf<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(NameOf));
}
