using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ClaimBook.Accounts;

/// <summary>Changes accounts, by ASP.NET Core Identity. What is refused is a value; the message says what is allowed.</summary>
sealed class Users(Database database, CurrentAccounts accounts, IServiceScopeFactory scopes, TimeProvider time)
{
    static readonly string[] s_belongings = ["account_session", "account_token", "account_login"];

    /// <summary>Makes an account.</summary>
    /// <param name="email">Its name.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="agencies">The agencies it is limited to; null for all.</param>
    /// <param name="password">Its password.</param>
    /// <param name="mustChangePassword">Whether it must change the password at the first sign-in.</param>
    /// <returns>Its number, or what is wrong.</returns>
    public async Task<(int Id, QueryProblem? Problem)> Add(string? email, Role role, IReadOnlyList<int>? agencies, string password, bool mustChangePassword)
    {
        if (AccountName.Parse(email) is not { } name)
            return (0, new("email", AccountName.Allowed));
        var account = new Account
        {
            UserName = name,
            Role = role,
            Agencies = agencies is null ? null : AgencyList.Write(agencies),
            MustChangePassword = mustChangePassword,
            CreatedAt = time.GetUtcNow(),
        };
        var problem = await Change(async (manager, _) =>
            await manager.FindByNameAsync(name) is not null ? new("email", $"There is a user {name} already.")
            : Problem(await manager.CreateAsync(account, password), "password"));
        return (account.Id, problem);
    }

    /// <summary>Changes what an account may do and see, and whether it is locked; that ends its sessions and tokens at once.</summary>
    public Task<QueryProblem?> Set(int id, Role role, IReadOnlyList<int>? agencies, bool locked) => Change(id, async (manager, account, connection) =>
    {
        (account.Role, account.Agencies, account.IsLocked) = (role, agencies is null ? null : AgencyList.Write(agencies), locked);
        if (locked)
            Sessions.EndAll(connection, id);
        else
            (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
        return Problem(await manager.UpdateAsync(account), "id") ?? LastAdministrator(connection);
    });

    /// <summary>Gives an account another password and ends its sessions.</summary>
    /// <param name="id">The account.</param>
    /// <param name="password">The password.</param>
    /// <param name="mustChangePassword">Whether it must be changed at the next sign-in.</param>
    /// <param name="except">A session that stays; null for none.</param>
    public Task<QueryProblem?> SetPassword(int id, string? password, bool mustChangePassword, SecretHash? except = null) =>
        Change(id, async (manager, account, connection) =>
        {
            foreach (var rule in manager.PasswordValidators)
            {
                if (Problem(await rule.ValidateAsync(manager, account, password), "newPassword") is { } problem)
                    return problem;
            }
            account.PasswordHash = manager.PasswordHasher.HashPassword(account, password!);
            (account.MustChangePassword, account.LockoutEnd, account.AccessFailedCount) = (mustChangePassword, null, 0);
            Sessions.EndAll(connection, id, except);
            return Problem(await manager.UpdateSecurityStampAsync(account), "id");
        });

    /// <summary>Deletes an account with its sessions and tokens.</summary>
    public Task<QueryProblem?> Remove(int id) => Change(id, async (manager, account, connection) =>
    {
        foreach (var table in s_belongings)
            connection.Execute($"DELETE FROM {table} WHERE account_id = @account", ("account", id));
        return Problem(await manager.DeleteAsync(account), "id") ?? LastAdministrator(connection);
    });

    Task<QueryProblem?> Change(int id, Func<UserManager<Account>, Account, DbConnection, Task<QueryProblem?>> change) => Change(async (manager, connection) =>
        await manager.FindByIdAsync($"{id}") is { } account ? await change(manager, account, connection) : new("id", $"There is no user {id}."));

    /// <summary>Makes a change in a transaction, which goes through if there is no problem.</summary>
    async Task<QueryProblem?> Change(Func<UserManager<Account>, DbConnection, Task<QueryProblem?>> change)
    {
        var problem = await database.GuardAsync(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<AccountContext>();
            await using var transaction = await context.Database.BeginTransactionAsync();
            var connection = context.Database.GetDbConnection();
            // First, so that changes of accounts come one after the other: two administrators cannot take the role from each other.
            CurrentAccounts.Announce(connection);
            var problem = await change(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), connection);
            if (problem is null)
                await transaction.CommitAsync();
            return problem;
        });
        if (problem is null)
            accounts.Refresh();
        return problem;
    }

    static QueryProblem? LastAdministrator(DbConnection connection) =>
        connection.QueryNumber("SELECT count(*) FROM account WHERE role = 'admin' AND agencies IS NULL AND is_locked = @no", ("no", false)) > 0
            ? null
            : new("id", "This is the last administrator who sees all agencies; make another one first.");

    static QueryProblem? Problem(IdentityResult result, string parameter) =>
        result.Succeeded ? null : new(parameter, string.Join("; ", result.Errors.Select(e => e.Description)));
}
