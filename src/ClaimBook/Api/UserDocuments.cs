using ClaimBook.Accounts;

namespace ClaimBook.Api;

/// <summary>A user.</summary>
/// <param name="Id">The number.</param>
/// <param name="Email">The name.</param>
/// <param name="Role">What it may do: viewer, editor or admin.</param>
/// <param name="Agencies">The agencies it is limited to; null for all.</param>
/// <param name="MustChangePassword">Whether the password must be changed at the next sign-in.</param>
/// <param name="Locked">Whether an administrator has locked it.</param>
/// <param name="LockedUntil">Until when wrong passwords keep it from signing in; null if they do not.</param>
/// <param name="CreatedAt">When it was made.</param>
sealed record UserDocument(
    int Id, string Email, string Role, IReadOnlyList<int>? Agencies, bool MustChangePassword, bool Locked, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt)
{
    public static UserDocument Of(User user) => new(
        user.Id, user.Email, user.Role.Name, user.Agencies, user.MustChangePassword, user.Locked, user.LockedUntil, user.CreatedAt);
}

/// <summary>A user to be made.</summary>
/// <param name="Email">The name: an email address.</param>
/// <param name="Role">What it may do: viewer, editor or admin.</param>
/// <param name="Agencies">The agencies it is limited to; null for all.</param>
/// <param name="Password">The password; null to have one generated.</param>
sealed record NewUserDocument(string? Email, string? Role, IReadOnlyList<int>? Agencies = null, string? Password = null);

/// <summary>A user that was made.</summary>
/// <param name="User">The user.</param>
/// <param name="Password">The generated password, shown only here; null if one was given.</param>
sealed record CreatedUserDocument(UserDocument User, string? Password);

/// <summary>A change of a user: all of it must be given, so that nobody is given more by leaving something out.</summary>
sealed record UserChangeDocument
{
    /// <summary>What it may do: viewer, editor or admin.</summary>
    public required string? Role { get; init; }

    /// <summary>The agencies it is limited to; null for all.</summary>
    public required IReadOnlyList<int>? Agencies { get; init; }

    /// <summary>Whether it is locked.</summary>
    public required bool Locked { get; init; }
}

/// <summary>A generated password.</summary>
/// <param name="Password">The password, shown only here.</param>
sealed record PasswordDocument(string Password);
