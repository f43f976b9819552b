using System.Data.Common;
using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>An API token as its owner sees it; its secret is shown once, when it is made.</summary>
/// <param name="Id">Its number.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="User">The account's name.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">The role it is narrowed to; null for the account's.</param>
/// <param name="Agencies">The agencies it is narrowed to; null for the account's.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
/// <param name="RevokedAt">When it was revoked; null if it was not.</param>
sealed record ApiToken(
    int Id, int AccountId, string User, string Name, Role? Role, IReadOnlyList<int>? Agencies,
    DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>The API tokens in the database.</summary>
sealed class ApiTokens(Database database, CurrentAccounts accounts, TimeProvider time)
{
    const string Select =
        """
        SELECT t.token_id, t.account_id, a.email, t.name, t.role, t.agencies, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
        FROM account_token t JOIN account a ON a.account_id = t.account_id
        """;

    /// <summary>Makes a token.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="role">A narrower role; null for the account's.</param>
    /// <param name="agencies">Narrower agencies; null for the account's.</param>
    /// <param name="expiresAt">When it ends; null for never.</param>
    /// <returns>Its number, and its secret, which nobody can learn later.</returns>
    public (int Id, string Secret) Add(int account, string name, Role? role = null, IReadOnlyList<int>? agencies = null, DateTimeOffset? expiresAt = null)
    {
        var secret = ApiTokenSecret.New();
        var id = accounts.Change(connection => connection.QueryNumber(
            """
            INSERT INTO account_token (account_id, name, token_hash, role, agencies, created_at, expires_at)
            VALUES (@account, @name, @hash, @role, @agencies, @now, @expires) RETURNING token_id
            """,
            ("account", account), ("name", name), ("hash", ApiTokenSecret.Hash(secret)!.Value.ToString()), ("role", role?.Name),
            ("agencies", agencies is null ? null : AgencyList.Write(agencies)), ("now", time.GetUtcNow()), ("expires", expiresAt)));
        return ((int)id, secret);
    }

    /// <summary>The tokens of an account, or all; the newest first.</summary>
    public IReadOnlyList<ApiToken> List(int? account = null) => Query(
        $"{Select} WHERE (@account = 0 OR t.account_id = @account) ORDER BY t.token_id DESC", ("account", account ?? 0));

    /// <summary>One token; null if there is none of that number.</summary>
    public ApiToken? Find(int id) => Query($"{Select} WHERE t.token_id = @id", ("id", id)).SingleOrDefault();

    /// <summary>Revokes a token: from now on it is refused.</summary>
    public void Revoke(int id) => accounts.Change(connection => connection.Execute(
        "UPDATE account_token SET revoked_at = @now WHERE token_id = @id AND revoked_at IS NULL", ("now", time.GetUtcNow()), ("id", id)));

    IReadOnlyList<ApiToken> Query(string sql, params (string, object?)[] parameters) => database.Guard(() =>
    {
        using var connection = database.Connect();
        return connection.Query(sql, Map, parameters);
    });

    static ApiToken Map(DbDataReader reader) => new(
        reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), AccountBook.RoleOf(reader, 4), AccountBook.AgenciesOf(reader, 5),
        reader.GetFieldValue<DateTimeOffset>(6), Moment(reader, 7), Moment(reader, 8), Moment(reader, 9));

    static DateTimeOffset? Moment(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
