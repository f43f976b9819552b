using System.Data.Common;
using ClaimBook.Engine.Store;

namespace ClaimBook.Accounts;

/// <summary>Makes accounts without the object-relational mapper, which a first start has no time to wake.</summary>
static class NewAccount
{
    /// <summary>Inserts an account within a transaction.</summary>
    /// <returns>Its number; 0 if the name is taken.</returns>
    public static int Insert(
        DbConnection connection, string email, Role role, IReadOnlyList<int>? agencies, string? passwordHash, bool mustChangePassword, DateTimeOffset now) =>
        (int)connection.QueryNumber(
            """
            INSERT INTO account (email, normalized_email, password_hash, security_stamp, concurrency_stamp, role, agencies, must_change_password, is_locked, access_failed_count, created_at)
            VALUES (@email, @normalized, @hash, @stamp, @concurrency, @role, @agencies, @change, @locked, 0, @now)
            ON CONFLICT (normalized_email) DO NOTHING RETURNING account_id
            """,
            ("email", email), ("normalized", email.ToUpperInvariant()), ("hash", passwordHash), ("stamp", $"{Guid.NewGuid():N}"), ("concurrency", $"{Guid.NewGuid():N}"),
            ("role", role.Name), ("agencies", agencies is null ? null : AgencyList.Write(agencies)), ("change", mustChangePassword), ("locked", false), ("now", now));
}
