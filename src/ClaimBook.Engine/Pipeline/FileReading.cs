using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ClaimBook.Engine.Pipeline;

/// <summary>Takes a file through read, validate and conform on a thread of its own, and hands batches to the writing thread;
/// a bounded queue between them keeps memory the same however long the file.</summary>
sealed class FileReading(Source source, Conformer conformer, Action<LoadProgress>? onProgress)
{
    const int BatchesUnderWay = 8;
    const int RejectsKept = 3;

    readonly Stopwatch _clock = Stopwatch.StartNew();
    readonly ConcurrentBag<Batch> _spare = [];
    readonly List<Reject> _firstRejects = [];
    readonly Dictionary<RejectReason, int> _rejectReasons = [];

    /// <summary>Data rows read.</summary>
    public int RowsRead { get; private set; }

    /// <summary>Facts with a new key.</summary>
    public int Inserted { get; private set; }

    /// <summary>Facts with other values than before.</summary>
    public int Updated { get; private set; }

    /// <summary>Lines equal to what was there.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Lines rejected.</summary>
    public int Rejected { get; private set; }

    /// <summary>The first rejected lines, for a message.</summary>
    public IReadOnlyList<Reject> FirstRejects => _firstRejects;

    /// <summary>How many lines were rejected for each reason.</summary>
    public IReadOnlyDictionary<RejectReason, int> RejectReasons => _rejectReasons;

    /// <summary>Columns that ClaimBook does not know.</summary>
    public IReadOnlyList<string> SurplusColumns { get; private set; } = [];

    /// <summary>Reads the file; the batches go to <paramref name="write"/> on the calling thread, in order.</summary>
    public void Run(Action<Batch> write, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var queue = new BlockingCollection<Batch>(BatchesUnderWay);
        var reading = Task.Factory.StartNew(() => Read(queue, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var batch in queue.GetConsumingEnumerable(stop.Token))
            {
                write(batch);
                batch.Clear();
                _spare.Add(batch);
            }
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }
        reading.GetAwaiter().GetResult();
    }

    void Read(BlockingCollection<Batch> queue, CancellationToken cancellation)
    {
        using var clock = new StepClock(LoadTelemetry.ReadSpan);
        try
        {
            clock.Enter(LoadStep.Read);
            var reader = new CsvReader(source.Content);
            var header = Header.Read(reader);
            SurplusColumns = header.Surplus;
            var validator = new Validator(reader, header);
            var batch = new Batch();
            var lines = 0;
            while (reader.Read())
            {
                RowsRead++;
                Take(reader, validator, batch, clock);
                if (++lines == Batch.Size)
                {
                    clock.Enter(null);
                    queue.Add(batch, cancellation);
                    onProgress?.Invoke(Progress());
                    batch = _spare.TryTake(out var spare) ? spare : new Batch();
                    lines = 0;
                }
                clock.Enter(LoadStep.Read);
            }
            clock.Enter(null);
            queue.Add(batch, cancellation);
            // The whole file: a zip goes on behind its content, with the directory that was read first.
            onProgress?.Invoke(Progress() with { Bytes = source.Length });
        }
        catch (Exception e) when (Source.IsUnreadable(e))
        {
            // Said here, where it cannot be taken for a failure of the database.
            throw new ClaimBookException(Source.Explain(e), e);
        }
        finally
        {
            queue.CompleteAdding();
        }
    }

    void Take(CsvReader reader, Validator validator, Batch batch, StepClock clock)
    {
        clock.Enter(LoadStep.Validate);
        if (conformer.CanRecognize && validator.TryKey(out var key))
        {
            clock.Enter(LoadStep.Conform);
            if (conformer.Recognizes(key, reader.Line))
            {
                conformer.Collect(key, validator.Shared(), reader.Line);
                Unchanged++;
                return;
            }
            clock.Enter(LoadStep.Validate);
        }
        if (validator.TryValidate(out var line))
        {
            clock.Enter(LoadStep.Conform);
            switch (conformer.Conform(line, reader.Line, out var row, out var earlierLine))
            {
                case Change.Inserted:
                    Inserted++;
                    batch.Rows.Add(row);
                    return;
                case Change.Updated:
                    Updated++;
                    batch.ChangedKeys.Add(row.Key);
                    batch.Rows.Add(row);
                    return;
                case Change.Unchanged:
                    Unchanged++;
                    return;
                default:
                    validator.RejectLine(RejectReason.RepeatedKey, $"gives agency, product, state and year of line {earlierLine} again, with other values; each may be given once");
                    break;
            }
        }
        Rejected++;
        batch.Rejects.Add(validator.Problem!);
        CollectionsMarshal.GetValueRefOrAddDefault(_rejectReasons, validator.Problem!.Kind, out _)++;
        if (_firstRejects.Count < RejectsKept)
            _firstRejects.Add(validator.Problem!);
    }

    LoadProgress Progress() => new(source.Position, source.Length, RowsRead, Rejected, _clock.Elapsed);
}
