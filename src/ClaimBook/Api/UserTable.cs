using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Api;

/// <summary>A list of users as a table.</summary>
static class UserTable
{
    static readonly (ExportColumn Column, Func<User, Cell> Value)[] s_columns =
    [
        Of("id", "Id", CellType.Whole, u => u.Id),
        Of("email", "Email", CellType.Text, u => u.Email),
        Of("role", "Role", CellType.Text, u => u.Role.Name),
        Of("agencies", "Agencies", CellType.Text, u => u.Agencies is null ? "all" : AgencyList.Write(u.Agencies)),
        Of("mustChangePassword", "Must change password", CellType.Flag, u => u.MustChangePassword),
        Of("locked", "Locked", CellType.Flag, u => u.Locked),
        Of("lockedUntil", "Locked until", CellType.Timestamp, u => u.LockedUntil),
        Of("createdAt", "Created", CellType.Timestamp, u => u.CreatedAt),
    ];

    /// <summary>The table of some users.</summary>
    public static ExportTable Of(IReadOnlyList<User> users) => new()
    {
        Title = "Users",
        Columns = [.. s_columns.Select(c => c.Column)],
        Rows = users.Select(user => Array.ConvertAll(s_columns, c => c.Value(user))),
        RowCount = users.Count,
    };

    static (ExportColumn Column, Func<User, Cell> Value) Of(string name, string label, CellType type, Func<User, Cell> value) =>
        (new ExportColumn(name, label, ResultKind.Attribute, Unit: null, type), value);
}
