using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.Identity;

namespace ClaimBook.Accounts;

/// <summary>Checks names and passwords. Whatever is wrong (no such account, a wrong password, an account that is locked), the answer is the same and
/// takes the same time.</summary>
sealed class SignIn(Database database, IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>How many wrong passwords in a row lock an account out.</summary>
    public const int MostFailures = 5;

    /// <summary>For how long they do.</summary>
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    /// <summary>How often a failure is counted anew when another node counted one at the same time.</summary>
    const int Attempts = 20;

    /// <summary>How many may wait for their turn.</summary>
    const int MostWaiting = 20;

    static readonly Account s_nobody = new();
    static readonly Lazy<string> s_nobodysHash = new(() => Passwords.Hasher.HashPassword(s_nobody, Passwords.New()));

    // One password at a time: many guesses at once must not be checked before the first failures are counted, nor take every core from others.
    readonly SemaphoreSlim _turn = new(1);
    int _waiting;

    /// <summary>Whether so many wait that others should come again later.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) >= MostWaiting;

    public void Dispose() => _turn.Dispose();

    /// <summary>Checks a password, and counts it if it is wrong.</summary>
    /// <returns>The account; null if it is not to be signed in.</returns>
    public async Task<Account?> Check(string? name, string? password, CancellationToken cancellation)
    {
        var known = AccountName.Find(name);
        var guess = password is { Length: <= Passwords.Longest } ? password : "";
        Interlocked.Increment(ref _waiting);
        try
        {
            await _turn.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        try
        {
            return await database.GuardAsync(async () =>
            {
                for (var attempt = 0; attempt < Attempts; attempt++)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var manager = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
                    var account = known is null ? null : await manager.FindByNameAsync(known);
                    if (account?.PasswordHash is null || account.IsLocked || await manager.IsLockedOutAsync(account))
                    {
                        Passwords.Hasher.VerifyHashedPassword(s_nobody, s_nobodysHash.Value, guess);
                        return null;
                    }
                    var isRight = await manager.CheckPasswordAsync(account, guess);
                    var counted = !isRight ? await manager.AccessFailedAsync(account)
                        : account.AccessFailedCount > 0 ? await manager.ResetAccessFailedCountAsync(account) : IdentityResult.Success;
                    if (counted.Succeeded)
                        return isRight ? account : null;
                }
                return null;
            });
        }
        finally
        {
            _turn.Release();
        }
    }
}
