using Microsoft.AspNetCore.Identity;

namespace ClaimBook.Accounts;

/// <summary>An account as ASP.NET Core Identity changes it; requests are checked against <see cref="KnownAccount"/>.</summary>
sealed class Account : IdentityUser<int>
{
    /// <summary>What it may do.</summary>
    public Role Role { get; set; }

    /// <summary>The agencies it is limited to, as <see cref="AgencyList"/> writes them; null for all.</summary>
    public string? Agencies { get; set; }

    /// <summary>Whether its password must be changed before anything else.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Whether an administrator has locked it.</summary>
    public bool IsLocked { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Every account is locked out after repeated failures.</summary>
    public override bool LockoutEnabled => true;
}
