using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;

namespace ClaimBook.Api;

/// <summary>A list of users as a table.</summary>
static class UserTable
{
    static readonly ListColumn<User>[] s_columns =
    [
        new("id", "Id", CellType.Whole, u => u.Id),
        new("email", "Email", CellType.Text, u => u.Email),
        new("role", "Role", CellType.Text, u => u.Role.Name),
        new("agencies", "Agencies", CellType.Text, u => u.Agencies is null ? "all" : AgencyList.Write(u.Agencies)),
        new("mustChangePassword", "Must change password", CellType.Flag, u => u.MustChangePassword),
        new("locked", "Locked", CellType.Flag, u => u.Locked),
        new("lockedUntil", "Locked until", CellType.Timestamp, u => u.LockedUntil),
        new("createdAt", "Created", CellType.Timestamp, u => u.CreatedAt),
    ];

    /// <summary>The table of some users.</summary>
    public static ExportTable Of(IReadOnlyList<User> users) =>
        s_columns.Table("Users", users, users.Count);
}
