using ClaimBook.Engine.Semantics;

namespace ClaimBook.Accounts;

/// <summary>Who makes a request, and what they may do and see. Authentication sets it; nothing else decides about rows.</summary>
/// <param name="AccountId">The account; null for somebody whom only an identity provider knows.</param>
/// <param name="Name">The name in the audit log: the account's email, with the token's name if one is used.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Agencies">The agencies that they are limited to; null for all.</param>
sealed record CurrentUser(int? AccountId, string Name, Role Role, IReadOnlyList<int>? Agencies)
{
    /// <summary>The agencies whose rows they may see.</summary>
    public RowScope Scope { get; } = Agencies is null ? RowScope.All : RowScope.Of(Agencies);

    /// <summary>Tells scopes apart, in ETags, caches and cursors: equal for equal scopes only.</summary>
    public string ScopeKey { get; } = Agencies is null ? "all" : string.Join('.', Agencies.Distinct().Order());

    /// <summary>A question of theirs as a text, without limit and offset: equal for equal questions in equal scopes only.</summary>
    public string KeyOf(AnalyticsQuery query)
    {
        var parameters = query.Parameters().Where(p => p.Key != QueryParameter.Limit.Name && p.Key != QueryParameter.Offset.Name).Select(p => $"{p.Key}={p.Value}");
        // No value has a control character.
        return string.Join('\n', parameters.Prepend(ScopeKey));
    }

    /// <summary>Whether they may manage accounts: only who sees everything may give everything.</summary>
    public bool MayManageAccounts => Role == Role.Admin && Agencies is null;

    /// <summary>Who makes this request.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the route forgot to require it.</exception>
    public static CurrentUser Of(HttpContext context) =>
        context.Features.Get<CurrentUser>() ?? throw new InvalidOperationException($"Nobody is signed in for {context.Request.Path}");
}
