using System.Buffers.Text;
using System.Security.Cryptography;
using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>Browsers that are signed in. The database knows each; to sign out deletes it, so that its cookie is worth nothing any more.</summary>
sealed class Sessions(CurrentAccounts accounts, TimeProvider time)
{
    /// <summary>How long a session lasts after its last use.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>How much of that must have passed before a use prolongs it.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(10);

    const int SecretBytes = 32;

    /// <summary>Begins a session.</summary>
    /// <returns>The secret that its cookie holds.</returns>
    public string Begin(int account)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        accounts.Change(connection =>
        {
            connection.Execute("DELETE FROM account_session WHERE expires_at < @now", ("now", now));
            return connection.Execute(
                "INSERT INTO account_session (session_hash, account_id, created_at, expires_at) VALUES (@hash, @account, @now, @expires)",
                ("hash", SecretHash.Of(secret).ToString()), ("account", account), ("now", now), ("expires", now + Lifetime));
        });
        return secret;
    }

    /// <summary>Ends a session.</summary>
    public void End(SecretHash session) => accounts.Change(
        connection => connection.Execute("DELETE FROM account_session WHERE session_hash = @hash", ("hash", session.ToString())));

    /// <summary>Ends all sessions of an account.</summary>
    public void EndAll(int account) => accounts.Change(connection => EndAll(connection, account));

    /// <summary>Ends the sessions of an account within a transaction.</summary>
    /// <param name="connection">The connection of the transaction.</param>
    /// <param name="account">The account.</param>
    /// <param name="except">One that stays; null for none.</param>
    public static int EndAll(System.Data.Common.DbConnection connection, int account, SecretHash? except = null) => connection.Execute(
        "DELETE FROM account_session WHERE account_id = @account AND session_hash <> @except", ("account", account), ("except", except?.ToString() ?? ""));
}
