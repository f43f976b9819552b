using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;

namespace ClaimBook.Api;

/// <summary>A list of API tokens as a table.</summary>
static class TokenTable
{
    static readonly ListColumn<ApiToken>[] s_columns =
    [
        new("id", "Id", CellType.Whole, t => t.Id),
        new("user", "User", CellType.Text, t => t.User),
        new("name", "Name", CellType.Text, t => t.Name),
        new("role", "Role", CellType.Text, t => t.Role?.Name),
        new("agencies", "Agencies", CellType.Text, t => t.Agencies is null ? null : AgencyList.Write(t.Agencies)),
        new("createdAt", "Created", CellType.Timestamp, t => t.CreatedAt),
        new("expiresAt", "Expires", CellType.Timestamp, t => t.ExpiresAt),
        new("lastUsedAt", "Last used", CellType.Timestamp, t => t.LastUsedAt),
        new("revokedAt", "Revoked", CellType.Timestamp, t => t.RevokedAt),
    ];

    /// <summary>The table of some tokens.</summary>
    public static ExportTable Of(IReadOnlyList<ApiToken> tokens) =>
        s_columns.Table("API tokens", tokens, tokens.Count);
}
