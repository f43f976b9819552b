using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary>Changes of <c>policies</c>, for editors; limited ones change those of their agencies.</summary>
static class PolicyChangesApi
{
    static readonly QueryForm s_nothing = new() { Filters = [] };
    static readonly string[] s_terms = ["holder", "product", "productLine", "agency", "state", "inception", "expiry", "premium"], s_period = ["inception", "expiry"];

    public static void Map(RouteGroupBuilder api)
    {
        var policies = api.MapGroup("").RequireAuthorization(Policies.Editor).RefusesUnknownParameters();
        policies.MapPost("", Create).Takes(s_nothing).Accepts<NewPolicyDocument>("application/json").WithName("postPolicy").WithSummary("Make a policy")
            .WithDescription("The product may be given by its code or name in the performance data, and the product line be left out then.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);
        Change(policies.MapPut("{number}", Amend)).Accepts<PolicyTermsDocument>("application/json").WithName("putPolicy").WithSummary("Change a policy")
            .WithDescription("All that it says. What was done to it stays; losses of its claims must go on to be covered.")
            .Refuses(StatusCodes.Status415UnsupportedMediaType);
        Change(policies.MapPost("{number}/accept", Accept)).WithName("postPolicyAccept").WithSummary("Accept a quote").WithDescription("It is a policy then, in force from its inception.");
        Change(policies.MapPost("{number}/cancel", Cancel)).Accepts<CancellationDocument>("application/json").WithName("postPolicyCancel").WithSummary("Cancel a policy")
            .WithDescription("From a day on, from inception to expiry. Losses of its claims must be before that.").Refuses(StatusCodes.Status415UnsupportedMediaType);
        Change(policies.MapPost("{number}/renew", Renew)).Accepts<RenewalDocument>("application/json").WithName("postPolicyRenew").WithSummary("Renew a policy")
            .WithDescription("Makes the policy that goes on where this one ends, for as long again.").Refuses(StatusCodes.Status415UnsupportedMediaType);
    }

    static async Task<Results<Created<PolicyDocument>, ProblemHttpResult>> Create(HttpContext context, Ledger ledger, Database database)
    {
        var (fields, problem) = await BodyFields.Read(context.Request, ["number", .. s_terms, "isQuote"]);
        if (fields is null)
            return problem!;
        var policy = new Policy(fields.Text("number") ?? "", Terms(fields, database) with { IsQuote = fields.Flag("isQuote") });
        if (fields.HasProblems)
            return fields.Problem(policy.Check().Refused, s_period);
        var added = ledger.Record(context, AuditAction.PolicyAdded, (_, change, scope) => change.Add(policy, scope), p => p.Number, _ => "");
        return added.Refused is { } refused ? Problems.Of(refused) : Created(context, ledger, policy.Number);
    }

    static async Task<Results<Ok<PolicyDocument>, ProblemHttpResult>> Amend(HttpContext context, string number, Ledger ledger, Database database)
    {
        var seen = Versions.Seen(context.Request, out var unseen);
        if (unseen is not null)
            return unseen;
        var (fields, problem) = await BodyFields.Read(context.Request, s_terms);
        if (fields is null)
            return problem!;
        var terms = Terms(fields, database);
        return fields.HasProblems
            ? fields.Problem(new Policy("-", terms).Check().Refused, s_period)
            : Done(context, ledger, number, seen, (policy, claims, _) => policy.Amend(terms, claims), "changed");
    }

    static Results<Ok<PolicyDocument>, ProblemHttpResult> Accept(HttpContext context, string number, Ledger ledger) =>
        Versions.Seen(context.Request, out var unseen) is var seen && unseen is not null ? unseen
        : Done(context, ledger, number, seen, (policy, _, _) => policy.Accept(), "accepted");

    static async Task<Results<Ok<PolicyDocument>, ProblemHttpResult>> Cancel(HttpContext context, string number, Ledger ledger)
    {
        var seen = Versions.Seen(context.Request, out var unseen);
        if (unseen is not null)
            return unseen;
        var (fields, problem) = await BodyFields.Read(context.Request, "date");
        if (fields is null)
            return problem!;
        var day = fields.Day("date", isRequired: true);
        return fields.HasProblems
            ? fields.Problem(rules: null)
            : Done(context, ledger, number, seen, (policy, claims, _) => Renamed(policy.Cancel(day!.Value, claims), "cancelledOn", "date"), $"cancelled from {day:yyyy-MM-dd}");
    }

    static async Task<Results<Created<PolicyDocument>, ProblemHttpResult>> Renew(HttpContext context, string number, Ledger ledger)
    {
        var seen = Versions.Seen(context.Request, out var unseen);
        if (unseen is not null)
            return unseen;
        var (fields, problem) = await BodyFields.Read(context.Request, "number", "premium");
        if (fields is null)
            return problem!;
        var (newNumber, premium) = (fields.Text("number") ?? "", fields.Cents("premium"));
        if (fields.HasProblems)
            return fields.Problem(rules: null);
        var renewed = ledger.Record(
            context, AuditAction.PolicyChanged, (_, change, scope) => change.Renew(BookActs.Named(number), scope, seen, newNumber, premium),
            p => p.Terms.RenewalOf!, p => $"renewed by {p.Number}");
        return renewed.Refused is { } refused ? Problems.Of(refused) : Created(context, ledger, newNumber);
    }

    static Results<Ok<PolicyDocument>, ProblemHttpResult> Done(
        HttpContext context, Ledger ledger, string number, int? seen, Func<Policy, IEnumerable<Claim>, DateOnly, Outcome<Policy>> act, string what)
    {
        var changed = ledger.Record(
            context, AuditAction.PolicyChanged,
            (_, change, scope) => change.Change(BookActs.Named(number), scope, seen, (policy, claims) => act(policy, claims, change.Today)), p => p.Number, _ => what);
        return changed.Refused is { } refused ? Problems.Of(refused) : TypedResults.Ok(PoliciesApi.Document(context, ledger, BookActs.Named(number)));
    }

    static Created<PolicyDocument> Created(HttpContext context, Ledger ledger, string number) =>
        TypedResults.Created(BookActs.Address("policies", number), PoliciesApi.Document(context, ledger, number));

    static PolicyTerms Terms(BodyFields fields, Database database)
    {
        var product = fields.Text("product") ?? "";
        var (code, line) = KnownProducts.Read(database).Resolve(product, fields.Text("productLine"), out var problem);
        if (product.Length > 0)
            fields.Refuse(problem);
        return new PolicyTerms(
            fields.Text("holder") ?? "", code, line, fields.WholeNumber("agency") ?? 0, fields.Text("state") ?? "",
            fields.Day("inception", isRequired: true) ?? default, fields.Day("expiry", isRequired: true) ?? default, fields.Cents("premium", isRequired: true) ?? 0);
    }

    /// <summary>The same with a field named as the request does.</summary>
    static Outcome<Policy> Renamed(Outcome<Policy> outcome, string field, string given) => outcome.Refused is { Kind: RefusalKind.Wrong } refused
        ? Refused.Wrong([.. refused.Problems.Select(p => p.Parameter == field ? p with { Parameter = given } : p)])
        : outcome;

    static RouteHandlerBuilder Change(RouteHandlerBuilder resource) => resource.Takes(s_nothing, PoliciesApi.Number).Refuses(
        StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
        StatusCodes.Status412PreconditionFailed, StatusCodes.Status428PreconditionRequired);
}
