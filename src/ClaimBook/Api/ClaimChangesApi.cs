using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary>Changes of <c>claims</c>, for editors; limited ones change those on policies of their agencies.</summary>
static class ClaimChangesApi
{
    static readonly QueryForm s_nothing = new() { Filters = [] };
    static readonly string[] s_details = ["policy", "lossDate", "reportedDate", "cause", "description"], s_transaction = ["type", "kind", "amount", "date", "note"];
    static readonly string[] s_days = ["policy", "lossDate", "reportedDate"];

    public static void Map(RouteGroupBuilder api)
    {
        var claims = api.MapGroup("").RequireAuthorization(Policies.Editor).RefusesUnknownParameters();
        claims.MapPost("", Create).Takes(s_nothing).Accepts<NewClaimDocument>("application/json").WithName("postClaim").WithSummary("Make a claim")
            .WithDescription("On a policy that covers the loss; or, by who may see all agencies, without a policy: reference and cost are enough then. A cost is a claim's first reserve.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);
        Change(claims.MapPut("{reference}", Amend)).Accepts<ClaimDetailsDocument>("application/json").WithName("putClaim").WithSummary("Change a claim")
            .WithDescription("All that is said of it, null for what is not known; its status and its money stay.").Refuses(StatusCodes.Status415UnsupportedMediaType);
        Change(claims.MapPost("{reference}/open", Open)).WithName("postClaimOpen").WithSummary("Open a claim").WithDescription("Takes up a claim that was reported.");
        Change(claims.MapPost("{reference}/close", Close)).WithName("postClaimClose").WithSummary("Close a claim")
            .WithDescription("Settles an open claim; what is still reserved is released. Whether it is closed with or without payment follows from what was paid.");
        Change(claims.MapPost("{reference}/reopen", Reopen)).WithName("postClaimReopen").WithSummary("Reopen a claim").WithDescription("Takes up a claim again that was closed or denied.");
        Change(claims.MapPost("{reference}/deny", Deny)).WithName("postClaimDeny").WithSummary("Deny a claim")
            .WithDescription("Refuses a claim on which nothing was paid; what is reserved is released.");
        claims.MapPost("{reference}/transactions", Add).Takes(s_nothing, ClaimsApi.Reference).Accepts<NewTransactionDocument>("application/json")
            .WithName("postClaimTransaction").WithSummary("Add a transaction to a claim")
            .WithDescription("A reserve sets what is still expected to be paid; a payment is made out of it. A claim that was only reported is open then. If-Match may be left out: nothing is overwritten.")
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed,
                StatusCodes.Status415UnsupportedMediaType);
    }

    static async Task<Results<Created<ClaimDocument>, ProblemHttpResult>> Create(HttpContext context, Ledger ledger)
    {
        var (fields, problem) = await BodyFields.Read(context.Request, ["reference", .. s_details, "cost"]);
        if (fields is null)
            return problem!;
        var claim = new Claim(fields.Text("reference") ?? "", Details(fields, ledger.Today), []);
        var cost = fields.Cents("cost");
        if (cost < 0)
            fields.Refuse(new("cost", "must not be less than 0"));
        if (fields.HasProblems)
            return Wrong(context, ledger, fields, claim);
        var added = ledger.Record(
            context, AuditAction.ClaimAdded,
            (_, change, scope) => change.Add(claim, scope).Then(c => cost is not { } cents ? c
                : change.Change(c.Reference, scope, seen: null, known => known.Reserve(MoneyKind.Indemnity, cents, change.Today, change.Today))),
            c => c.Reference, _ => cost is { } cents ? $"cost {cents / 100m:0.00}" : "");
        return added.Refused is { } refused ? Problems.Of(refused)
            : TypedResults.Created(BookActs.Address("claims", claim.Reference), ClaimsApi.Document(context, ledger, claim.Reference));
    }

    static async Task<Results<Ok<ClaimDocument>, ProblemHttpResult>> Amend(HttpContext context, string reference, Ledger ledger)
    {
        var seen = Versions.Seen(context.Request, out var unseen);
        if (unseen is not null)
            return unseen;
        var (fields, problem) = await BodyFields.Read(context.Request, s_details);
        if (fields is null)
            return problem!;
        var details = Details(fields.Require(s_details), ledger.Today);
        return fields.HasProblems
            ? Wrong(context, ledger, fields, new Claim("-", details, []))
            : Done(context, ledger, reference, seen, (claim, change) => claim.Amend(details, change.PolicyOf(details), change.Today), "changed");
    }

