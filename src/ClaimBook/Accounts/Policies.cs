using Microsoft.AspNetCore.Authorization;

namespace ClaimBook.Accounts;

/// <summary>What a route asks of whoever calls it. A route that asks for nothing wants <see cref="Viewer"/>.</summary>
static class Policies
{
    /// <summary>Anybody who is recognized.</summary>
    public const string Viewer = "viewer";

    /// <summary>An editor or an administrator.</summary>
    public const string Editor = "editor";

    /// <summary>An administrator who is not limited to agencies: a limited one could make an account that is not.</summary>
    public const string Admin = "admin";

    /// <summary>Adds the policies.</summary>
    public static void Add(AuthorizationOptions options)
    {
        Add(options, Viewer, user => true);
        Add(options, Editor, user => user.Role >= Role.Editor);
        Add(options, Admin, user => user.MayManageAccounts);
        options.DefaultPolicy = options.FallbackPolicy = options.GetPolicy(Viewer)!;
    }

    static void Add(AuthorizationOptions options, string name, Func<CurrentUser, bool> allows) =>
        options.AddPolicy(name, policy => policy.RequireAssertion(
            asked => asked.Resource is HttpContext context && context.Features.Get<CurrentUser>() is { } user && allows(user)));
}
