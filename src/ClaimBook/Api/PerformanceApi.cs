using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>performance</c>: premium, losses and policies, summed up or row by row.</summary>
static class PerformanceApi
{
    static readonly QueryForm s_summary = QueryForm.Star.With(AnswerFormat.Parameter);

    public static void Map(RouteGroupBuilder api)
    {
        var performance = api.MapGroup("performance").WithTags("Performance");
        performance.MapGet("summary", Summary).Takes(s_summary).CacheOutput(nameof(ReadyAnswers)).WithName("getPerformanceSummary")
            .WithSummary("Sums, ratios and counts by any dimensions")
            .WithDescription("Every ratio is computed from sums at the level shown, in the rows and in the total. Notices say what a reader must know.");
        DetailsApi.Map(performance);
    }

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Summary(HttpContext context) =>
        StarRequest.Answer(context, s_summary, r => r.Engine.Answer(r.Query, r.Scope).ToExport("Performance summary", r.Query));
}
