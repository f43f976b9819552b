using ClaimBook.Accounts;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary><c>tokens</c>: API tokens, one's own; an administrator's are everybody's.</summary>
static class TokensApi
{
    static readonly QueryParameter s_id = new("id", "The token's number.", "3", QueryParameterKind.WholeNumber);
    static readonly QueryParameter s_user = new(
        "user", "The number of the user whose tokens to list; for administrators, who else see all.", "3", QueryParameterKind.WholeNumber);
    static readonly QueryForm s_nothing = new() { Filters = [] };
    static readonly QueryForm s_list = s_nothing.With(s_user, AnswerFormat.Parameter);

    public static void Map(RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("tokens").WithTags("Tokens").RefusesUnknownParameters();
        tokens.MapGet("", List).Takes(s_list).WithName("getTokens").WithSummary("The API tokens")
            .WithDescription("One's own; an administrator sees everybody's. The newest first, revoked and expired ones included. Their secrets nobody can see.")
            .Refuses(StatusCodes.Status403Forbidden);
        tokens.MapPost("", Create).Takes(s_nothing).WithName("postToken").WithSummary("Make an API token")
            .WithDescription("Its secret is shown once; send it as Authorization: Bearer. Role and agencies may be narrower than the account's; never wider, "
                + "also if the account becomes narrower later.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status403Forbidden, StatusCodes.Status415UnsupportedMediaType);
        tokens.MapDelete("{id:int}", Revoke).Takes(s_nothing, s_id).WithName("deleteToken").WithSummary("Revoke an API token")
            .WithDescription("It is refused from now on: by this server at once, by others on the same database within seconds.")
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
    }

    static Results<TableResult, ProblemHttpResult> List(HttpContext context, ApiTokens tokens)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        if (format is null)
            return problem!;
        var parameters = new RequestParameters(context.Request, s_list);
        var user = parameters.WholeNumber(s_user, 1, int.MaxValue);
        if (parameters.Problem is { } wrong)
            return wrong;
        var me = CurrentUser.Of(context);
        if (user is not null && user != me.AccountId && !me.MayManageAccounts)
            return Problems.Of(StatusCodes.Status403Forbidden, "Only an administrator sees the tokens of others.");
        // Who has no account has no tokens.
        return new TableResult(TokenTable.Of(tokens.List(user ?? (me.MayManageAccounts ? null : me.AccountId ?? -1))), format);
    }

    static Results<Created<CreatedTokenDocument>, ProblemHttpResult> Create(
        HttpContext context, NewTokenDocument given, ApiTokens tokens, CurrentAccounts accounts, TimeProvider time)
    {
        var me = CurrentUser.Of(context);
        if ((given.User ?? me.AccountId) is not { } id)
            return Problems.Of(StatusCodes.Status403Forbidden, "Tokens belong to accounts; there is none here.");
        if (id != me.AccountId && !me.MayManageAccounts)
            return Problems.Of(StatusCodes.Status403Forbidden, "Only an administrator makes tokens for others.");
        if (accounts.Book.Account(id) is not { } account)
            return Problems.Parameter("user", $"There is no user {id}.");
        if (id == me.AccountId && IsNarrowed(me, account))
            return Problems.Of(StatusCodes.Status403Forbidden, "A token that is narrower than its account makes no tokens.");
        if (NewToken.Check(account, given.Name, given.Role, given.Agencies, given.ExpiresAt, time.GetUtcNow(), out var role) is { } problem)
            return Problems.Parameters([problem]);
        var (token, secret) = tokens.Add(id, given.Name!, role, given.Agencies, given.ExpiresAt?.ToUniversalTime(), AuditOrigin.Of(context));
        return TypedResults.Created($"/api/v1/tokens/{token}", new CreatedTokenDocument(TokenDocument.Of(tokens.Find(token)!), secret));
    }

    static Results<NoContent, ProblemHttpResult> Revoke(HttpContext context, int id, ApiTokens tokens, CurrentAccounts accounts)
    {
        var me = CurrentUser.Of(context);
        if (tokens.Find(id) is not { } token || (token.AccountId != me.AccountId && !me.MayManageAccounts))
            return Problems.NotFound($"There is no token {id} of yours.");
        if (token.AccountId == me.AccountId && accounts.Book.Account(token.AccountId) is { } account && IsNarrowed(me, account))
            return Problems.Of(StatusCodes.Status403Forbidden, "A token that is narrower than its account revokes no tokens.");
        tokens.Revoke(id, AuditOrigin.Of(context));
        return TypedResults.NoContent();
    }

    static bool IsNarrowed(CurrentUser me, KnownAccount account) =>
        me.Role < account.Role || (me.Agencies is not null && (account.Agencies is null || account.Agencies.Except(me.Agencies).Any()));
}

/// <summary>An API token.</summary>
/// <param name="Id">Its number.</param>
/// <param name="User">The user whose it is.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">The role it is narrowed to; null for the user's.</param>
/// <param name="Agencies">The agencies it is narrowed to; null for the user's.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null if it was not.</param>
sealed record TokenDocument(
    int Id, string User, string Name, string? Role, IReadOnlyList<int>? Agencies, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt)
{
    public static TokenDocument Of(ApiToken token) => new(
        token.Id, token.User, token.Name, token.Role?.Name, token.Agencies, token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt);
}

/// <summary>A token to be made.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Role">A narrower role: viewer, editor or admin; null for the user's.</param>
/// <param name="Agencies">Narrower agencies; null for the user's.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="User">The number of the user whose it is, for administrators; null for one's own.</param>
sealed record NewTokenDocument(string? Name, string? Role = null, IReadOnlyList<int>? Agencies = null, DateTimeOffset? ExpiresAt = null, int? User = null);

/// <summary>A token that was made.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">What to send as Authorization: Bearer; shown only here.</param>
sealed record CreatedTokenDocument(TokenDocument Token, string Secret);
