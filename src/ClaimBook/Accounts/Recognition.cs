using System.Runtime.CompilerServices;
using System.Security.Claims;
using ClaimBook.Api;
using Microsoft.AspNetCore.Authorization;

namespace ClaimBook.Accounts;

/// <summary>Where every authentication scheme ends: from what it says of somebody it makes the <see cref="CurrentUser"/> of the request.</summary>
static class Recognition
{
    // Tokens and sessions bring the same principal with each request, so the user is made once.
    static readonly ConditionalWeakTable<ClaimsPrincipal, CurrentUser> s_known = [];

    /// <summary>Recognizes who makes a request, and refuses what may not be done before a password is changed.</summary>
    public static IApplicationBuilder UseRecognition(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (UserOf(context.User) is { } user)
        {
            context.Features.Set(user);
            if (ClaimBookClaims.Find(context.User, ClaimBookClaims.MustChangePassword) is not null
                && context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<AllowedBeforePasswordChange>() is null
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                return Problems.Of(
                    StatusCodes.Status403Forbidden, "The password must be changed first: PUT /api/v1/me/password.").ExecuteAsync(context);
            }
        }
        return next(context);
    });

    /// <summary>Allows a route also to somebody whose password must be changed first.</summary>
    public static TBuilder BeforePasswordChange<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AllowedBeforePasswordChange());

    static CurrentUser? UserOf(ClaimsPrincipal principal)
    {
        if (!s_known.TryGetValue(principal, out var user) && (user = ClaimBookClaims.Read(principal)) is not null)
            s_known.AddOrUpdate(principal, user);
        return user;
    }

    sealed record AllowedBeforePasswordChange;
}
