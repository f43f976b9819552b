using ClaimBook.Accounts;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>session</c> and <c>me</c>: to sign in and out, and who one is.</summary>
static class SessionApi
{
    const string WrongPassword = "The name or the password is wrong, or the account is locked. After 5 wrong passwords it is locked for 15 minutes.";

    static readonly QueryForm s_nothing = new() { Filters = [] };

    public static void Map(RouteGroupBuilder api)
    {
        var session = api.MapGroup("session").WithTags("Session").RefusesUnknownParameters();
        session.MapGet("", Current).AllowAnonymous().Takes(s_nothing).WithName("getSession").WithSummary("Whether somebody is signed in")
            .WithDescription("Who, as GET me tells, if anybody is; and how one may sign in. For pages, when they start: being nobody is no error here.");
        session.MapPost("", SignIn).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn).Takes(s_nothing).WithName("postSession").WithSummary("Sign in")
            .WithDescription($"Sets the cookie of a session, which ends 12 hours after its last use. Programs use an API token instead. "
                + $"Changes by a session need the header {CrossSite.Header} with the antiforgeryToken of the answer.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status429TooManyRequests);
        session.MapDelete("", SignOut).BeforePasswordChange().Takes(s_nothing).WithName("deleteSession").WithSummary("Sign out")
            .WithDescription("Ends this session: its cookie is worth nothing any more.").Refuses(StatusCodes.Status400BadRequest);

        var me = api.MapGroup("me").WithTags("Session").RefusesUnknownParameters();
        me.MapGet("", Me).BeforePasswordChange().Takes(s_nothing).WithName("getMe").WithSummary("Who I am")
            .WithDescription("The account, its role and agencies, and how the request was recognized. In a session also the token that changes need.");
        me.MapPut("password", ChangePassword).RequireRateLimiting(RateLimits.SignIn).BeforePasswordChange().Takes(s_nothing).WithName("putMyPassword").WithSummary("Change my password")
            .WithDescription("Ends the other sessions of the account. Only in a session.")
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests);
        me.MapDelete("sessions", SignOutEverywhere).BeforePasswordChange().Takes(s_nothing).WithName("deleteMySessions").WithSummary("Sign out everywhere")
            .WithDescription("Ends all sessions of the account, this one too. API tokens stay; they are revoked one by one.").Refuses(StatusCodes.Status403Forbidden);
    }

    static Ok<SessionDocument> Current(HttpContext context, CurrentAccounts accounts, IAntiforgery antiforgery, ServerSettings settings)
    {
        var isSomebody = context.User.Identity is { IsAuthenticated: true };
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SessionDocument(isSomebody ? Me(context, accounts, antiforgery).Value : null, settings.Oidc.Authority is not null));
    }

    static async Task<Results<Ok<MeDocument>, ProblemHttpResult>> SignIn(
        HttpContext context, SignInDocument given, SignIn signIn, Sessions sessions, CurrentAccounts accounts, AuditLog audit, IAntiforgery antiforgery,
        TimeProvider time)
    {
        var tried = AuditOrigin.Of(context, given.Email ?? "");
        if (CrossSite.IsCrossSite(context.Request))
        {
            audit.WriteSoon(tried, AuditAction.SignInRefused, tried.Actor, "from another site");
            return Problems.Of(StatusCodes.Status403Forbidden, "Sign-in is possible from ClaimBook's own pages only.");
        }
        if (signIn.IsBusy)
        {
            context.Response.Headers.RetryAfter = "5";
            return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many sign in at once. Try again in a moment.");
        }
        if (await signIn.Check(given.Email, given.Password, context.RequestAborted) is not { } account)
        {
            audit.WriteSoon(tried, AuditAction.SignInRefused, tried.Actor, "a wrong name or password, or the account is locked");
            return Problems.Of(StatusCodes.Status401Unauthorized, WrongPassword);
        }
        if (OldSession(context, accounts, time) is { } old)
            sessions.End(old.Hash, AuditOrigin.Of(context, old.Account.Email));
        var secret = sessions.Begin(account.Id, AuditOrigin.Of(context, account.UserName!), "with a password");
        if (accounts.Book.Session(SecretHash.Of(secret), time.GetUtcNow()) is not { } session)
            return Problems.Of(StatusCodes.Status401Unauthorized, WrongPassword);
        context.Response.Cookies.Append(SessionAuthentication.Cookie, secret, SessionAuthentication.CookieOptions(context.Request));
        context.User = session.Principal;
        return TypedResults.Ok(Describe(session.Account, Schemes.Session, antiforgery.GetAndStoreTokens(context).RequestToken));
    }

    static Results<NoContent, ProblemHttpResult> SignOut(HttpContext context, Sessions sessions)
    {
        if (context.Features.Get<KnownSession>() is not { } session)
            return Problems.Of(StatusCodes.Status400BadRequest, "There is no session: a token is revoked at /api/v1/tokens instead.");
        sessions.End(session.Hash, AuditOrigin.Of(context));
        Forget(context);
        return TypedResults.NoContent();
    }

    static Ok<MeDocument> Me(HttpContext context, CurrentAccounts accounts, IAntiforgery antiforgery)
    {
        var user = CurrentUser.Of(context);
        var scheme = context.User.Identity!.AuthenticationType!;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Features.Get<KnownSession>() is { } session)
            return TypedResults.Ok(Describe(session.Account, scheme, antiforgery.GetAndStoreTokens(context).RequestToken));
        var email = user.AccountId is { } id ? accounts.Book.Account(id)?.Email : null;
        return TypedResults.Ok(new MeDocument(email ?? user.Name, user.Role.Name, user.Agencies, MustChangePassword: false, scheme, AntiforgeryToken: null));
    }

    static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        HttpContext context, NewPasswordDocument given, SignIn signIn, Users users, AuditLog audit)
    {
        if (context.Features.Get<KnownSession>() is not { } session)
            return Problems.Of(StatusCodes.Status403Forbidden, "A password is changed by whoever has signed in with it.");
        if (await signIn.Check(session.Account.Email, given.CurrentPassword, context.RequestAborted) is null)
        {
            audit.WriteSoon(AuditOrigin.Of(context), AuditAction.SignInRefused, session.Account.Email, "a wrong current password, to change it");
            return Problems.Parameter("currentPassword", WrongPassword);
        }
        if (given.NewPassword == given.CurrentPassword)
            return Problems.Parameter("newPassword", "is the current one");
        return await users.SetPassword(session.Account.Id, given.NewPassword, mustChangePassword: false, session.Hash, AuditOrigin.Of(context)) is { } problem
            ? Problems.Parameters([problem])
            : TypedResults.NoContent();
    }

    static Results<NoContent, ProblemHttpResult> SignOutEverywhere(HttpContext context, Sessions sessions)
    {
        if (CurrentUser.Of(context).AccountId is not { } account)
            return Problems.Of(StatusCodes.Status403Forbidden, "There is no account here; sign out at the identity provider.");
        sessions.EndAll(account, AuditOrigin.Of(context));
        Forget(context);
        return TypedResults.NoContent();
    }

    static KnownSession? OldSession(HttpContext context, CurrentAccounts accounts, TimeProvider time) =>
        context.Request.Cookies.TryGetValue(SessionAuthentication.Cookie, out var secret) && secret.Length > 0
            ? accounts.Book.Session(SecretHash.Of(secret), time.GetUtcNow())
            : null;

    static void Forget(HttpContext context) =>
        context.Response.Cookies.Delete(SessionAuthentication.Cookie, SessionAuthentication.CookieOptions(context.Request));

    static MeDocument Describe(KnownAccount account, string scheme, string? antiforgeryToken) =>
        new(account.Email, account.Role.Name, account.Agencies, account.MustChangePassword, scheme, antiforgeryToken);
}

