using System.Diagnostics;

namespace ClaimBook.Engine.Pipeline;

/// <summary>A load as telemetry sees it, until it is disposed of.</summary>
sealed class LoadMeasurement(string file, CancellationToken cancellation) : IDisposable
{
    readonly long _began = Stopwatch.GetTimestamp();
    readonly Activity? _span = LoadTelemetry.Source.StartActivity(LoadTelemetry.LoadSpan)?.SetTag("file.name", file);

    LoadOutcome? _outcome;

    /// <summary>It is in the database.</summary>
    public void Done(LoadReport report, IEnumerable<KeyValuePair<RejectReason, int>> rejects)
    {
        _outcome = LoadOutcome.Done;
        LoadTelemetry.Loaded(report, rejects);
    }

    /// <summary>It was there before.</summary>
    public void Unnecessary() => _outcome = LoadOutcome.Unnecessary;

    public void Dispose()
    {
        var outcome = _outcome ?? (cancellation.IsCancellationRequested ? LoadOutcome.Cancelled : LoadOutcome.Failed);
        LoadTelemetry.Ended(outcome, Stopwatch.GetElapsedTime(_began).TotalSeconds, _span);
        _span?.Dispose();
    }
}

/// <summary>Adds up what steps the time of a thread goes to. While nobody listens it does nothing.</summary>
/// <param name="spanName">The span, which begins with the first step and ends with the clock.</param>
sealed class StepClock(string spanName) : IDisposable
{
    readonly bool _runs = LoadTelemetry.TimesSteps;
    readonly long[] _ticks = new long[Enum.GetValues<LoadStep>().Length];
    Activity? _span;
    LoadStep? _step;
    long _since;

    /// <summary>The thread goes on with a step; with null it waits for the other thread.</summary>
    public void Enter(LoadStep? step)
    {
        if (!_runs)
            return;
        _span ??= LoadTelemetry.Source.StartActivity(spanName);
        var now = Stopwatch.GetTimestamp();
        if (_step is { } before)
            _ticks[(int)before] += now - _since;
        (_step, _since) = (step, now);
    }

    public void Dispose()
    {
        if (_since == 0)
            return;
        Enter(null);
        foreach (var step in Enum.GetValues<LoadStep>())
        {
            if (_ticks[(int)step] > 0)
                LoadTelemetry.Worked(step, (double)_ticks[(int)step] / Stopwatch.Frequency, _span);
        }
        _span?.Dispose();
    }
}

/// <summary>How a load ended.</summary>
enum LoadOutcome
{
    /// <summary>It is in the database.</summary>
    Done,

    /// <summary>The same file was there before.</summary>
    Unnecessary,

    /// <summary>It could not be done; nothing changed.</summary>
    Failed,

    /// <summary>It was ended before its end; nothing changed.</summary>
    Cancelled,
}

/// <summary>A step of a load.</summary>
enum LoadStep
{
    /// <summary>A load of another process comes first.</summary>
    Wait,

    /// <summary>Bytes become records.</summary>
    Read,

    /// <summary>Fields become values.</summary>
    Validate,

    /// <summary>Lines become changes of facts.</summary>
    Conform,

    /// <summary>Changes are written.</summary>
    Publish,
}
