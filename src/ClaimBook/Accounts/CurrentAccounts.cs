using System.Data.Common;
using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>The accounts that requests are checked against. A change replaces them in one swap, at once on this node and within seconds on others.</summary>
sealed class CurrentAccounts(Database database)
{
    readonly Lock _refreshing = new();
    volatile AccountBook? _book;

    /// <summary>The accounts; read by the first who asks.</summary>
    /// <exception cref="Engine.ClaimBookException">They have not been read yet, and the database failed.</exception>
    public AccountBook Book => _book ?? Refresh();

    /// <summary>Reads the accounts anew if they have changed.</summary>
    /// <exception cref="Engine.ClaimBookException">The database failed; what was known stays.</exception>
    public AccountBook Refresh()
    {
        lock (_refreshing)
        {
            return database.Guard(() =>
            {
                using var connection = database.Connect();
                using var snapshot = database.BeginRead(connection);
                return _book is { } known && known.Version == AccountBook.ReadVersion(connection) ? known : _book = AccountBook.Read(connection);
            });
        }
    }

    /// <summary>Changes accounts, sessions or tokens in one transaction, and shows the change to the requests that come after.</summary>
    /// <param name="change">Makes the change on a connection.</param>
    /// <exception cref="Engine.ClaimBookException">The database failed; nothing has changed.</exception>
    public T Change<T>(Func<DbConnection, T> change)
    {
        var result = database.Guard(() =>
        {
            using var connection = database.Connect();
            using var transaction = connection.BeginTransaction();
            var result = change(connection);
            Announce(connection);
            transaction.Commit();
            return result;
        });
        Refresh();
        return result;
    }

    /// <summary>Says within a transaction that accounts, sessions or tokens are changed by it.</summary>
    public static void Announce(DbConnection connection) => connection.Execute("UPDATE account_change SET version = version + 1");
}
