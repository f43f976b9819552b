using System.Text.RegularExpressions;

namespace ClaimBook.Accounts;

/// <summary>Names of accounts: email addresses of ASCII characters, so that no two names look alike; and <see cref="FirstAdministrator.Name"/>.</summary>
static partial class AccountName
{
    /// <summary>The longest address that mail can be sent to, RFC 5321, 4.5.3.1.3.</summary>
    const int Longest = 254;

    /// <summary>What a name may be.</summary>
    public const string Allowed =
        "must be an email address like anna@example.com: letters A to Z, digits and . ! # $ % & ' * + / = ? ^ _ ` { | } ~ - before the @, a host name after it, at most 254 characters";

    /// <summary>The name as it is kept; null if the text is no email address.</summary>
    public static string? Parse(string? text) => text?.Length <= 2 * Longest && text.Trim() is { Length: <= Longest } name && Mailbox().IsMatch(name) ? name : null;

    /// <summary>The name by which an account is found; null if no account can have it.</summary>
    public static string? Find(string? text) =>
        text?.Length < Longest && text.Trim().Equals(FirstAdministrator.Name, StringComparison.OrdinalIgnoreCase) ? FirstAdministrator.Name : Parse(text);

    // As browsers understand input type=email (HTML, 4.10.5.1.5), and no dot at an end or after a dot.
    [GeneratedRegex(
        @"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mailbox();
}
