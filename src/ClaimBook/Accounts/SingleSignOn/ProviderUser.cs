using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using ClaimBook.Serving;

namespace ClaimBook.Accounts.SingleSignOn;

/// <summary>Somebody whom the identity provider knows, and what the settings make of what it says of them.</summary>
/// <param name="Subject">The provider's own name for them, which never changes.</param>
/// <param name="Email">Their email, if the provider says it.</param>
/// <param name="Name">A name for the audit log.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Agencies">The agencies that they are limited to; null for all.</param>
sealed record ProviderUser(string Subject, string? Email, string Name, Role Role, IReadOnlyList<int>? Agencies)
{
    const int LongestName = 254;

    /// <summary>The claims that a sign-in asks the provider for, besides those of every token.</summary>
    public static IEnumerable<string> ClaimNames(OidcSettings settings) =>
        new[] { "email", "preferred_username", settings.RoleClaim, settings.AgenciesClaim }.OfType<string>().SelectMany(n => new[] { n, n.Split('.')[0] }).Distinct();

    /// <summary>Reads the claims of a token whose signature, issuer, audience and time are right.</summary>
    /// <returns>The user, or why there is none.</returns>
    public static (ProviderUser? User, string? Refusal) Read(ClaimsPrincipal token, OidcSettings settings)
    {
        if (token.FindFirstValue("sub") is not { Length: > 0 and <= 255 } subject || subject.Any(char.IsControl))
            return (null, "The identity provider does not say who this is: the claim 'sub' is missing or unreadable.");

        var roles = ValuesOf(token, settings.RoleClaim!).Where(settings.Roles.ContainsKey).Select(v => settings.Roles[v]).ToList();
        if (roles.Count == 0)
            return (null, $"The identity provider gives you no role in ClaimBook: none of the values of the claim '{settings.RoleClaim}' has one.");

        IReadOnlyList<int>? agencies = null;
        if (settings.AgenciesClaim is { } claim)
        {
            var values = ValuesOf(token, claim).SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries)).ToList();
            // Only the word alone: what is not understood must never widen what somebody sees.
            if (values is not ["all"])
            {
                agencies = [.. values.Select(v => int.TryParse(v, NumberStyles.None, null, out var agency) ? agency : -1).Distinct().Order()];
                if (agencies is [] or [-1, ..] || Access.Refuse(agencies) is not null)
                    return (null, $"The identity provider does not say which agencies you may see: the claim '{claim}' must hold numbers of agencies.");
            }
        }

        var email = Cleaned(token.FindFirstValue("email"));
        // The subject too: users of some providers choose the other names themselves.
        var name = (email ?? Cleaned(token.FindFirstValue("preferred_username"))) is { } known ? $"{known} ({subject})" : subject;
        return (new(subject, email, name, roles.Max(), agencies), null);
    }

    /// <summary>The values of a claim. Where there is none of that name and it has dots, it is a path: <c>realm_access.roles</c>.</summary>
    static List<string> ValuesOf(ClaimsPrincipal token, string name)
    {
        var values = token.FindAll(name).Select(c => c.Value).ToList();
        var path = name.Split('.');
        return values.Count > 0 || path.Length == 1 ? values : [.. token.FindAll(path[0]).SelectMany(c => ValuesAt(c.Value, path[1..]))];
    }

    static IEnumerable<string> ValuesAt(string json, string[] path)
    {
        JsonElement element;
        try
        {
            element = JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            return [];
        }
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return [];
        }
        return element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray().Select(e => e.ToString())] : [element.ToString()];
    }

    static string? Cleaned(string? text) => text is null ? null
        : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c).Take(LongestName)).Trim() is { Length: > 0 } cleaned ? cleaned : null;
}
