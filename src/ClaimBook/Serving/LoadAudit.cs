using System.Data.Common;
using ClaimBook.Accounts;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Serving;

/// <summary>What the audit log says of loads. A load on its way lives in memory, so that its entries are written soon after; that it is done is
/// written in its own transaction.</summary>
static class LoadAudit
{
    /// <summary>A file was uploaded.</summary>
    public static void Accepted(this AuditLog audit, LoadJob job, long bytes) => audit.WriteSoon(
        job.AskedBy, AuditAction.LoadAccepted, job.File,
        $"load {job.Id}; {bytes:N0} bytes{(job.Options.Replace ? "; replace" : "")}{(job.Options.Force ? "; force" : "")}");

    /// <summary>A load was ended before its end.</summary>
    public static void Cancelled(this AuditLog audit, string id, string file, AuditOrigin by) =>
        audit.WriteSoon(by, AuditAction.LoadCancelled, file, by == AuditOrigin.Server ? $"load {id}; the server stopped" : $"load {id}");

    /// <summary>A load could not be done.</summary>
    public static void Failed(this AuditLog audit, LoadJob job, string reason) =>
        audit.WriteSoon(job.AskedBy, AuditAction.LoadFailed, job.File, $"load {job.Id}; {reason}");

    /// <summary>A load is about to be committed.</summary>
    public static void Done(DbConnection transaction, DateTimeOffset at, AuditOrigin by, LoadReport report) => AuditLog.Write(
        transaction, at, by, AuditAction.LoadDone, report.File,
        $"load {report.LoadId}; {report.Inserted:N0} inserted, {report.Updated:N0} updated, {report.Deleted:N0} deleted, {report.Rejected:N0} rejected");

    /// <summary>A load was not necessary. The watched folder is not worth a word: it asks for each of its files at every start.</summary>
    public static void Unnecessary(this AuditLog audit, LoadJob job, LoadReport report)
    {
        if (job.IsUpload)
            audit.WriteSoon(job.AskedBy, AuditAction.LoadDone, job.File, $"load {report.LoadId}; {string.Join(' ', report.Notices)}");
    }
}
