using System.Data.Common;
using System.Security.Claims;
using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>An account as requests need it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Email">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Agencies">The agencies it is limited to; null for all.</param>
/// <param name="MustChangePassword">Whether its password must be changed first.</param>
/// <param name="IsLocked">Whether an administrator has locked it.</param>
sealed record KnownAccount(int Id, string Email, Role Role, IReadOnlyList<int>? Agencies, bool MustChangePassword, bool IsLocked);

/// <summary>A session: a browser that is signed in.</summary>
/// <param name="Hash">The hash of the cookie's value.</param>
/// <param name="Account">Who is signed in.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Principal">Who it is, for ASP.NET Core.</param>
sealed record KnownSession(SecretHash Hash, KnownAccount Account, DateTimeOffset ExpiresAt, ClaimsPrincipal Principal);

/// <summary>An API token that is not revoked.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="Principal">Who it is, for ASP.NET Core: the account, narrowed as the token says.</param>
sealed record KnownToken(int Id, DateTimeOffset? ExpiresAt, ClaimsPrincipal Principal);

/// <summary>All accounts, sessions and tokens at one moment, in memory: whether a request is whose costs a hash and a lookup. Immutable;
/// <see cref="CurrentAccounts"/> replaces it as a whole.</summary>
sealed class AccountBook
{
    readonly Dictionary<int, KnownAccount> _accounts;
    readonly Dictionary<SecretHash, KnownSession> _sessions;
    readonly Dictionary<SecretHash, KnownToken> _tokens;

    AccountBook(long version, Dictionary<int, KnownAccount> accounts, Dictionary<SecretHash, KnownSession> sessions, Dictionary<SecretHash, KnownToken> tokens) =>
        (Version, _accounts, _sessions, _tokens) = (version, accounts, sessions, tokens);

    /// <summary>The state of account_change that this is.</summary>
    public long Version { get; }

    /// <summary>The account of a number; null if there is none.</summary>
    public KnownAccount? Account(int id) => _accounts.GetValueOrDefault(id);

    /// <summary>The session of a cookie; null if it ended or never was.</summary>
    public KnownSession? Session(SecretHash hash, DateTimeOffset now) =>
        _sessions.TryGetValue(hash, out var session) && session.ExpiresAt > now ? session : null;

    /// <summary>The token of a hash; null if it expired, was revoked or never was.</summary>
    public KnownToken? Token(SecretHash hash, DateTimeOffset now) =>
        _tokens.TryGetValue(hash, out var token) && !(token.ExpiresAt <= now) ? token : null;

    /// <summary>The version of what the database holds.</summary>
    public static long ReadVersion(DbConnection connection) => connection.QueryNumber("SELECT version FROM account_change");

    /// <summary>Reads it. Sessions and tokens of locked accounts are left out: to all who ask they have ended.</summary>
    /// <param name="connection">A connection on which nothing changes meanwhile.</param>
    public static AccountBook Read(DbConnection connection)
    {
        var accounts = connection.Query(
            "SELECT account_id, email, role, agencies, must_change_password, is_locked FROM account",
            r => new KnownAccount(r.GetInt32(0), r.GetString(1), RoleOf(r, 2)!.Value, AgenciesOf(r, 3), r.GetBoolean(4), r.GetBoolean(5)))
            .ToDictionary(a => a.Id);
        var sessions = connection.Query(
            "SELECT session_hash, account_id, expires_at FROM account_session",
            r => (Hash: SecretHash.Parse(r.GetString(0)), Account: accounts[r.GetInt32(1)], ExpiresAt: r.GetFieldValue<DateTimeOffset>(2)));
        var tokens = connection.Query(
            "SELECT token_hash, account_id, token_id, name, role, agencies, expires_at FROM account_token WHERE revoked_at IS NULL",
            r => (
                Hash: SecretHash.Parse(r.GetString(0)), Account: accounts[r.GetInt32(1)], Id: r.GetInt32(2), Name: r.GetString(3),
                Role: RoleOf(r, 4), Agencies: AgenciesOf(r, 5), ExpiresAt: r.IsDBNull(6) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(6)));
        return new AccountBook(
            ReadVersion(connection),
            accounts,
            sessions.Where(s => !s.Account.IsLocked).ToDictionary(
                s => s.Hash, s => new KnownSession(s.Hash, s.Account, s.ExpiresAt, Principal(s.Account))),
            tokens.Where(t => !t.Account.IsLocked).ToDictionary(
                t => t.Hash, t => new KnownToken(t.Id, t.ExpiresAt, Principal(t.Account, t.Name, t.Role, t.Agencies))));
    }

    /// <summary>The role in a column; null where that is null.</summary>
    internal static Role? RoleOf(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Roles.Find(reader.GetString(column));

    /// <summary>The agencies in a column; null, which is all, where that is null.</summary>
    internal static IReadOnlyList<int>? AgenciesOf(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : AgencyList.Parse(reader.GetString(column)) ?? [];

    static ClaimsPrincipal Principal(KnownAccount account) => ClaimBookClaims.Principal(
        new CurrentUser(account.Id, account.Email, account.Role, account.Agencies), Schemes.Session, account.MustChangePassword);

    /// <summary>The account with what its token leaves of it. A token is never wider than its account, also if that became narrower since.</summary>
    static ClaimsPrincipal Principal(KnownAccount account, string name, Role? role, IReadOnlyList<int>? agencies) => ClaimBookClaims.Principal(
        new CurrentUser(
            account.Id, $"{account.Email} ({name})", role < account.Role ? role.Value : account.Role, AgencyList.Intersect(account.Agencies, agencies)),
        Schemes.Token);
}
