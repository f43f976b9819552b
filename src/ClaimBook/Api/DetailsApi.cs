using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>performance/details</c>: the rows behind the figures, at the file's grain.</summary>
static class DetailsApi
{
    const int UsualLimit = 100;

    static readonly QueryParameter s_columns =
        new("columns", "The columns to show, separated by commas; all for every column of the file.", "agency,product,state,year,written_premium,sourceLine");

    static readonly QueryForm s_details = QueryForm.Details.With(s_columns, DetailCursor.Parameter, AnswerFormat.Parameter);

    static readonly Measure[] s_totals =
        [.. InsuranceCatalog.Measures.Where(m => m.Formula is Sum && DetailTable.Columns.Any(c => c.Name == m.Name))];

    public static void Map(RouteGroupBuilder performance) =>
        performance.MapGet("details", Details).Takes(s_details).IsExpensive().WithName("getPerformanceDetails")
            .WithSummary("The rows behind the figures")
            .WithDescription(
                $"""
                Rows at the file's grain (agency, product, state, year), each with its load and source line, by ascending key. As JSON in pages of
                {UsualLimit} rows, or of the limit given: nextCursor leads to the next page, and a page says so if a load has changed the data since
                the first one. As CSV and XLSX complete. A row belongs whole, also where the dates cut through its year.
                """);

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Details(HttpContext context, Database database, SqlEngine sql, CurrentStar current) =>
        StarRequest.Answer(context, s_details, (r, format) =>
        {
            var query = r.Query with { Allocation = Allocation.Whole, Measures = s_totals };
            if (!DetailTable.TrySelect(r.Parameters["columns"], out var columns, out var problem))
                return Problems.Parameters([problem]);
            DetailCursor? cursor = null;
            if (r.Parameters.TryGetValue(DetailCursor.Parameter.Name, out var text) && (cursor = DetailCursor.Parse(text.ToString(), query, r.ScopeKey)) is null)
                return Problems.Parameter(DetailCursor.Parameter.Name, "is not the nextCursor of a page of this question; leave it out to begin at the first page");

            // Open until the answer is sent: its rows stream from one unchanging state.
            var connection = database.Connect();
            context.Response.RegisterForDispose(connection);
            var snapshot = database.BeginRead(connection);
            context.Response.RegisterForDispose(snapshot);

            var details = sql.Details(connection, query, r.Scope);
            var rowCount = cursor?.LoadId == details.LoadId ? cursor.RowCount : (int)details.Count();
            var page = new Page(query.Limit ?? (format == ExportFormat.Json ? UsualLimit : int.MaxValue));
            var table = current.Details(connection).Of(columns, page.Of(details, cursor?.After), rowCount);
            // Of the same state as the rows, which may be a load ahead of the star for a moment.
            var whole = query with { Limit = null };
            var totals = (r.LoadId == details.LoadId ? r.Engine.Answer(whole, r.Scope) : sql.Answer(connection, whole, r.Scope)).ToExport();
            return new TableResult(
                table with
                {
                    Total = [.. columns.Select(c => totals.Columns.Index().FirstOrDefault(t => t.Item.Name == c.Name) is { Item: not null } t ? totals.Total![t.Index] : default)],
                    Notices = [.. Stale(cursor, details.LoadId), .. totals.Notices],
                    NextCursor = () => page.Next is { } after ? new DetailCursor(details.LoadId, rowCount, after, DetailCursor.Of(query, r.ScopeKey)).ToString() : null,
                    Parameters = [.. query.Parameters().Where(p => p.Key != "measures").Select(p => (p.Key, p.Value))],
                },
                format,
                hasDetails: true);
        });

    static IEnumerable<string> Stale(DetailCursor? cursor, int loadId)
    {
        if (cursor is not null && cursor.LoadId != loadId)
            yield return $"The page before was read from load {cursor.LoadId}; load {loadId} has changed the data since. Begin at the first page to see one state of it.";
    }

    /// <summary>A page of rows as it goes out.</summary>
    sealed class Page(int limit)
    {
        /// <summary>The last row, if there are more behind it.</summary>
        public FactKey? Next { get; private set; }

        public IEnumerable<PerformanceRow> Of(SqlDetails details, FactKey? after)
        {
            var (count, last) = (0, default(FactKey));
            foreach (var row in details.Rows(after, limit == int.MaxValue ? null : limit + 1))
            {
                if (count++ == limit)
                {
                    Next = last;
                    yield break;
                }
                last = row.Key;
                yield return row;
            }
        }
    }
}
