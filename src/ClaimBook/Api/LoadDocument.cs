using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;

namespace ClaimBook.Api;

/// <summary>A load, on its way or in the database. Who may not see all agencies is told that there is a load, its file, times and status: what is in
/// it, by counts, notices or errors, is of others too.</summary>
/// <param name="Id">What its address ends in: its number once it is in the database, or the id of its own that it has for a day.</param>
/// <param name="LoadId">Its number in the database; null unless it is done. Of a file that had been loaded before, that load's.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Status">Where it is on its way.</param>
/// <param name="StartedAt">When its turn came.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Bytes">Size of the file, once the load is in the database. This and all that follows is null or empty for users who are limited to some agencies.</param>
/// <param name="Sha256">SHA-256 of the file in hexadecimal digits, once the load is in the database.</param>
/// <param name="RowsRead">Data rows read.</param>
/// <param name="Inserted">Facts with a new key.</param>
/// <param name="Updated">Facts with other values than before.</param>
/// <param name="Unchanged">Lines equal to what was there.</param>
/// <param name="Deleted">Facts that a replacing load found missing in the file.</param>
/// <param name="Rejected">Lines rejected.</param>
/// <param name="Notices">What the reader should know.</param>
/// <param name="Error">Why it failed; null unless it did.</param>
/// <param name="Progress">How far it is; null before the first rows and of loads in the database.</param>
sealed record LoadDocument(
    string Id, int? LoadId, string File, LoadStatus Status, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    long? Bytes, string? Sha256, int? RowsRead, int? Inserted, int? Updated, int? Unchanged, int? Deleted, int? Rejected,
    IReadOnlyList<string> Notices, string? Error, LoadProgressDocument? Progress)
{
    /// <summary>A load of the queue.</summary>
    /// <param name="job">The load.</param>
    /// <param name="scope">The agencies that the reader may see.</param>
    public static LoadDocument Of(LoadJob job, RowScope scope)
    {
        var state = job.State;
        var report = state.Report;
        return new LoadDocument(
            job.Id, report?.LoadId, job.File, state.Status, state.StartedAt, state.FinishedAt, Bytes: null, Sha256: null,
            report?.RowsRead, report?.Inserted, report?.Updated, report?.Unchanged, report?.Deleted, report?.Rejected,
            report?.Notices ?? [], state.Error, state.Progress is { } progress ? LoadProgressDocument.Of(progress) : null).For(scope);
    }

    /// <summary>A load of the database.</summary>
    /// <param name="load">The load.</param>
    /// <param name="scope">The agencies that the reader may see.</param>
    public static LoadDocument Of(LoadRecord load, RowScope scope) => new LoadDocument(
        $"{load.LoadId}", load.LoadId, load.File, LoadStatus.Done, load.StartedAt, load.FinishedAt,
        load.Bytes, load.Sha256, load.RowsRead, load.Inserted, load.Updated, load.Unchanged, load.Deleted, load.Rejected, load.Notices, Error: null, Progress: null).For(scope);

    /// <summary>What of it a reader may see.</summary>
    public LoadDocument For(RowScope scope) => scope.IsAll ? this : new(
        Id, LoadId, File, Status, StartedAt, FinishedAt, Bytes: null, Sha256: null, RowsRead: null, Inserted: null, Updated: null, Unchanged: null, Deleted: null, Rejected: null,
        Notices: [], Error: null, Progress: null);
}

/// <summary>How far a load is.</summary>
/// <param name="Bytes">Bytes of the file read.</param>
/// <param name="TotalBytes">Bytes of the file.</param>
/// <param name="Rows">Data rows read.</param>
/// <param name="Rejected">Rows rejected.</param>
/// <param name="MegabytesPerSecond">Megabytes (10^6) of the file read per second.</param>
/// <param name="SecondsLeft">How long the rest will take at that speed.</param>
sealed record LoadProgressDocument(long Bytes, long TotalBytes, int Rows, int Rejected, double MegabytesPerSecond, double SecondsLeft)
{
    public static LoadProgressDocument Of(LoadProgress progress) => new(
        progress.Bytes, progress.TotalBytes, progress.Rows, progress.Rejected,
        Math.Round(progress.MegabytesPerSecond, 1), Math.Round(progress.Left.TotalSeconds, 1));
}
