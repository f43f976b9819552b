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

    /// <summary>Chooses the scheme for a request. The header comes first: who sends one is not asking as the owner of a cookie.</summary>
    public static string Choose(HttpContext context) => context.Request.Headers.ContainsKey(HeaderNames.Authorization) ? Token : Session;
}
