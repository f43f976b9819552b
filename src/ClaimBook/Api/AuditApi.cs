using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>audit</c>: who did what, when and from where.</summary>
static class AuditApi
{
    const int UsualLimit = 100, LargestLimit = 1000;

    static readonly QueryParameter s_from = new("from", "First day in UTC, included.", "2026-11-01", QueryParameterKind.Date);
    static readonly QueryParameter s_to = new("to", "Last day in UTC, included.", "2026-11-30", QueryParameterKind.Date);
    static readonly QueryParameter s_actor = new("actor", "Only acts of those whose name begins so.", "ann@example.com");
    static readonly QueryParameter s_action = new("action", "Only acts of this kind.", "export", Allowed: [.. AuditAction.All.Select(a => a.Name)]);
    static readonly QueryParameter s_subject = new("subject", "Only acts whose subject begins so.", "/api/v1/reports/premium");
    static readonly QueryParameter s_limit = new(
        "limit", $"How many entries to list at most, up to {LargestLimit:N0}; {UsualLimit} by default as JSON, else all.", "100", QueryParameterKind.WholeNumber);
    static readonly QueryParameter s_before = new(
        "before", "Only entries before this number: the nextCursor of the page before.", "42", QueryParameterKind.WholeNumber);

    static readonly QueryForm s_list = new() { Parameters = [s_from, s_to, s_actor, s_action, s_subject, s_limit, s_before, AnswerFormat.Parameter] };

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("audit", List).RequireAuthorization(Policies.Admin).WithTags("Audit").Takes(s_list).WithName("getAudit").WithSummary("The audit log")
            .WithDescription("Who did what, when and from where, the newest first. As CSV and XLSX complete; such a reading is an entry of its own.");

    static Results<TableResult, ProblemHttpResult> List(HttpContext context, Database database)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        if (format is null)
            return problem!;
        var parameters = new RequestParameters(context.Request, s_list);
        var filter = new AuditFilter
        {
            From = parameters.Date(s_from),
            To = parameters.Date(s_to),
            Actor = parameters.Text(s_actor),
            Action = parameters.OneOf(s_action),
            Subject = parameters.Text(s_subject),
        };
        var limit = parameters.WholeNumber(s_limit, 1, LargestLimit) ?? (format == ExportFormat.Json ? UsualLimit : null as int?);
        var before = parameters.WholeNumber(s_before, 1, long.MaxValue);
        if (parameters.Problem is { } wrong)
            return wrong;

        // Open until the answer is sent: its rows stream from one unchanging state.
        var connection = database.Connect();
        context.Response.RegisterForDispose(connection);
        var count = database.Guard(() =>
        {
            context.Response.RegisterForDispose(database.BeginRead(connection));
            return AuditRecord.Count(connection, filter);
        });
        var page = new Page(limit);
        var entries = AuditRecord.Read(connection, filter, before ?? long.MaxValue, limit is { } most ? most + 1 : null);
        return new TableResult(AuditTable.Of(page.Of(entries), (int)Math.Min(count, int.MaxValue), () => page.Next), format);
    }

    /// <summary>A page of entries as it goes out.</summary>
    sealed class Page(int? limit)
    {
        /// <summary>The last entry, if there are more behind it.</summary>
        public long? Next { get; private set; }

        public IEnumerable<AuditRecord> Of(IEnumerable<AuditRecord> entries)
        {
            var (count, last) = (0, 0L);
            foreach (var entry in entries)
            {
                if (count++ == limit)
                {
                    Next = last;
                    yield break;
                }
                last = entry.AuditId;
                yield return entry;
            }
        }
    }
}
