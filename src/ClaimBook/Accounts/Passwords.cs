using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ClaimBook.Accounts;

/// <summary>What passwords must be, and how they are hashed. Length counts; which characters does not (NIST SP 800-63B, 5.1.1.2).</summary>
sealed class Passwords : IPasswordValidator<Account>
{
    /// <summary>The shortest and the longest one; a longer one would only cost time to hash.</summary>
    public const int Shortest = 12, Longest = 256;

    const int DifferentCharacters = 5;

    /// <summary>What a password must be.</summary>
    public static string Allowed { get; } = $"must have {Shortest} to {Longest} characters, at least {DifferentCharacters} different ones, and not be the name of the account";

    /// <summary>The hash: PBKDF2 with HMAC-SHA-512, as often as OWASP recommends.</summary>
    public static IPasswordHasher<Account> Hasher { get; } =
        new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    /// <summary>Makes a password of 99 bits without characters that are mistaken for others.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 5)));

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        password?.Length is >= Shortest and <= Longest && password.Distinct().Count() >= DifferentCharacters
        && !password.Equals(user.UserName, StringComparison.OrdinalIgnoreCase)
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "password", Description = Allowed }));
}
