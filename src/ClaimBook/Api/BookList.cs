using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary>A list of the book as a resource: in pages, and whole as a file.</summary>
/// <typeparam name="T">Its rows.</typeparam>
/// <param name="table">The list as a table.</param>
/// <param name="all">Its rows of a book, as far as a scope admits them.</param>
sealed class BookList<T>(BookTable<T> table, Func<BookState, RowScope, IEnumerable<T>> all)
{
    const int UsualLimit = 100, LargestLimit = 1000;

    static readonly QueryParameter s_limit = new(
        "limit", $"How many rows to show at most, up to {LargestLimit:N0}; {UsualLimit} by default as JSON, else all.", "100", QueryParameterKind.WholeNumber);

    /// <summary>What a page may be asked for.</summary>
    public QueryForm Pages { get; } = new()
    {
        Parameters = [.. table.Filters, AsOf.Parameter, table.Sort, s_limit, QueryParameter.Offset, AnswerFormat.Parameter],
    };

    /// <summary>What the whole list may be asked for.</summary>
    public QueryForm Whole { get; } = new() { Parameters = [.. table.Filters, AsOf.Parameter, table.Sort, AnswerFormat.Parameter] };

    /// <summary>What the rows of one thing may be asked for.</summary>
    public QueryForm OfOne { get; } = new() { Parameters = [AsOf.Parameter, table.Sort, AnswerFormat.Parameter] };

    /// <summary>Answers with a page of the list.</summary>
    public Results<TableResult, ProblemHttpResult> Page(HttpContext context, Ledger ledger) => Answer(context, ledger, Pages, isExport: false, all);

    /// <summary>Answers with the whole list, as CSV by default.</summary>
    public Results<TableResult, ProblemHttpResult> Export(HttpContext context, Ledger ledger) => Answer(context, ledger, Whole, isExport: true, all);

    /// <summary>Answers with the rows of one thing.</summary>
    /// <param name="context">The request.</param>
    /// <param name="ledger">The book.</param>
    /// <param name="rows">Its rows; null if there is no such thing.</param>
    /// <param name="missing">What is said then.</param>
    public Results<TableResult, ProblemHttpResult> One(HttpContext context, Ledger ledger, Func<BookState, RowScope, IEnumerable<T>?> rows, Refused missing) =>
        Answer(context, ledger, OfOne, isExport: false, rows, missing);

    Results<TableResult, ProblemHttpResult> Answer(
        HttpContext context, Ledger ledger, QueryForm form, bool isExport, Func<BookState, RowScope, IEnumerable<T>?> rowsOf, Refused? missing = null)
    {
        var (format, problem) = AnswerFormat.Of(context.Request, isExport ? ExportFormat.Csv : null);
        if (format is null)
            return problem!;
        var parameters = new RequestParameters(context.Request, form);
        var question = table.Read(parameters.Text, parameters.Refuse);
        if (form == Pages)
        {
            question = question with
            {
                Limit = parameters.WholeNumber(s_limit, 1, LargestLimit) ?? (format == ExportFormat.Json ? UsualLimit : null as int?),
                Offset = parameters.WholeNumber(QueryParameter.Offset, 0, int.MaxValue) ?? 0,
            };
        }
        var book = parameters.Book(ledger);
        if (parameters.Problem is { } wrong)
            return wrong;
        if (rowsOf(book, CurrentUser.Of(context).Scope) is not { } rows)
            return Problems.Of(missing!);
        context.Response.IsPrivate();
        return new TableResult(table.Of(book, rows, question), format, hasDetails: isExport);
    }
}
