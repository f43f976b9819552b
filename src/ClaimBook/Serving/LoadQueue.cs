using System.Data.Common;
using System.Threading.Channels;
using ClaimBook.Accounts;
using ClaimBook.Engine;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>Runs loads one after the other in the order in which they came; the database's own lock takes care of other processes. When the
/// server stops, the load that runs is rolled back and those that wait are cancelled.</summary>
sealed partial class LoadQueue(
    Database database, KeptFiles keptFiles, CurrentStar current, AuditLog audit, TimeProvider time, ILogger<LoadQueue> log) : BackgroundService
{
    const int MostRemembered = 1000;

    static readonly TimeSpan s_remembered = TimeSpan.FromDays(1);

    readonly Channel<LoadJob> _waiting = Channel.CreateUnbounded<LoadJob>(new UnboundedChannelOptions { SingleReader = true });
    readonly Lock _lock = new();
    readonly OrderedDictionary<string, LoadJob> _jobs = [];

    /// <summary>The loads that are remembered, in the order in which they came.</summary>
    public IReadOnlyList<LoadJob> Jobs
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return [.. _jobs.Values];
            }
        }
    }

    /// <summary>Puts a load at the end of the queue.</summary>
    public LoadJob Add(LoadJob job)
    {
        lock (_lock)
        {
            Forget();
            _jobs.Add(job.Id, job);
        }
        if (!_waiting.Writer.TryWrite(job))
            CancelByServer(job);
        return job;
    }

    /// <summary>The load of an id; null if it is not remembered.</summary>
    public LoadJob? Find(string id)
    {
        lock (_lock)
            return _jobs.GetValueOrDefault(id);
    }

    /// <summary>Ends a load: at once if its turn has not come, else soon.</summary>
    /// <returns>False if it has ended already.</returns>
    public bool TryCancel(LoadJob job)
    {
        var isUnderWay = job.TryCancel(time.GetUtcNow());
        if (isUnderWay && job.State.HasEnded)
            DeleteUpload(job);
        return isUnderWay;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var job in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                if (job.TryChange(s => s with { Status = LoadStatus.Running, StartedAt = time.GetUtcNow() }))
                    await Run(job, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends. Where its start failed the host would take this for a failure of the queue.
        }
        finally
        {
            _waiting.Writer.Complete();
            foreach (var job in Jobs)
                CancelByServer(job);
        }
    }

    /// <summary>Ends a load whose turn does not come any more.</summary>
    void CancelByServer(LoadJob job)
    {
        if (TryCancel(job))
            audit.Cancelled(job.Id, job.File, AuditOrigin.Server);
    }

    async Task Run(LoadJob job, CancellationToken stopping)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(job.Cancellation, stopping);
        // A load works for seconds or minutes: not on a thread that requests wait for.
        var ended = await Task.Factory.StartNew(
            () => Load(job, cancellation.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        DeleteUpload(job);
        job.TryChange(s => ended(s) with { FinishedAt = time.GetUtcNow() });
    }

    /// <summary>Loads, and says how the state changes by it.</summary>
    Func<LoadState, LoadState> Load(LoadJob job, CancellationToken cancellation)
    {
        var changed = false;
        var loader = new Loader(database)
        {
            KeptFiles = keptFiles,
            Time = time,
            OnWait = () => job.TryChange(s => s with { Status = LoadStatus.Waiting }),
            OnProgress = progress => job.TryChange(s => s with { Status = LoadStatus.Running, Progress = progress }),
            OnPublish = (transaction, report) =>
            {
                LoadAudit.Done(transaction, time.GetUtcNow(), job.AskedBy, report);
                changed = true;
            },
        };
        try
        {
            var report = loader.Load(job.Path, job.Options, cancellation);
            if (!changed)
                audit.Unnecessary(job, report);
            Refresh();
            Loaded(report.File, report.LoadId, report.RowsRead, report.Inserted, report.Updated, report.Deleted, report.Rejected);
            return s => s with { Status = LoadStatus.Done, Report = report };
        }
        catch (OperationCanceledException)
        {
            if (!job.Cancellation.IsCancellationRequested)
                audit.Cancelled(job.Id, job.File, AuditOrigin.Server);
            return s => s with { Status = LoadStatus.Cancelled };
        }
        catch (ClaimBookException e)
        {
            audit.Failed(job, e.Message);
            NotLoaded(e.Message);
            return s => s with { Status = LoadStatus.Failed, Error = e.Message, MaySucceedLater = IsOfDatabase(e) };
        }
        catch (Exception e)
        {
            // A bug; the loads that wait are not to suffer for it.
            audit.Failed(job, "an unexpected failure");
            Broken(e, job.File);
            return s => s with { Status = LoadStatus.Failed, Error = $"{job.File}: an unexpected failure; the server's log describes it.", MaySucceedLater = true };
        }
    }

    /// <summary>Shows the new data before the load counts as done: who sees it done gets the new answers.</summary>
    void Refresh()
    {
        try
        {
            current.Refresh();
        }
        catch (ClaimBookException e)
        {
            // The load is in the database all the same, and LoadWatch tries again every second.
            NotShown(e.Message);
        }
    }

    void Forget()
    {
        var (now, surplus) = (time.GetUtcNow(), _jobs.Count - MostRemembered);
        var ended = _jobs.Values.Where(j => j.State.HasEnded).ToList();
        foreach (var job in ended.Where((j, i) => now - j.State.FinishedAt > s_remembered || i < surplus))
            _jobs.Remove(job.Id);
    }

    static bool IsOfDatabase(Exception? e) => e is DbException || (e is not null && IsOfDatabase(e.InnerException));

    static void DeleteUpload(LoadJob job)
    {
        if (job.IsUpload)
            Uploads.Delete(job.Path);
    }

    [LoggerMessage(
        LogLevel.Information,
        "{File}, load {LoadId}: {RowsRead} rows read, {Inserted} inserted, {Updated} updated, {Deleted} deleted, {Rejected} rejected")]
    partial void Loaded(string file, int loadId, int rowsRead, int inserted, int updated, int deleted, int rejected);

    [LoggerMessage(LogLevel.Warning, "Not loaded: {Reason}")]
    partial void NotLoaded(string reason);

    [LoggerMessage(LogLevel.Error, "{File} could not be loaded")]
    partial void Broken(Exception exception, string file);

    [LoggerMessage(LogLevel.Error, "A load cannot be shown yet: {Reason}")]
    partial void NotShown(string reason);
}
