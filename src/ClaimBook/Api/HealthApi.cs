using System.Text.Json.Serialization;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>/health</c>: for whoever watches over the process.</summary>
static class HealthApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("live", Live).Takes(new QueryForm()).WithName("getLive").WithSummary("Whether the process runs")
            .WithDescription("Restart the process if this does not answer.");
        health.MapGet("ready", Ready).Takes(new QueryForm()).WithName("getReady").WithSummary("Whether questions can be answered")
            .WithDescription("Send requests only while this answers 200.");
    }

    static Ok<Health> Live() => TypedResults.Ok(new Health("live"));

    static Results<Ok<Health>, ProblemHttpResult> Ready(HttpResponse response, CurrentStar current) => current.Star is null
        ? Problems.NotReady(response, current.Problem)
        : TypedResults.Ok(new Health("ready", current.Problem));
}

/// <summary>How the process is.</summary>
/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
/// <param name="Problem">What is wrong though questions can be answered; left out if nothing is.</param>
sealed record Health(string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Problem = null);
