using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Engine.Tests.Pipeline;

/// <summary>What loads tell of themselves. Other tests load meanwhile: heard is only what this one does.</summary>
public sealed class LoadTelemetryTests : IDisposable
{
    static readonly AsyncLocal<LoadTelemetryTests?> s_listening = new();

    readonly ConcurrentDictionary<string, double> _heard = [];
    readonly ConcurrentQueue<string> _spans = [];
    readonly MeterListener _metrics = new() { InstrumentPublished = (instrument, listener) => Enable(instrument, listener) };
    readonly ActivityListener _traces = new()
    {
        ShouldListenTo = source => source.Name == LoadTelemetry.Name,
        Sample = (ref _) => ActivitySamplingResult.AllData,
        ActivityStopped = span => s_listening.Value?._spans.Enqueue(span.OperationName),
    };

    readonly TestBook _book;

    public LoadTelemetryTests(PostgresServer postgres)
    {
        _book = new TestBook("sqlite", postgres);
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _metrics.Start();
        ActivitySource.AddActivityListener(_traces);
        s_listening.Value = this;
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
        _book.Dispose();
    }

    [Fact]
    public void Rejects_are_counted_by_every_reason_that_there_is()
    {
        string[] lines =
        [
            PerformanceCsv.Line(),
            "\"7,open",
            PerformanceCsv.Line() + ",1",
            PerformanceCsv.Line("WRTN_PREM_AMT=2"),
            PerformanceCsv.Line("MONTHS=13"),
            PerformanceCsv.Line("WRTN_PREM_AMT=much"),
            PerformanceCsv.Line("LOSS_RATIO=bad"),
            PerformanceCsv.Line("PROD_ABBR="),
            PerformanceCsv.Line("PROD_LINE=XL"),
            PerformanceCsv.Line("STATE_ABBR=Ohio"),
            PerformanceCsv.Line($"VENDOR={new string('x', 101)}"),
        ];
        _book.Load(PerformanceCsv.File(lines), new LoadOptions { MaxRejectRate = 1 });

        string[] reasons = ["open_quote", "field_count", "repeated_key", "whole_number", "amount", "number", "product_code", "product_line", "state", "text"];
        Assert.Equal(Enum.GetValues<RejectReason>().Length, reasons.Length);
        Assert.All(reasons, reason => Assert.Equal(1, _heard[$"claimbook.load.rejects {reason}"]));
        Assert.Equal((1, 10), (_heard["claimbook.load.rows inserted"], _heard["claimbook.load.rows rejected"]));
    }

    [Fact]
    public async Task Waiting_for_another_load_is_a_step_of_its_own_and_an_end_before_the_end_is_an_outcome()
    {
        var file = _book.Directory.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line()));
        using var cancellation = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        using (_book.Database.BeginLoad(cancellation: TestContext.Current.CancellationToken))
        {
            var loader = new Loader(_book.Database) { OnWait = () => cancellation.CancelAfter(TimeSpan.FromMilliseconds(100)) };
            await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => loader.Load(file, new LoadOptions(), cancellation.Token)));
        }

        Assert.InRange(_heard["claimbook.load.step.duration wait"], 0.1, clock.Elapsed.TotalSeconds);
        Assert.InRange(_heard["claimbook.load.duration cancelled"], _heard["claimbook.load.step.duration wait"], clock.Elapsed.TotalSeconds);
        Assert.Equal(["claimbook.load.wait", "claimbook.load"], _spans);
        Assert.DoesNotContain(_heard.Keys, k => k.StartsWith("claimbook.load.rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_of_a_thread_take_no_longer_than_the_load()
    {
        _book.Load(PerformanceCsv.File([.. Enumerable.Range(1, 20_000).Select(agency => PerformanceCsv.Line($"AGENCY_ID={agency}"))]));

        var took = _heard["claimbook.load.duration done"];
        var reading = new[] { "read", "validate", "conform" }.Select(step => _heard[$"claimbook.load.step.duration {step}"]).ToList();
        Assert.All(reading, seconds => Assert.True(seconds > 0));
        Assert.InRange(reading.Sum(), 0, took);
        Assert.InRange(_heard["claimbook.load.step.duration publish"], 0, took);
        Assert.Equal(["claimbook.load", "claimbook.load.publish", "claimbook.load.read"], _spans.Order());
    }

    static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == LoadTelemetry.Name)
            listener.EnableMeasurementEvents(instrument);
    }

    static void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        s_listening.Value?._heard.AddOrUpdate($"{instrument.Name} {tags[0].Value}", value, (_, before) => before + value);
}
