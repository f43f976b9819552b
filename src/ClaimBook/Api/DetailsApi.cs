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

    static readonly QueryForm s_details =
        (QueryForm.Details with { Sortable = [.. DetailTable.Columns.Select(c => c.Name)] }).With(s_columns, DetailCursor.Parameter, AnswerFormat.Parameter);

    static readonly Measure[] s_totals =
        [.. InsuranceCatalog.Measures.Where(m => m.Formula is Sum && DetailTable.Columns.Any(c => c.Name == m.Name))];

    public static void Map(RouteGroupBuilder performance) =>
        performance.MapGet("details", Details).Takes(s_details).IsExpensive().WithName("getPerformanceDetails")
            .WithSummary("The rows behind the figures")
            .WithDescription(
                $"""
                Rows at the file's grain (agency, product, state, year), each with its load and source line. sort orders them by any columns, shown or not: rows
                without a value come last, whichever way it goes, texts go byte by byte, agency sizes from small to large, and equal rows, as all rows without
                sort, by ascending key. As JSON in pages of {UsualLimit} rows, or of the limit given. A page begins at any place by offset, which counts the rows
                of all pages before; or, without sort, behind the page before by its nextCursor, which is null after the last page and wherever sort or offset
                is given. Each page names its load: pages of one load are of one order. A page by cursor says so if a load has changed the data since
                the first one. As CSV and XLSX complete, in the same order. A row belongs whole, also where the dates cut through its year.
                """);

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Details(HttpContext context, Database database, SqlEngine sql, CurrentStar current) =>
        StarRequest.Answer(context, s_details, (r, format) =>
        {
            var query = r.Query with { Allocation = Allocation.Whole, Measures = s_totals };
            if (!DetailTable.TrySelect(r.Parameters["columns"], out var columns, out var problem))
                return Problems.Parameters([problem]);
            var isByKey = query.Sort.Count == 0 && !r.Parameters.ContainsKey(QueryParameter.Offset.Name);
            var question = r.KeyOf(query);
            DetailCursor? cursor = null;
            if (r.Parameters.TryGetValue(DetailCursor.Parameter.Name, out var text))
            {
                if (!isByKey)
                    return Problems.Parameter(DetailCursor.Parameter.Name, "cannot be combined with sort or offset: it leads through the rows by key; give offset and limit instead");
                if ((cursor = DetailCursor.Parse(text.ToString(), question)) is null)
                    return Problems.Parameter(DetailCursor.Parameter.Name, "is not the nextCursor of a page of this question; leave it out to begin at the first page");
            }

            var rows = r.Details(query) ?? FromDatabase(context, database, sql, current, query, r.Scope, cursor);
            var loadId = rows.Table.LoadId;
            var page = new Page(query.Limit ?? (format == ExportFormat.Json ? UsualLimit : int.MaxValue));
            var table = rows.Table.Of(columns, page.Of(rows, cursor?.After, query.Offset), rows.RowCount);
            var totals = rows.Totals.ToExport();
            return new TableResult(
                table with
                {
                    Total = [.. columns.Select(c => totals.Columns.Index().FirstOrDefault(t => t.Item.Name == c.Name) is { Item: not null } t ? totals.Total![t.Index] : default)],
                    Notices = [.. Stale(cursor, loadId), .. totals.Notices],
                    NextCursor = () => isByKey && page.Next is { } after ? new DetailCursor(loadId, rows.RowCount, after, DetailCursor.Of(question)).ToString() : null,
                    Parameters = [.. query.Parameters().Where(p => p.Key != "measures").Select(p => (p.Key, p.Value))],
                },
                format,
                hasDetails: true);
        });

    static DetailRows FromDatabase(HttpContext context, Database database, SqlEngine sql, CurrentStar current, AnalyticsQuery query, RowScope scope, DetailCursor? cursor)
    {
        // Open until the answer is sent: its rows stream from one unchanging state.
        var connection = database.Connect();
        context.Response.RegisterForDispose(connection);
        var snapshot = database.BeginRead(connection);
        context.Response.RegisterForDispose(snapshot);
        var details = sql.Details(connection, query, scope);
        return new DetailRows(
            current.Details(connection),
            cursor?.LoadId == details.LoadId ? cursor.RowCount : (int)details.Count(),
            sql.Answer(connection, query with { Sort = [], Limit = null, Offset = 0 }, scope),
            (after, offset, limit) => details.Rows(after, offset, limit, context.RequestAborted));
    }

    static IEnumerable<string> Stale(DetailCursor? cursor, int loadId)
    {
        if (cursor is not null && cursor.LoadId != loadId)
            yield return $"The page before was read from load {cursor.LoadId}, this one from load {loadId}. Begin at the first page to see one state of the data.";
    }

    /// <summary>A page of rows as it goes out.</summary>
    sealed class Page(int limit)
    {
        /// <summary>The last row, if there are more behind it.</summary>
        public FactKey? Next { get; private set; }

        public IEnumerable<PerformanceRow> Of(DetailRows rows, FactKey? after, int offset)
        {
            var (count, last) = (0, default(FactKey));
            foreach (var row in rows.From(after, offset, limit == int.MaxValue ? limit : limit + 1))
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
