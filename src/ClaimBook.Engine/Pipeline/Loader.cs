using System.Data.Common;
using System.Diagnostics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>Loads performance files: read, validate and conform on one thread, publish on another, all of a file in one transaction.</summary>
public sealed class Loader(Database database)
{
    /// <summary>Where the time of a load's record comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the loaded files are kept; null: they are not.</summary>
    public KeptFiles? KeptFiles { get; init; }

    /// <summary>Told now and then how far a load is; called from a thread of the load's.</summary>
    public Action<LoadProgress>? OnProgress { get; init; }

    /// <summary>Told when a load has to wait for another one.</summary>
    public Action? OnWait { get; init; }

    /// <summary>Told when a load is about to become visible, with its connection: what is written there becomes so with it, or never.</summary>
    public Action<DbConnection, LoadReport>? OnPublish { get; init; }

    /// <summary>Loads a file: CSV, or one CSV in gzip or zip.</summary>
    /// <param name="path">Where the file lies.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellation">Ends the load; nothing of it remains.</param>
    /// <exception cref="ClaimBookException">The file as a whole cannot be loaded, or the database failed; nothing changed.</exception>
    public LoadReport Load(string path, LoadOptions options, CancellationToken cancellation = default)
    {
        using var measurement = new LoadMeasurement(options.FileName ?? Path.GetFileName(path), cancellation);
        try
        {
            using var source = Source.Open(path);
            return database.Guard(() =>
            {
                using var transaction = Begin(cancellation);
                return Load(source, transaction, options, measurement, cancellation);
            });
        }
        catch (ClaimBookException e)
        {
            throw new ClaimBookException($"{options.FileName ?? path}: {e.Message}", e);
        }
        catch (Exception e) when (Source.IsUnreadable(e))
        {
            throw new ClaimBookException($"{options.FileName ?? path}: {Source.Explain(e)}", e);
        }
    }

    WriteTransaction Begin(CancellationToken cancellation)
    {
        using var clock = new StepClock(LoadTelemetry.WaitSpan);
        return database.BeginLoad(
            () =>
            {
                clock.Enter(LoadStep.Wait);
                OnWait?.Invoke();
            },
            cancellation);
    }

    LoadReport Load(Source source, WriteTransaction transaction, LoadOptions options, LoadMeasurement measurement, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var startedAt = Time.GetUtcNow();
        var copy = KeptFiles?.BeginCopy();
        source.BeginHash(copy);
        using var index = new FactIndex(database, (int)FactPerformance.Count(transaction.Connection));
        if (!options.Force && EarlierLoad(source, transaction, options) is { } earlier)
        {
            measurement.Unnecessary();
            return earlier with { Seconds = clock.Elapsed.TotalSeconds };
        }

        // Needed only in the end, so it goes on beside the reading of the file, which leaves a core free.
        var stored = Task.Run(() => StoredValues.Read(database), CancellationToken.None);
        try
        {
            var report = Publish(source, copy, transaction, index, stored, options, measurement, startedAt, cancellation);
            return report with { Seconds = clock.Elapsed.TotalSeconds };
        }
        finally
        {
            // Whichever way a load ends, nothing of it goes on in the database.
            ((IAsyncResult)stored).AsyncWaitHandle.WaitOne();
        }
    }

    LoadReport Publish(
        Source source, KeptCopy? copy, WriteTransaction transaction, FactIndex index, Task<StoredValues> stored, LoadOptions options,
        LoadMeasurement measurement, DateTimeOffset startedAt, CancellationToken cancellation)
    {
        var conformer = new Conformer(transaction, index);
        var publisher = new Publisher(transaction, conformer);
        var reading = new FileReading(source, conformer, OnProgress);
        using var clock = new StepClock(LoadTelemetry.PublishSpan);
        reading.Run(
            batch =>
            {
                clock.Enter(LoadStep.Publish);
                publisher.Write(batch);
                clock.Enter(null);
            },
            cancellation);
        clock.Enter(LoadStep.Publish);
        if (reading.RowsRead == 0)
            throw new ClaimBookException("The file has a header but no rows.");
        if ((double)reading.Rejected / reading.RowsRead > options.MaxRejectRate)
        {
            throw new ClaimBookException(
                $"{reading.Rejected} of {reading.RowsRead} lines cannot be right "
                + $"({(double)reading.Rejected / reading.RowsRead:P1}; at most {options.MaxRejectRate:P1} may be); nothing was loaded. "
                + $"The first: {string.Join("; ", reading.FirstRejects)}.");
        }
        if (options.Replace)
            publisher.DeleteUnseen();
        publisher.WriteStar(stored.GetAwaiter().GetResult(), factsWereReplaced: reading.Updated + publisher.Deleted > 0);
        source.ThrowIfChanged();
        copy?.TakeName(source.Sha256, source.Ending);
        var report = new LoadReport(
            conformer.LoadId, options.FileName ?? source.Name, reading.RowsRead, reading.Inserted, reading.Updated, reading.Unchanged, publisher.Deleted, reading.Rejected,
            Notices.Of(reading, conformer, copy?.Problem), Seconds: 0);
        var now = Time.GetUtcNow();
        // A clock that was set back meanwhile must not end a load before its beginning.
        publisher.WriteLoad(report, source.Sha256, source.Length, options.Replace, startedAt, now > startedAt ? now : startedAt);
        OnPublish?.Invoke(transaction.Connection, report);
        cancellation.ThrowIfCancellationRequested();
        transaction.Commit();
        measurement.Done(report, reading.RejectReasons);
        copy?.Confirm();
        return report;
    }

    /// <summary>The load that makes this one unnecessary, as a report that nothing was done.</summary>
    static LoadReport? EarlierLoad(Source source, WriteTransaction transaction, LoadOptions options)
    {
        // The hash is waited for only if a file of this size was loaded before.
        if (transaction.Connection.QueryNumber("SELECT count(*) FROM load WHERE bytes = @bytes", ("bytes", source.Length)) == 0)
            return null;
        var latest = Dimensions.LatestLoad(transaction.Connection);
        var same = transaction.Connection.Query(
            "SELECT load_id, finished_at, replaced_all FROM load WHERE sha256 = @sha256 ORDER BY load_id DESC LIMIT 1",
            r => (Id: r.GetInt32(0), At: r.GetFieldValue<DateTimeOffset>(1), ReplacedAll: r.GetBoolean(2)),
            ("sha256", source.Sha256));
        if (same.Count == 0 || (options.Replace && !(same[0].ReplacedAll && same[0].Id == latest)))
            return null;
        var notice = $"The same file was loaded before, as load {same[0].Id} on {same[0].At:yyyy-MM-dd HH:mm} UTC; nothing was done."
            + (latest - same[0].Id) switch
            {
                0 => "",
                1 => " 1 other load came after it; --force loads it again.",
                var later => $" {later} other loads came after it; --force loads it again.",
            };
        return new LoadReport(same[0].Id, options.FileName ?? source.Name, 0, 0, 0, 0, 0, 0, [notice], 0);
    }
}
