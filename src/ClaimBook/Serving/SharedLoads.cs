using System.Text.Json;
using ClaimBook.Api;
using ClaimBook.Engine;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>The loads that other nodes have on their way, or had within a day. A load lives in the memory of its node, which writes every second to
/// table <c>load_job</c> how it stands; the others read it there, and write there that it is to end. A database that one node has needs none of it.</summary>
sealed class SharedLoads(Database database, LoadQueue queue, Watching watching) : BackgroundService
{
    /// <summary>A node that has not said for so long that it lives has ended.</summary>
    const string Silence = "30 seconds";

    const string Lost = "The server that was loading it ended. Load it again: what of it is in the database already does not change.";

    readonly HashSet<string> _ended = [];
    readonly Lock _writing = new();

    /// <summary>Tells the other nodes of a load, before anybody can ask them for it.</summary>
    public void Add(LoadJob job)
    {
        if (!database.IsShared)
            return;
        try
        {
            Tell([job]);
        }
        catch (ClaimBookException)
        {
            // It will be tried again in a second.
        }
    }

    /// <summary>A load of another node by its id; null if none tells of it. For those who may see all agencies.</summary>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public LoadDocument? Find(string id) =>
        database.IsShared && Guid.TryParseExact(id, "N", out _) && Read("WHERE job_id = @id", ("id", id)) is [var load] ? load : null;

    /// <summary>The loads of other nodes that are not in the database, the newest first. For those who may see all agencies.</summary>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public IReadOnlyList<LoadDocument> All() =>
        database.IsShared ? [.. Read("ORDER BY job_id DESC").Where(l => l.LoadId is null && queue.Find(l.Id) is null)] : [];

    /// <summary>Asks the node of a load to end it.</summary>
    /// <returns>False if it has ended already.</returns>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public bool TryCancel(LoadDocument load) => database.Guard(() =>
    {
        using var connection = database.Connect();
        return connection.Execute("UPDATE load_job SET is_cancel_asked = true WHERE job_id = @id AND NOT has_ended", ("id", load.Id)) > 0;
    });

    /// <summary>Ends; how the loads of this node ended is told first.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await (queue.ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (database.IsShared)
            await Task.Run(TellAll, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // That the database fails is said by those who look for loads.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.IsShared ? watching.Look(() => Task.Run(TellAll, stoppingToken), failed: _ => { }, stoppingToken) : Task.CompletedTask;

    void TellAll()
    {
        var jobs = queue.Jobs;
        Tell(jobs);
        lock (_writing)
            _ended.IntersectWith(jobs.Select(j => j.Id));
    }

    void Tell(IEnumerable<LoadJob> jobs)
    {
        lock (_writing)
        {
            var news = jobs.Where(j => !_ended.Contains(j.Id)).Select(j => (Job: j, Document: LoadDocument.Of(j, RowScope.All))).ToList();
            if (news.Count == 0)
                return;
            database.Guard(() =>
            {
                using var connection = database.Connect();
                foreach (var (job, document) in news)
                {
                    connection.Execute(
                        """
                        INSERT INTO load_job (job_id, document, has_ended, is_cancel_asked, seen_at) VALUES (@id, @document, @ended, false, now())
                        ON CONFLICT (job_id) DO UPDATE SET document = excluded.document, has_ended = excluded.has_ended, seen_at = excluded.seen_at
                        """,
                        ("id", job.Id), ("document", JsonSerializer.Serialize(document, JsonSerializerOptions.Web)), ("ended", document.FinishedAt is not null));
                    if (document.FinishedAt is not null)
                        _ended.Add(job.Id);
                    else if (connection.QueryNumber("SELECT count(*) FROM load_job WHERE job_id = @id AND is_cancel_asked", ("id", job.Id)) > 0)
                        queue.TryCancel(job);
                }
                connection.Execute("DELETE FROM load_job WHERE seen_at < now() - interval '1 day'");
            });
        }
    }

    IReadOnlyList<LoadDocument> Read(string which, params (string, object?)[] parameters) => database.Guard(() =>
    {
        using var connection = database.Connect();
        return connection.Query(
            $"SELECT document, NOT has_ended AND seen_at < now() - interval '{Silence}', seen_at FROM load_job {which}",
            row =>
            {
                var document = JsonSerializer.Deserialize<LoadDocument>(row.GetString(0), JsonSerializerOptions.Web)!;
                return row.GetBoolean(1) ? document with { Status = LoadStatus.Failed, FinishedAt = row.GetFieldValue<DateTimeOffset>(2), Error = Lost } : document;
            },
            parameters);
    });
}
