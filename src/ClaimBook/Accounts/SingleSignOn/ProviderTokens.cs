using ClaimBook.Api;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ClaimBook.Accounts.SingleSignOn;

/// <summary>The API's bearer tokens that the identity provider issued: JWTs, checked with its keys. No account is needed for them.</summary>
static class ProviderTokens
{
    /// <summary>Adds it.</summary>
    public static AuthenticationBuilder AddProviderTokens(this AuthenticationBuilder authentication, OidcSettings settings)
    {
        authentication.AddJwtBearer(Schemes.ProviderToken, jwt =>
        {
            jwt.MapInboundClaims = false;
            var valid = jwt.TokenValidationParameters;
            valid.ValidAudience = settings.Audience ?? settings.ClientId;
            valid.AudienceValidator = (audiences, token, _) => IsMeantFor(valid.ValidAudience!, [.. audiences ?? []], token as JsonWebToken);
            valid.ValidAlgorithms = IdentityProvider.Algorithms;
            valid.ClockSkew = IdentityProvider.ClockSkew;
            jwt.Events = new JwtBearerEvents { OnMessageReceived = Received, OnTokenValidated = Validated, OnChallenge = Challenged };
        });
        authentication.Services.AddOptions<JwtBearerOptions>(Schemes.ProviderToken).Configure<IdentityProvider>((jwt, provider) =>
            (jwt.ConfigurationManager, jwt.Backchannel) = (provider.Configuration, provider.Backchannel));
        return authentication;
    }

    /// <summary>Whether a token is meant for an audience. Cognito's access tokens have none, but say for which client they are.</summary>
    static bool IsMeantFor(string audience, IReadOnlyList<string> audiences, JsonWebToken? token) => audiences.Count > 0
        ? audiences.Contains(audience)
        : token is not null && Text(token, "token_use") == "access" && Text(token, "client_id") == audience;

    static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;

    static async Task Received(MessageReceivedContext context)
    {
        if (await context.HttpContext.RequestServices.GetRequiredService<IdentityProvider>().Find() is null)
            context.Fail(new NoAnswerException());
    }

    static Task Validated(TokenValidatedContext context)
    {
        var settings = context.HttpContext.RequestServices.GetRequiredService<ServerSettings>();
        var (user, refusal) = ProviderUser.Read(context.Principal!, settings.Oidc);
        // None of the token's own claims goes on: some may have the names of ClaimBook's.
        if (user is null)
            context.Fail(new RefusedException(refusal!));
        else
            context.Principal = ClaimBookClaims.Principal(new CurrentUser(null, user.Name, user.Role, user.Agencies), Schemes.ProviderToken);
        return Task.CompletedTask;
    }

    static async Task Challenged(JwtBearerChallengeContext context)
    {
        (int Status, string Detail)? problem = context.AuthenticateFailure switch
        {
            NoAnswerException => (StatusCodes.Status503ServiceUnavailable, "The identity provider does not answer; its tokens cannot be checked. Try again in a moment."),
            RefusedException e => (StatusCodes.Status403Forbidden, e.Message),
            _ => null,
        };
        if (problem is not var (status, detail))
            return;
        context.HandleResponse();
        await Problems.Of(status, detail).ExecuteAsync(context.HttpContext);
    }

    sealed class NoAnswerException() : AuthenticationFailureException("The identity provider does not answer.");

    sealed class RefusedException(string message) : AuthenticationFailureException(message);
}
