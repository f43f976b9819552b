using Microsoft.Net.Http.Headers;

namespace ClaimBook.Accounts;

/// <summary>The ways to be recognized.</summary>
static class Schemes
{
    /// <summary>Whichever of the others fits what the request carries.</summary>
    public const string Any = "any";

    /// <summary>An API token in the header Authorization.</summary>
    public const string Token = "token";

    /// <summary>A session cookie, of the web.</summary>
    public const string Session = "session";

    /// <summary>A token of the identity provider in the header Authorization.</summary>
    public const string ProviderToken = "provider-token";

    /// <summary>The sign-in of a browser by the identity provider.</summary>
    public const string ProviderSignIn = "provider-sign-in";

    const string Bearer = "Bearer ";

    /// <summary>Chooses the scheme for a request. The header comes first: who sends one is not asking as the owner of a cookie.</summary>
    /// <param name="context">The request.</param>
    /// <param name="hasProvider">Whether there is an identity provider.</param>
    public static string Choose(HttpContext context, bool hasProvider) =>
        !context.Request.Headers.TryGetValue(HeaderNames.Authorization, out var header) ? Session
        : hasProvider && header.ToString() is var text && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && !ApiTokenSecret.IsMeant(text[Bearer.Length..]) ? ProviderToken
        : Token;
}
