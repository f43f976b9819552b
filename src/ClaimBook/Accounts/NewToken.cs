using ClaimBook.Engine.Semantics;

namespace ClaimBook.Accounts;

/// <summary>Rules for a token that is to be made.</summary>
static class NewToken
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 100;

    /// <summary>Checks what was given.</summary>
    /// <param name="account">Whose it is to be.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="roleName">A narrower role; null for the account's.</param>
    /// <param name="agencies">Narrower agencies; null for the account's.</param>
    /// <param name="expiresAt">When it ends; null for never.</param>
    /// <param name="now">The time.</param>
    /// <param name="role">The role.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static QueryProblem? Check(
        KnownAccount account, string? name, string? roleName, IReadOnlyList<int>? agencies, DateTimeOffset? expiresAt, DateTimeOffset now, out Role? role)
    {
        role = roleName is null ? null : Roles.Find(roleName);
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
            return new("name", $"must say what the token is for, in 1 to {LongestName} characters");
        if (roleName is not null && role is null)
            return new("role", $"must be one of {string.Join(", ", Roles.Names)}");
        if (role > account.Role)
            return new("role", $"must not be more than the user's: {account.Role.Name}");
        if (Access.Refuse(agencies) is { } problem)
            return problem;
        if (agencies is not null && account.Agencies is not null && agencies.Except(account.Agencies).Any())
            return new("agencies", $"must be among the user's: {AgencyList.Write(account.Agencies)}");
        return expiresAt <= now ? new("expiresAt", "must lie in the future") : null;
    }
}
