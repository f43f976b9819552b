using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>reports</c>: tables as they are handed on.</summary>
static class ReportsApi
{
    static readonly QueryParameter s_subtotals =
        new("subtotals", "Whether to add a subtotal after the lines of each agency.", "true", Allowed: ["true", "false"]);

    static readonly QueryForm s_premium = QueryForm.Report.With(s_subtotals, AnswerFormat.Parameter);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGroup("reports").WithTags("Reports").MapGet("premium", Premium).Takes(s_premium).CacheOutput(nameof(ReadyAnswers)).WithName("getPremiumReport")
            .WithSummary("The premium report")
            .WithDescription(
                """
                Policies in force, new business, renewal, written and earned premium, incurred losses, loss ratio and share of the written premium
                by agency and product line, for any dates and filters, with a grand total and, if asked for, a subtotal for each agency.
                """);

    static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Premium(HttpContext context) => StarRequest.Answer(context, s_premium, (r, format) =>
    {
        var subtotals = r.Parameters.TryGetValue(s_subtotals.Name, out var given) ? given.ToString() : "false";
        if (s_subtotals.Refuse(subtotals) is { } problem)
            return Problems.Parameters([problem]);
        var report = PremiumReport.Of(r.Query, subtotals == "true", r.Engine, r.Scope);
        return new TableResult(report.ToExport(PremiumReport.Title, PremiumReport.Question(r.Query)), format);
    });
}
