using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>claims</c>: the claims that were made.</summary>
static class ClaimsApi
{
    static readonly BookList<ClaimRow> s_list = new(ClaimTable.List, ClaimList.Of);
    static readonly QueryForm s_history = new() { Parameters = [AnswerFormat.Parameter] };
    static readonly QueryForm s_one = new() { Parameters = [AsOf.Parameter] };
    static readonly QueryForm s_transactions = s_one.With(AnswerFormat.Parameter);

    /// <summary>The parameter in the addresses of claims.</summary>
    public static QueryParameter Reference { get; } = new("reference", "The claim's reference, whatever its case; a slash in it is written %2F.", "C-1042");

    public static void Map(RouteGroupBuilder api)
    {
        var claims = api.MapGroup("claims").WithTags("Claims");
        claims.MapGet("", List).Takes(s_list.Pages).WithName("getClaims").WithSummary("The claims")
            .WithDescription("By reference, or sorted by any column; total and rowCount are those of all that match.");
        claims.MapGet("export", Export).Takes(s_list.Whole).IsExpensive().WithName("exportClaims").WithSummary("All claims, or those that match, as a file")
            .WithDescription("As CSV by default; complete, and streamed.");
        claims.MapGet("{reference}", Get).Takes(s_one, Reference).WithName("getClaim").WithSummary("One claim")
            .WithDescription("What is said of it, its status, its money and its transactions. The ETag is what changes of the claim send back as If-Match.")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        claims.MapGet("{reference}/transactions", Transactions).Takes(s_transactions, Reference).WithName("getClaimTransactions").WithSummary("The transactions of a claim")
            .WithDescription("Its money, in the order recorded, and by whom.")
            .Refuses(StatusCodes.Status404NotFound);
        claims.MapGet("{reference}/history", History).Takes(s_history, Reference).WithName("getClaimHistory").WithSummary("Who changed a claim, when, and to what")
            .WithDescription("What it was from each change on, the latest first; its policy as it is now.")
            .Refuses(StatusCodes.Status404NotFound);
        ClaimChangesApi.Map(claims);
        RandomClaimsApi.Map(claims);
    }

    /// <summary>Answers with a claim as it is now.</summary>
    public static ClaimDocument Document(HttpContext context, Ledger ledger, string reference)
    {
        var book = ledger.Now();
        var claim = book.Claim(reference)!;
        var document = ClaimDocument.Of(claim, book);
        Versions.IsKnown(context, claim.Change, document);
        return document;
    }

    static Results<TableResult, ProblemHttpResult> List(HttpContext context, Ledger ledger) => s_list.Page(context, ledger);

    static Results<TableResult, ProblemHttpResult> Export(HttpContext context, Ledger ledger) => s_list.Export(context, ledger);

    static Results<Ok<ClaimDocument>, StatusCodeHttpResult, ProblemHttpResult> Get(HttpContext context, string reference, Ledger ledger)
    {
        var parameters = new RequestParameters(context.Request, s_one);
        var book = parameters.Book(ledger);
        if (parameters.Problem is { } wrong)
            return wrong;
        if (Find(book, CurrentUser.Of(context).Scope, reference) is not { } claim)
            return Missing(reference);
        var document = ClaimDocument.Of(claim, book);
        return Versions.IsKnown(context, claim.Change, document) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(document);
    }

    static Results<TableResult, ProblemHttpResult> Transactions(HttpContext context, string reference, Ledger ledger)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        if (format is null)
            return problem!;
        var parameters = new RequestParameters(context.Request, s_transactions);
        var book = parameters.Book(ledger);
        if (parameters.Problem is { } wrong)
            return wrong;
        context.Response.IsPrivate();
        return Find(book, CurrentUser.Of(context).Scope, reference) is { } claim
            ? new TableResult(ClaimTable.Transactions(claim, PastOf(claim, context, ledger)), format)
            : Missing(reference);
    }

    static Results<TableResult, ProblemHttpResult> History(HttpContext context, string reference, Ledger ledger)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        problem ??= new RequestParameters(context.Request, s_history).Problem;
        if (problem is not null)
            return problem;
        var book = ledger.Now();
        if (Find(book, CurrentUser.Of(context).Scope, reference) is not { } claim)
            return Missing(reference);
        context.Response.IsPrivate();
        return new TableResult(
            ClaimTable.List.History([
                .. PastOf(claim, context, ledger).Select(e => new BookEntry<ClaimRow>(e.At, e.By, new ClaimRow(e.State, book.PolicyOf(e.State)))),
            ]),
            format!);
    }

    /// <summary>What whoever asks may know of a claim's past: what it was on a policy of another agency is that agency's.</summary>
    static IEnumerable<BookEntry<Claim>> PastOf(Claim claim, HttpContext context, Ledger ledger)
    {
        var (book, scope) = (ledger.Now(), CurrentUser.Of(context).Scope);
        return ledger.HistoryOf(claim).Where(e => book.Admits(scope, e.State));
    }

    static Claim? Find(BookState book, RowScope scope, string reference) =>
        book.Claim(BookActs.Named(reference)) is { } claim && book.Admits(scope, claim) ? claim : null;

    static ProblemHttpResult Missing(string reference) => Problems.NotFound($"There is no claim {BookActs.Named(reference)}.");
}
