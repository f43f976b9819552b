using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>policies</c>: the policies that were sold.</summary>
static class PoliciesApi
{
    static readonly BookList<PolicyRow> s_list = new(PolicyTable.List, PolicyList.Of);
    static readonly BookList<ClaimRow> s_claims = new(ClaimTable.List, ClaimList.Of);
    static readonly QueryForm s_history = new() { Parameters = [AnswerFormat.Parameter] };
    static readonly QueryForm s_one = new() { Parameters = [AsOf.Parameter] };

    /// <summary>The parameter in the addresses of policies.</summary>
    public static QueryParameter Number { get; } = new("number", "The policy's number, whatever its case; a slash in it is written %2F.", "P-1042");

    public static void Map(RouteGroupBuilder api)
    {
        var policies = api.MapGroup("policies").WithTags("Policies");
        policies.MapGet("", List).Takes(s_list.Pages).WithName("getPolicies").WithSummary("The policies")
            .WithDescription("By number, or sorted by any column; total and rowCount are those of all that match.");
        policies.MapGet("export", Export).Takes(s_list.Whole).IsExpensive().WithName("exportPolicies").WithSummary("All policies, or those that match, as a file")
            .WithDescription("As CSV by default; complete, and streamed.");
        policies.MapGet("{number}", Get).Takes(s_one, Number).WithName("getPolicy").WithSummary("One policy")
            .WithDescription("What it says, its status, and the money of its claims. The ETag is what changes of the policy send back as If-Match.")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        policies.MapGet("{number}/claims", Claims).Takes(s_claims.OfOne, Number).WithName("getPolicyClaims").WithSummary("The claims on a policy")
            .WithDescription("By reference, or sorted by any column, with their total.")
            .Refuses(StatusCodes.Status404NotFound);
        policies.MapGet("{number}/history", History).Takes(s_history, Number).WithName("getPolicyHistory").WithSummary("Who changed a policy, when, and to what")
            .WithDescription("What it was from each change on, the latest first.")
            .Refuses(StatusCodes.Status404NotFound);
        PolicyChangesApi.Map(policies);
    }

    /// <summary>Answers with a policy.</summary>
    public static PolicyDocument Document(HttpContext context, Ledger ledger, string number)
    {
        var book = ledger.Now();
        var policy = book.Policy(number)!;
        var document = PolicyDocument.Of(policy, book);
        Versions.IsKnown(context, policy.Change, document);
        return document;
    }

    static Results<TableResult, ProblemHttpResult> List(HttpContext context, Ledger ledger) => s_list.Page(context, ledger);

    static Results<TableResult, ProblemHttpResult> Export(HttpContext context, Ledger ledger) => s_list.Export(context, ledger);

    static Results<Ok<PolicyDocument>, StatusCodeHttpResult, ProblemHttpResult> Get(HttpContext context, string number, Ledger ledger)
    {
        var parameters = new RequestParameters(context.Request, s_one);
        var book = parameters.Book(ledger);
        if (parameters.Problem is { } wrong)
            return wrong;
        if (Find(book, CurrentUser.Of(context).Scope, number) is not { } policy)
            return Problems.Of(Missing(number));
        var document = PolicyDocument.Of(policy, book);
        return Versions.IsKnown(context, policy.Change, document) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(document);
    }

    static Results<TableResult, ProblemHttpResult> Claims(HttpContext context, string number, Ledger ledger) => s_claims.One(
        context, ledger, (book, scope) => Find(book, scope, number) is { } policy ? book.ClaimsOf(policy).Select(c => new ClaimRow(c, policy)) : null, Missing(number));

    static Results<TableResult, ProblemHttpResult> History(HttpContext context, string number, Ledger ledger)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        problem ??= new RequestParameters(context.Request, s_history).Problem;
        if (problem is not null)
            return problem;
        var scope = CurrentUser.Of(context).Scope;
        if (Find(ledger.Now(), scope, number) is not { } policy)
            return Problems.Of(Missing(number));
        context.Response.IsPrivate();
        // What it was with another agency is that agency's.
        return new TableResult(
            PolicyTable.List.History([
                .. ledger.HistoryOf(policy).Where(e => BookState.Admits(scope, e.State))
                    .Select(e => new BookEntry<PolicyRow>(e.At, e.By, new PolicyRow(e.State, DateOnly.FromDateTime(e.At.UtcDateTime)))),
            ]),
            format!);
    }

    static Policy? Find(BookState book, RowScope scope, string number) =>
        book.Policy(BookActs.Named(number)) is { } policy && BookState.Admits(scope, policy) ? policy : null;

    static Refused Missing(string number) => Refused.Missing($"There is no policy {BookActs.Named(number)}.");
}
