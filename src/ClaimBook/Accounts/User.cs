using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>An account as administrators see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Email">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Agencies">The agencies it is limited to; null for all.</param>
/// <param name="MustChangePassword">Whether its password must be changed first.</param>
/// <param name="Locked">Whether an administrator has locked it.</param>
/// <param name="LockedUntil">Until when wrong passwords keep it from signing in; null if they do not.</param>
/// <param name="CreatedAt">When it was made.</param>
sealed record User(
    int Id, string Email, Role Role, IReadOnlyList<int>? Agencies, bool MustChangePassword, bool Locked, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt)
{
    const string Select = "SELECT account_id, email, role, agencies, must_change_password, is_locked, lockout_end, created_at FROM account";

    /// <summary>All accounts by name.</summary>
    public static IReadOnlyList<User> List(Database database, DateTimeOffset now) => Query(database, now, $"{Select} ORDER BY normalized_email");

    /// <summary>One account; null if there is none of that number.</summary>
    public static User? Find(Database database, DateTimeOffset now, int id) => Query(database, now, $"{Select} WHERE account_id = @id", ("id", id)).SingleOrDefault();

    /// <summary>One account; null if there is none of that name.</summary>
    public static User? Find(Database database, DateTimeOffset now, string email) => Query(
        database, now, $"{Select} WHERE normalized_email = @name", ("name", email.Trim().ToUpperInvariant())).SingleOrDefault();

    static IReadOnlyList<User> Query(Database database, DateTimeOffset now, string sql, params (string, object?)[] parameters) => database.Guard(() =>
    {
        using var connection = database.Connect();
        return connection.Query(
            sql,
            r => new User(
                r.GetInt32(0), r.GetString(1), AccountBook.RoleOf(r, 2)!.Value, AccountBook.AgenciesOf(r, 3), r.GetBoolean(4), r.GetBoolean(5),
                !r.IsDBNull(6) && r.GetFieldValue<DateTimeOffset>(6) is var end && end > now ? end : null, r.GetFieldValue<DateTimeOffset>(7)),
            parameters);
    });
}
