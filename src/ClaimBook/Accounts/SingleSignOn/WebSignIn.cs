using System.Text.Encodings.Web;
using ClaimBook.Api;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ClaimBook.Accounts.SingleSignOn;

/// <summary>The sign-in of a browser by the identity provider: authorization code with PKCE. It ends in an ordinary session of ClaimBook; none of the
/// provider's tokens is kept.</summary>
static class WebSignIn
{
    /// <summary>Where the provider sends the browser back to; it must know this address.</summary>
    public const string CallbackPath = "/signin-oidc";

    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>Adds it.</summary>
    public static AuthenticationBuilder AddWebSignIn(this AuthenticationBuilder authentication, OidcSettings settings)
    {
        authentication.AddOpenIdConnect(Schemes.ProviderSignIn, oidc =>
        {
            (oidc.ClientId, oidc.ClientSecret) = (settings.ClientId, settings.ClientSecret?.Value);
            (oidc.ResponseType, oidc.UsePkce) = (OpenIdConnectResponseType.Code, true);
            // The answer comes by GET: cookies that a form post of another site brings along would have to be SameSite=None, which needs TLS.
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
                (cookie.SameSite, cookie.SecurePolicy, cookie.HttpOnly) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true);
            oidc.Scope.Clear();
            foreach (var scope in settings.Scopes)
                oidc.Scope.Add(scope);
            oidc.GetClaimsFromUserInfoEndpoint = true;
            foreach (var claim in ProviderUser.ClaimNames(settings))
                oidc.ClaimActions.MapJsonKey(claim, claim);
            (oidc.MapInboundClaims, oidc.SaveTokens, oidc.DisableTelemetry) = (false, false, true);
            oidc.TokenValidationParameters.ValidAlgorithms = IdentityProvider.Algorithms;
            oidc.TokenValidationParameters.ClockSkew = IdentityProvider.ClockSkew;
            (oidc.CallbackPath, oidc.RemoteSignOutPath, oidc.SignedOutCallbackPath) = (CallbackPath, default, default);
            (oidc.RemoteAuthenticationTimeout, oidc.ProtocolValidator.NonceLifetime) = (s_patience, s_patience);
            oidc.Events = new OpenIdConnectEvents { OnMessageReceived = Received, OnTicketReceived = SignedIn, OnAccessDenied = Denied, OnRemoteFailure = Failed };
        });
        authentication.Services.AddOptions<OpenIdConnectOptions>(Schemes.ProviderSignIn).Configure<IdentityProvider>((oidc, provider) =>
            (oidc.ConfigurationManager, oidc.Backchannel) = (provider.Configuration, provider.Backchannel));
        return authentication;
    }

    /// <summary>Refuses an answer that says it is another provider's: RFC 9207.</summary>
    static async Task Received(MessageReceivedContext context)
    {
        if (context.ProtocolMessage.Iss is { } issuer
            && issuer != (await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted)).Issuer)
            context.Fail("The answer is another provider's.");
    }

    static async Task SignedIn(TicketReceivedContext context)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        var (user, refusal) = ProviderUser.Read(context.Principal!, services.GetRequiredService<ServerSettings>().Oidc);
        int? account = null;
        if (user is not null)
        {
            var provider = await services.GetRequiredService<IdentityProvider>().Configuration.GetConfigurationAsync(context.HttpContext.RequestAborted);
            (account, refusal) = services.GetRequiredService<ProviderAccounts>().Keep(provider.Issuer, user);
        }
        if (account is not { } id)
        {
            await Answer(context.HttpContext, StatusCodes.Status403Forbidden, refusal!, user?.Name ?? "");
            return;
        }
        context.Response.Cookies.Append(
            SessionAuthentication.Cookie, services.GetRequiredService<Sessions>().Begin(id, AuditOrigin.Of(context.HttpContext, user!.Name), "by an identity provider"), SessionAuthentication.CookieOptions(context.Request));
        await GoOn(context.Response, context.ReturnUri ?? "/");
    }

    /// <summary>Leads on by a page of ClaimBook's own: a redirect would still count as coming from the provider's site, and the browser would not send
    /// the cookie with it.</summary>
    static Task GoOn(HttpResponse response, string address)
    {
        var target = HtmlEncoder.Default.Encode(address);
        (response.ContentType, response.Headers.CacheControl) = ("text/html; charset=utf-8", "no-store");
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>ClaimBook</title><meta http-equiv="refresh" content="0;url={target}"></head>
            <body><p><a href="{target}">Go on to ClaimBook</a></p></body></html>
            """);
    }

    static Task Denied(AccessDeniedContext context)
    {
        context.HandleResponse();
        return Answer(context.HttpContext, StatusCodes.Status403Forbidden, "The sign-in was refused or given up at the identity provider.");
    }

    static Task Failed(RemoteFailureContext context)
    {
        context.HandleResponse();
        // State and nonce: what the handler itself finds wrong, before and besides the provider's part.
        if (context.Failure is null or AuthenticationFailureException or OpenIdConnectProtocolInvalidNonceException)
            return Answer(context.HttpContext, StatusCodes.Status400BadRequest, "This sign-in was not begun in this browser, or too long ago. Begin it again.");
        context.HttpContext.RequestServices.GetRequiredService<IdentityProvider>().Failed(context.Failure);
        return Answer(
            context.HttpContext, StatusCodes.Status503ServiceUnavailable,
            "The identity provider did not finish the sign-in. Try again in a moment; the log of the server has the reason.");
    }

    static Task Answer(HttpContext context, int status, string detail, string name = "")
    {
        context.RequestServices.GetRequiredService<AuditLog>().WriteSoon(
            AuditOrigin.Of(context, name), AuditAction.SignInRefused, name, $"by an identity provider: {detail}");
        return Problems.Of(status, detail).ExecuteAsync(context);
    }
}
