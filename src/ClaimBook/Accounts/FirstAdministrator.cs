using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>The account of a first start, when there is nobody yet who could make one.</summary>
static class FirstAdministrator
{
    /// <summary>Its name.</summary>
    public const string Name = "admin";

    /// <summary>Makes it if there is no account at all; of several nodes that start at once, one does.</summary>
    /// <returns>Its password, which must be changed at the first sign-in; null if there are accounts.</returns>
    public static string? Make(Database database, TimeProvider time) => database.Guard(() =>
    {
        using var connection = database.Connect();
        if (connection.QueryNumber("SELECT count(*) FROM account") > 0)
            return null;
        var password = Passwords.New();
        var hash = Passwords.Hasher.HashPassword(new Account(), password);
        using var transaction = connection.BeginTransaction();
        // The others wait here.
        CurrentAccounts.Announce(connection);
        if (connection.QueryNumber("SELECT count(*) FROM account") > 0)
            return null;
        NewAccount.Insert(connection, Name, Role.Admin, agencies: null, hash, mustChangePassword: true, time.GetUtcNow());
        transaction.Commit();
        return password;
    });
}