    static Results<Ok<ClaimDocument>, ProblemHttpResult> Open(HttpContext context, string reference, Ledger ledger) =>
        Move(context, reference, ledger, (claim, _) => claim.Open(), "opened");

    static Results<Ok<ClaimDocument>, ProblemHttpResult> Close(HttpContext context, string reference, Ledger ledger) =>
        Move(context, reference, ledger, (claim, change) => claim.Close(change.Today, change.Today), "closed");

    static Results<Ok<ClaimDocument>, ProblemHttpResult> Reopen(HttpContext context, string reference, Ledger ledger) =>
        Move(context, reference, ledger, (claim, _) => claim.Reopen(), "reopened");

    static Results<Ok<ClaimDocument>, ProblemHttpResult> Deny(HttpContext context, string reference, Ledger ledger) =>
        Move(context, reference, ledger, (claim, change) => claim.Deny(change.Today, change.Today), "denied");

    static async Task<Results<Ok<ClaimDocument>, ProblemHttpResult>> Add(HttpContext context, string reference, Ledger ledger)
    {
        var (fields, problem) = await BodyFields.Read(context.Request, s_transaction);
        if (fields is null)
            return problem!;
        var type = (TransactionType)fields.OneOf("type", ClaimTransaction.Types);
        var kind = (MoneyKind)fields.OneOf("kind", ClaimTransaction.Kinds);
        var (cents, day, note) = (fields.Cents("amount", isRequired: true) ?? 0, fields.Day("date") ?? ledger.Today, fields.Text("note") ?? "");
        return fields.HasProblems
            ? fields.Problem(rules: null)
            : Done(
                context, ledger, reference, Versions.Seen(context.Request, out _), (claim, change) => type switch
                {
                    TransactionType.Reserve => claim.Reserve(kind, cents, day, change.Today, note),
                    TransactionType.Payment => claim.Pay(kind, cents, day, change.Today, note),
                    _ => claim.Recover(kind, cents, day, change.Today, note),
                },
                $"{ClaimTransaction.Types[(int)type]} {cents / 100m:0.00}, {ClaimTransaction.Kinds[(int)kind]}, {day:yyyy-MM-dd}");
    }

    static Results<Ok<ClaimDocument>, ProblemHttpResult> Move(HttpContext context, string reference, Ledger ledger, Func<Claim, BookChange, Outcome<Claim>> act, string what) =>
        Versions.Seen(context.Request, out var unseen) is var seen && unseen is not null ? unseen : Done(context, ledger, reference, seen, act, what);

    static Results<Ok<ClaimDocument>, ProblemHttpResult> Done(
        HttpContext context, Ledger ledger, string reference, int? seen, Func<Claim, BookChange, Outcome<Claim>> act, string what)
    {
        var changed = ledger.Record(
            context, AuditAction.ClaimChanged,
            (_, change, scope) => change.Change(BookActs.Named(reference), scope, seen, claim => act(claim, change)), c => c.Reference, _ => what);
        return changed.Refused is { } refused ? Problems.Of(refused) : TypedResults.Ok(ClaimsApi.Document(context, ledger, BookActs.Named(reference)));
    }

    static ClaimDetails Details(BodyFields fields, DateOnly today) => new(
        fields.Text("policy"), fields.Day("lossDate"), fields.Day("reportedDate") ?? today, fields.Text("cause") ?? ClaimDetails.UnknownCause, fields.Text("description") ?? "");

    /// <summary>All that is wrong with the fields of a claim, of which some could not be read. A policy that the scope does not admit is none.</summary>
    static ProblemHttpResult Wrong(HttpContext context, Ledger ledger, BodyFields fields, Claim claim)
    {
        var book = ledger.Now();
        return fields.Problem(claim.Check(book.Admits(CurrentUser.Of(context).Scope, claim) ? book.PolicyOf(claim) : null, book.Day).Refused, s_days);
    }

    static RouteHandlerBuilder Change(RouteHandlerBuilder resource) => resource.Takes(s_nothing, ClaimsApi.Reference).Refuses(
        StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
        StatusCodes.Status412PreconditionFailed, StatusCodes.Status428PreconditionRequired);
}
