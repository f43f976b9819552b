using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Api;

/// <summary>A list of API tokens as a table.</summary>
static class TokenTable
{
    static readonly (ExportColumn Column, Func<ApiToken, Cell> Value)[] s_columns =
    [
        Of("id", "Id", CellType.Whole, t => t.Id),
        Of("user", "User", CellType.Text, t => t.User),
        Of("name", "Name", CellType.Text, t => t.Name),
        Of("role", "Role", CellType.Text, t => t.Role?.Name),
        Of("agencies", "Agencies", CellType.Text, t => t.Agencies is null ? null : AgencyList.Write(t.Agencies)),
        Of("createdAt", "Created", CellType.Timestamp, t => t.CreatedAt),
        Of("expiresAt", "Expires", CellType.Timestamp, t => t.ExpiresAt),
        Of("lastUsedAt", "Last used", CellType.Timestamp, t => t.LastUsedAt),
        Of("revokedAt", "Revoked", CellType.Timestamp, t => t.RevokedAt),
    ];

    /// <summary>The table of some tokens.</summary>
    public static ExportTable Of(IReadOnlyList<ApiToken> tokens) => new()
    {
        Title = "API tokens",
        Columns = [.. s_columns.Select(c => c.Column)],
        Rows = tokens.Select(token => Array.ConvertAll(s_columns, c => c.Value(token))),
        RowCount = tokens.Count,
    };

    static (ExportColumn Column, Func<ApiToken, Cell> Value) Of(string name, string label, CellType type, Func<ApiToken, Cell> value) =>
        (new ExportColumn(name, label, ResultKind.Attribute, Unit: null, type), value);
}