/// <summary>Whether somebody is signed in.</summary>
/// <param name="Me">Who; null if nobody is.</param>
/// <param name="SingleSignOn">Whether one may sign in at an identity provider: session/oidc leads there.</param>
sealed record SessionDocument(MeDocument? Me, bool SingleSignOn);

/// <summary>What signs in.</summary>
/// <param name="Email">The name of the account: an email address, or admin.</param>
/// <param name="Password">Its password.</param>
sealed record SignInDocument(string? Email, string? Password);

/// <summary>A change of one's own password.</summary>
/// <param name="CurrentPassword">The password until now.</param>
/// <param name="NewPassword">The password from now on: 12 characters or more.</param>
sealed record NewPasswordDocument(string? CurrentPassword, string? NewPassword);

/// <summary>Who one is.</summary>
/// <param name="Email">The name of the account.</param>
/// <param name="Role">What one may do: viewer, editor or admin.</param>
/// <param name="Agencies">The agencies one is limited to; null for all.</param>
/// <param name="MustChangePassword">Whether the password must be changed before anything else.</param>
/// <param name="SignedInBy">How the request was recognized: session, token, or another scheme.</param>
/// <param name="AntiforgeryToken">What changes by this session must send in the header Antiforgery-Token; null without a session.</param>
sealed record MeDocument(string Email, string Role, IReadOnlyList<int>? Agencies, bool MustChangePassword, string SignedInBy, string? AntiforgeryToken);
