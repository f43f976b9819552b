using System.Security.Claims;

namespace ClaimBook.Accounts;

/// <summary>What an authentication scheme says of somebody, in claims. Only claims that ClaimBook issued count: what an identity provider writes
/// into a token of its own is mapped by a setting or ignored.</summary>
static class ClaimBookClaims
{
    /// <summary>The number of the account; absent for somebody whom only an identity provider knows.</summary>
    public const string AccountId = "claimbook/account";

    /// <summary>The name in the audit log.</summary>
    public const string Name = "claimbook/name";

    /// <summary>The role: viewer, editor or admin.</summary>
    public const string Role = "claimbook/role";

    /// <summary>The agencies: all, or numbers like 3,16. Who has no such claim sees nothing.</summary>
    public const string Agencies = "claimbook/agencies";

    /// <summary>Present where the password must be changed before anything else.</summary>
    public const string MustChangePassword = "claimbook/must-change-password";

    const string Issuer = "ClaimBook", AllAgencies = "all";

    /// <summary>Somebody who was recognized.</summary>
    /// <param name="user">Who it is.</param>
    /// <param name="scheme">How they were recognized; one of <see cref="Schemes"/>.</param>
    /// <param name="mustChangePassword">Whether they must change their password first.</param>
    public static ClaimsPrincipal Principal(CurrentUser user, string scheme, bool mustChangePassword = false)
    {
        List<Claim> claims =
        [
            Of(Name, user.Name),
            Of(Role, user.Role.Name),
            Of(Agencies, user.Agencies is null ? AllAgencies : AgencyList.Write(user.Agencies)),
        ];
        if (user.AccountId is { } account)
        {
            claims.Add(Of(AccountId, $"{account}"));
            // Anti-forgery tokens are made out to it.
            claims.Add(Of(ClaimTypes.NameIdentifier, $"{account}"));
        }
        if (mustChangePassword)
            claims.Add(Of(MustChangePassword, "true"));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, Name, Role));
    }

    /// <summary>Who it is; null for nobody.</summary>
    public static CurrentUser? Read(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true }
        && Find(principal, Name) is { } name && Roles.Find(Find(principal, Role) ?? "") is { } role
            ? new CurrentUser(
                int.TryParse(Find(principal, AccountId), out var account) ? account : null,
                name,
                role,
                Find(principal, Agencies) is not { } agencies ? [] : agencies == AllAgencies ? null : AgencyList.Parse(agencies) ?? [])
            : null;

    /// <summary>The value of a claim that ClaimBook issued; null if there is none.</summary>
    public static string? Find(ClaimsPrincipal principal, string type) => principal.FindFirst(c => c.Type == type && c.Issuer == Issuer)?.Value;

    static Claim Of(string type, string value) => new(type, value, ClaimValueTypes.String, Issuer);
}
