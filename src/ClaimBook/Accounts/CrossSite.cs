using ClaimBook.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Accounts;

/// <summary>Refuses what another site makes a signed-in browser send. Tokens need none of it: no browser adds them by itself.</summary>
static class CrossSite
{
    /// <summary>The header that changes by a session need, with the token that <c>GET me</c> gives.</summary>
    public const string Header = "Antiforgery-Token";

    /// <summary>What another site's request is answered.</summary>
    public static ProblemHttpResult Problem => Problems.Of(StatusCodes.Status403Forbidden, Refused);

    const string Refused = "The request does not come from one of ClaimBook's own pages.";

    /// <summary>Adds anti-forgery tokens.</summary>
    public static IServiceCollection AddCrossSiteProtection(this IServiceCollection services) => services.AddAntiforgery(tokens =>
    {
        tokens.HeaderName = Header;
        // An upload is not read to look for a token in it.
        tokens.SuppressReadingTokenFromFormBody = true;
        tokens.SuppressXFrameOptionsHeader = true;
        tokens.Cookie = new CookieBuilder
        {
            Name = $"{SessionAuthentication.Cookie}-antiforgery",
            HttpOnly = true,
            SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict,
            SecurePolicy = CookieSecurePolicy.SameAsRequest,
            IsEssential = true,
        };
    });

    /// <summary>Refuses changes by a session that have no anti-forgery token or come from another site.</summary>
    public static IApplicationBuilder UseCrossSiteProtection(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        // Sign-in, which is for anybody, looks for itself where it comes from.
        if (context.Features.Get<KnownSession>() is not null && !IsSafe(context.Request.Method)
            && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            if (IsCrossSite(context.Request))
            {
                await Problem.ExecuteAsync(context);
                return;
            }
            if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
            {
                await Problems.Of(
                    StatusCodes.Status403Forbidden, $"{Refused} Send the header {Header} with the antiforgeryToken that GET /api/v1/me gives.").ExecuteAsync(context);
                return;
            }
        }
        await next(context);
    });

    /// <summary>Whether a browser says that another site makes it send this.</summary>
    public static bool IsCrossSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
            return true;
        var origin = request.Headers[HeaderNames.Origin].ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && request.Host.HasValue
            && (uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
                || $"{uri.Host}:{uri.Port}".Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)));
    }

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
