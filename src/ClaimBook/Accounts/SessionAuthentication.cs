using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

namespace ClaimBook.Accounts;

/// <summary>Recognizes the cookie of a session.</summary>
sealed class SessionAuthentication(
    CurrentAccounts accounts, LastUses uses, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The name of the cookie.</summary>
    public const string Cookie = "claimbook";

    /// <summary>How the cookie is set: no script reads it, no other site sends it.</summary>
    public static CookieOptions CookieOptions(HttpRequest request) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = request.IsHttps, Path = "/", IsEssential = true };

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Cookies.TryGetValue(Cookie, out var secret) || string.IsNullOrEmpty(secret))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (accounts.Book.Session(SecretHash.Of(secret), TimeProvider.GetUtcNow()) is not { } session)
            return Task.FromResult(AuthenticateResult.Fail("The session has ended."));
        uses.Note(session);
        Context.Features.Set(session);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(session.Principal, Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer realm=\"ClaimBook\"");
        return Task.CompletedTask;
    }
}
