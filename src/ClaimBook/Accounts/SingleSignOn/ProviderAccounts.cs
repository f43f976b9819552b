using System.Data.Common;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;

namespace ClaimBook.Accounts.SingleSignOn;

/// <summary>The accounts of those who sign in by the identity provider: without a password, found by the provider's name for them and never by
/// their email, which could be somebody else's here.</summary>
sealed class ProviderAccounts(CurrentAccounts accounts, ServerSettings settings, TimeProvider time)
{
    /// <summary>Makes the account of a user, or brings its role and agencies up to what the provider says now.</summary>
    /// <param name="issuer">The provider.</param>
    /// <param name="user">What it says of the user.</param>
    /// <returns>The account's number, or why there is none.</returns>
    public (int? Account, string? Refusal) Keep(string issuer, ProviderUser user) => accounts.Change<(int?, string?)>(connection =>
    {
        var known = connection.Query(
            "SELECT a.account_id, a.is_locked FROM account_login l JOIN account a ON a.account_id = l.account_id WHERE l.provider = @issuer AND l.subject = @subject",
            r => (Id: r.GetInt32(0), IsLocked: r.GetBoolean(1)), ("issuer", issuer), ("subject", user.Subject)).ToList();
        return known switch
        {
            [{ IsLocked: true }] => (null, "This account is locked; an administrator can unlock it."),
            [{ Id: var id }] => (Update(connection, id, user), null),
            _ => Insert(connection, issuer, user),
        };
    });

    static int Update(DbConnection connection, int id, ProviderUser user)
    {
        connection.Execute(
            "UPDATE account SET role = @role, agencies = @agencies WHERE account_id = @id",
            ("role", user.Role.Name), ("agencies", user.Agencies is null ? null : AgencyList.Write(user.Agencies)), ("id", id));
        return id;
    }

    (int?, string?) Insert(DbConnection connection, string issuer, ProviderUser user)
    {
        // Without an email that can be a name here, the provider's name for the user at the provider: no two users have the same.
        var email = AccountName.Parse(user.Email) ?? $"{user.Subject}@{settings.Oidc.Authority!.Host}";
        var id = NewAccount.Insert(connection, email, user.Role, user.Agencies, passwordHash: null, mustChangePassword: false, time.GetUtcNow());
        if (id == 0)
            return (null, $"There is already an account {email} here that does not belong to this sign-in. An administrator must rename or delete it first.");
        connection.Execute(
            "INSERT INTO account_login (provider, subject, account_id) VALUES (@issuer, @subject, @id)", ("issuer", issuer), ("subject", user.Subject), ("id", id));
        return (id, null);
    }
}
