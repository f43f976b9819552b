using ClaimBook.Accounts;
using ClaimBook.Accounts.SingleSignOn;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace ClaimBook.Api;

/// <summary><c>session/oidc</c>: signing in and out at the identity provider. For browsers, which go there and come back.</summary>
static class SingleSignOnApi
{
    const int LongestReturnUrl = 2000;

    static readonly QueryParameter s_returnUrl = new(
        "returnUrl", "The page of this server that is shown after the sign-in; / by default.", "/");

    static readonly QueryForm s_nothing = new() { Filters = [] };
    static readonly QueryForm s_signIn = s_nothing.With(s_returnUrl);

    public static void Map(RouteGroupBuilder api)
    {
        var session = api.MapGroup("session/oidc").WithTags("Session").AllowAnonymous().RequireRateLimiting(RateLimits.SignIn);
        session.MapGet("", SignIn).Takes(s_signIn).WithName("getSessionOidc").WithSummary("Sign in by the identity provider")
            .WithDescription("For browsers: leads to the provider's sign-in page, from there back, and to returnUrl with a session of ClaimBook.")
            .Produces(StatusCodes.Status302Found)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);
        session.MapGet("end", SignOut).Takes(s_nothing).WithName("getSessionOidcEnd").WithSummary("Sign out at the identity provider")
            .WithDescription("For browsers, after the session of ClaimBook has been ended: leads to the provider's sign-out page, if it has one, and from there back.")
            .Produces(StatusCodes.Status302Found)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);
    }

    static async Task<Results<EmptyHttpResult, ProblemHttpResult>> SignIn(HttpContext context, ServerSettings settings)
    {
        if (new RequestParameters(context.Request, s_signIn).Problem is { } wrong)
            return wrong;
        var returnUrl = context.Request.Query.TryGetValue(s_returnUrl.Name, out var given) ? given.ToString() : "/";
        if (returnUrl.Length > LongestReturnUrl || !RedirectHttpResult.IsLocalUrl(returnUrl) || returnUrl.StartsWith('~') || returnUrl.Any(c => char.IsControl(c) || c == '\\'))
            return Problems.Parameter(s_returnUrl.Name, "must be a path of this server that begins with one /");
        if (Find(context, settings) is not { } provider)
            return NotSetUp();
        if (await provider.Find() is null)
            return NoAnswer();
        try
        {
            await context.ChallengeAsync(Schemes.ProviderSignIn, new AuthenticationProperties { RedirectUri = context.Request.PathBase + returnUrl });
            return TypedResults.Empty;
        }
        catch (Exception e) when (IdentityProvider.IsFailure(e))
        {
            provider.Failed(e);
            return NoAnswer();
        }
    }

    static async Task<Results<RedirectHttpResult, ProblemHttpResult>> SignOut(HttpContext context, ServerSettings settings)
    {
        if (new RequestParameters(context.Request, s_nothing).Problem is { } wrong)
            return wrong;
        if (Find(context, settings) is not { } provider)
            return NotSetUp();
        var home = $"{context.Request.PathBase}/";
        // A provider that is down or has no such page: ClaimBook's own session has ended, more cannot be done.
        return TypedResults.Redirect(await provider.Find() is { EndSessionEndpoint: { Length: > 0 } end }
            ? QueryHelpers.AddQueryString(end, new Dictionary<string, string?>
            {
                ["client_id"] = settings.Oidc.ClientId,
                ["post_logout_redirect_uri"] = $"{context.Request.Scheme}://{context.Request.Host}{home}",
            })
            : home);
    }

    static IdentityProvider? Find(HttpContext context, ServerSettings settings) =>
        settings.Oidc.Authority is null ? null : context.RequestServices.GetRequiredService<IdentityProvider>();

    static ProblemHttpResult NotSetUp() => Problems.NotFound("Single sign-on is not set up; the settings Oidc:... say how.");

    static ProblemHttpResult NoAnswer() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "The identity provider does not answer. Accounts of ClaimBook itself work; or try again in a moment.");
}
