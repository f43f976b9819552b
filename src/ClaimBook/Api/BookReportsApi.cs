using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>reports/loss-run</c> and <c>reports/claims-bordereau</c>: the documents of the book as they are handed on.</summary>
static class BookReportsApi
{
    static readonly QueryForm s_lossRun = new() { Parameters = [.. LossRun.Parameters, AnswerFormat.Parameter] };

    static readonly QueryForm s_bordereau = new() { Parameters = [.. ClaimsBordereau.Parameters, AnswerFormat.Parameter] };

    public static void Map(RouteGroupBuilder api)
    {
        var reports = api.MapGroup("reports").WithTags("Reports");
        reports.MapGet("loss-run", Results<TableResult, ProblemHttpResult> (HttpContext context, Ledger ledger) => Answer(context, ledger, s_lossRun, LossRun.Of))
            .Takes(s_lossRun).IsExpensive().WithName("getLossRun").WithSummary("A loss run")
            .WithDescription(
                """
                The policies of a policyholder or of an agency, or one policy, each with its claims: paid, reserve, incurred and recoveries as they were known at
                the end of the valuation date, in UTC. Policies without claims are listed too, with the status no_claims; quotes are not. A loss run of a day
                that is over is the same to the byte whenever it is asked for.
                """)
            .Refuses(StatusCodes.Status404NotFound);
        reports.MapGet("claims-bordereau", Results<TableResult, ProblemHttpResult> (HttpContext context, Ledger ledger) => Answer(context, ledger, s_bordereau, ClaimsBordereau.Of))
            .Takes(s_bordereau).IsExpensive().WithName("getClaimsBordereau").WithSummary("The claims bordereau of a month")
            .WithDescription(
                """
                Each claim that is open at the end of the month, or of which anything was recorded in it, with what was previously paid, paid this month and
                reserved, by indemnity and expense and in all. A payment counts to the month in which it was recorded, and recoveries are taken off: so previously
                paid + paid this month + reserve = incurred on every row, and what is previously paid next month is previously paid + paid this month now.
                """);
    }

    static Results<TableResult, ProblemHttpResult> Answer(
        HttpContext context, Ledger ledger, QueryForm form, Func<Ledger, Func<QueryParameter, string?>, RowScope, Outcome<ExportTable>> report)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        if (format is null)
            return problem!;
        var parameters = new RequestParameters(context.Request, form);
        foreach (var parameter in form.Parameters)
            parameters.Text(parameter);
        if (parameters.Problem is { } wrong)
            return wrong;
        var (table, refused) = report(ledger, parameters.Text, CurrentUser.Of(context).Scope);
        return table is null ? Problems.Of(refused!) : new TableResult(table, format, hasDetails: true);
    }
}
