using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>claims/summary</c> and <c>policies/summary</c>: the figures of the book.</summary>
static class BookSummaryApi
{
    const string Meaning =
        "Exact by day: a claim counts on the day of its loss, premium is earned pro rata by day, policies in force are those that cover the last day. "
        + "Nothing is counted of days after that of the book. The answer is of no load, so it has no loadId.";

    static readonly QueryForm s_claims = QueryForm.Claims.With(AsOf.Parameter, AnswerFormat.Parameter);
    static readonly QueryForm s_policies = QueryForm.Policies.With(AsOf.Parameter, AnswerFormat.Parameter);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("claims/summary", Claims).WithTags("Claims").Takes(s_claims).WithName("getClaimsSummary")
            .WithSummary("Claims, what they cost, frequency and severity by any dimensions").WithDescription(Meaning);
        api.MapGet("policies/summary", Policies).WithTags("Policies").Takes(s_policies).WithName("getPoliciesSummary")
            .WithSummary("Policies and premium in force, earned premium and loss ratio by any dimensions").WithDescription(Meaning);
    }

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Claims(HttpContext context, Ledger ledger, Database database, ServerSettings settings) =>
        Answer(context, s_claims, "Claims summary", ledger, book => Engines.ForBook(settings.Engine, book, database));

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Policies(HttpContext context, Ledger ledger, Database database, ServerSettings settings) =>
        Answer(context, s_policies, "Policies summary", ledger, book => Engines.ForBook(settings.Engine, book, database));

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Answer(
        HttpContext context, QueryForm form, string title, Ledger ledger, Func<BookState, IAnalyticsEngine> engineFor)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        if (problem is not null)
            return problem;
        if (!AnalyticsQuery.TryParse(context.Request.QueryPairs(), form, out var query, out var problems))
            return Problems.Parameters(problems);
        var parameters = new RequestParameters(context.Request, form);
        var book = parameters.Book(ledger);
        if (parameters.Problem is { } wrong)
            return wrong;
        if (AnswerVersion.IsKnown(context, $"book{book.Change}-{book.Day:yyyyMMdd}-{CurrentStar.Program}", format!))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        using var question = context.RequestServices.GetRequiredService<Questions>().Begin(context);
        var engine = engineFor(book);
        var table = engine.Answer(query, CurrentUser.Of(context).Scope).ToExport(title, query);
        question.Answered(engine.Name, table.RowCount);
        return new TableResult(table with { Parameters = [.. table.Parameters, (AsOf.Parameter.Name, $"{book.Day:yyyy-MM-dd}")] }, format!);
    }
}
