using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary><c>claims/random</c>: claims that are made up, for trying out; and the web address that makes one and shows it.</summary>
static class RandomClaimsApi
{
    /// <summary>The claims, those first that were recorded last.</summary>
    const string LatestFirst = "/api/v1/claims?sort=-recorded";

    const int MostAtOnce = 1000;

    static readonly QueryParameter s_count = new("count", $"How many, from 1 to {MostAtOnce:N0}; 1 by default.", "20", QueryParameterKind.WholeNumber);
    static readonly QueryForm s_nothing = new() { Filters = [] };
    static readonly QueryForm s_many = s_nothing.With(s_count);

    public static void Map(RouteGroupBuilder claims) =>
        claims.MapPost("random", Make).RequireAuthorization(Policies.Editor).Takes(s_many).WithName("postRandomClaims").WithSummary("Make up claims")
            .WithDescription("Plausible ones on policies in force, or without a policy where there are none. They cost up to 100,000, most of them little.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict);

    /// <summary>Maps the web address, which lies outside the API.</summary>
    public static void MapAddress(IEndpointRouteBuilder app) =>
        app.MapGet("generate_random_claim", MakeAndShow).RequireAuthorization(Policies.Editor).WithTags("Claims").Takes(s_nothing).WithName("generateRandomClaim")
            .WithSummary("Make up a claim and show it").WithDescription("For browsers: leads to the new claim's page. Other sites cannot lead here.")
            .Produces(StatusCodes.Status303SeeOther)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict);

    static Results<Created<RandomClaimsDocument>, ProblemHttpResult> Make(HttpContext context, Ledger ledger)
    {
        var parameters = new RequestParameters(context.Request, s_many);
        var count = parameters.WholeNumber(s_count, 1, MostAtOnce) ?? 1;
        if (parameters.Problem is { } wrong)
            return wrong;
        var added = Add(context, ledger, count);
        if (added.Refused is { } refused)
            return Problems.Of(refused);
        var book = ledger.Now();
        return TypedResults.Created(LatestFirst, new RandomClaimsDocument([.. added.Value!.Select(c => ClaimDocument.Of(c, book))]));
    }

    static Results<StatusCodeHttpResult, ProblemHttpResult> MakeAndShow(HttpContext context, Ledger ledger)
    {
        if (new RequestParameters(context.Request, s_nothing).Problem is { } wrong)
            return wrong;
        // It writes, though it is a GET.
        if (CrossSite.IsCrossSite(context.Request))
            return CrossSite.Problem;
        var made = Add(context, ledger, count: 1);
        if (made.Refused is { } refused)
            return Problems.Of(refused);
        context.Response.Headers.Location = $"/claims/{made.Value![0].Reference}";
        context.Response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    static Outcome<Claim[]> Add(HttpContext context, Ledger ledger, int count) => ledger.Record(
        context, AuditAction.RandomClaims, (book, change, scope) => new RandomClaims(Random.Shared).Add(book, change, scope, count),
        claims => claims.Length == 1 ? claims[0].Reference : $"{claims[0].Reference} to {claims[^1].Reference}", claims => $"{claims.Length:N0} claims");
}
