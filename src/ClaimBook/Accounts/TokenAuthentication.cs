using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Accounts;

/// <summary>Recognizes <c>Authorization: Bearer cb_...</c>. Whatever is wrong with a token, the answer is the same.</summary>
sealed class TokenAuthentication(
    CurrentAccounts accounts, LastUses uses, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    const string Bearer = "Bearer ";

    static readonly AuthenticateResult s_refused = AuthenticateResult.Fail("There is no such token.");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            || ApiTokenSecret.Hash(header[Bearer.Length..].Trim()) is not { } hash
            || accounts.Book.Token(hash, TimeProvider.GetUtcNow()) is not { } token)
        {
            return Task.FromResult(s_refused);
        }
        uses.Note(token);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(token.Principal, Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer realm=\"ClaimBook\", error=\"invalid_token\"");
        return Task.CompletedTask;
    }
}
