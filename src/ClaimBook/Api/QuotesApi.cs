using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>quotes</c>: what was quoted and bound.</summary>
static class QuotesApi
{
    static readonly QueryForm s_summary = QueryForm.Quotes.With(AnswerFormat.Parameter);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGroup("quotes").WithTags("Quotes").MapGet("summary", Summary).Takes(s_summary).CacheOutput(nameof(ReadyAnswers)).WithName("getQuotesSummary")
            .WithSummary("Quotes, binds and hit ratio by agency, product line and quoting platform")
            .WithDescription("Quotes are counted once for each agency, line and platform; the source has no year, product or state for them.");

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Summary(HttpContext context) =>
        StarRequest.Answer(context, s_summary, r => r.Engine.Answer(r.Query, r.Scope).ToExport("Quotes summary", r.Query));
}
