using System.Collections.ObjectModel;
using ClaimBook.Accounts;
using ClaimBook.Engine;

namespace ClaimBook.Serving;

/// <summary>The OpenID Connect provider whose users may sign in, and what they may do and see here.</summary>
sealed record OidcSettings
{
    const string NoWhitespace = "a text without spaces";

    /// <summary>The provider's issuer address; null: no single sign-on.</summary>
    public Uri? Authority { get; init; }

    /// <summary>The name by which the provider knows ClaimBook.</summary>
    public string? ClientId { get; init; }

    /// <summary>The password by which the provider knows ClaimBook; null for a public client.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>Whom a bearer token must be meant for; null: the client id.</summary>
    public string? Audience { get; init; }

    /// <summary>The claim that <see cref="Roles"/> translates.</summary>
    public string? RoleClaim { get; init; }

    /// <summary>The role that each value of <see cref="RoleClaim"/> gives.</summary>
    public IReadOnlyDictionary<string, Role> Roles { get; init; } = ReadOnlyDictionary<string, Role>.Empty;

    /// <summary>The claim with the agencies that a user may see; null: all may see all.</summary>
    public string? AgenciesClaim { get; init; }

    /// <summary>What the provider is asked for at a sign-in.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>These settings, as <see cref="ServerSettings.All"/> lists them.</summary>
    public static IEnumerable<Setting> All { get; } =
    [
        Of("Authority", "The issuer address of the OpenID Connect provider whose users may sign in.", "https://HOST/PATH; http only for this machine",
            o => o.Authority?.OriginalString, (o, text) => ToAuthority(text) is { } authority ? o with { Authority = authority } : null),
        Of("ClientId", "The name by which the provider knows ClaimBook.", NoWhitespace,
            o => o.ClientId, (o, text) => IsWord(text) ? o with { ClientId = text } : null),
        Of("ClientSecret", "The password by which the provider knows ClaimBook; none for a public client.", "what the provider issued",
            o => o.ClientSecret?.ToString(), (o, text) => text.Length > 0 ? o with { ClientSecret = new(text) } : null) with { IsSecret = true },
        Of("Audience", "The audience that bearer tokens must have. By default Oidc:ClientId.", NoWhitespace,
            o => o.Audience, (o, text) => IsWord(text) ? o with { Audience = text } : null),
        Of("RoleClaim", "The claim that Oidc:Roles translates; a path with dots leads into a claim that is an object.", NoWhitespace,
            o => o.RoleClaim, (o, text) => IsWord(text) ? o with { RoleClaim = text } : null),
        Of("Roles", "The role that each value of Oidc:RoleClaim gives. Of several the highest holds; who has none of them is refused.",
            "VALUE=viewer, VALUE=editor or VALUE=admin, several separated by commas",
            o => o.Roles.Count == 0 ? null : string.Join(',', o.Roles.Select(r => $"{r.Key}={r.Value.Name}")),
            (o, text) => ToRoles(text) is { } roles ? o with { Roles = roles } : null),
        Of("AgenciesClaim", "The claim with the numbers of the agencies that a user may see, as a list or separated by commas, or the word all. "
            + "Who has no such claim is refused. Without this setting everybody sees all agencies.", NoWhitespace,
            o => o.AgenciesClaim, (o, text) => IsWord(text) ? o with { AgenciesClaim = text } : null),
        Of("Scopes", "What the provider is asked for at a sign-in.", "scopes separated by spaces, openid among them",
            o => string.Join(' ', o.Scopes), (o, text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var scopes && scopes.Contains("openid") ? o with { Scopes = scopes } : null),
    ];

    /// <summary>Refuses settings that are right each for itself but not together.</summary>
    /// <exception cref="ClaimBookException">One is missing.</exception>
    public void Check()
    {
        // A provider whose users get no role, or whose tokens need not be meant for ClaimBook, would be a mistake found only at the first sign-in.
        (string Name, bool IsThere)[] needed = [("Authority", Authority is not null), ("ClientId", ClientId is not null), ("RoleClaim", RoleClaim is not null), ("Roles", Roles.Count > 0)];
        var isAnythingThere = needed.Any(s => s.IsThere) || (ClientSecret, Audience, AgenciesClaim) != default || !Scopes.SequenceEqual(new OidcSettings().Scopes);
        if (isAnythingThere && needed.FirstOrDefault(s => !s.IsThere).Name is { } missing)
            throw new ClaimBookException($"The setting Oidc:{missing} is missing; single sign-on needs {string.Join(", ", needed.Select(s => $"Oidc:{s.Name}"))}.");
    }

    static Setting Of(string name, string meaning, string allowed, Func<OidcSettings, string?> shown, Func<OidcSettings, string, OidcSettings?> take) => new(
        $"Oidc:{name}", meaning, allowed, s => shown(s.Oidc), (s, text) => take(s.Oidc, text) is { } oidc ? s with { Oidc = oidc } : null);

    static bool IsWord(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    static Uri? ToAuthority(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Query: "", Fragment: "", UserInfo: "" }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) ? uri : null;

    static Dictionary<string, Role>? ToRoles(string text)
    {
        var roles = new Dictionary<string, Role>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            // The last: a group may be written "ou=claims".
            var equals = part.LastIndexOf('=');
            if (equals < 1 || Accounts.Roles.Find(part[(equals + 1)..].Trim()) is not { } role || !roles.TryAdd(part[..equals].TrimEnd(), role))
                return null;
        }
        return roles;
    }
}

/// <summary>A text that is shown nowhere.</summary>
/// <param name="Value">The text.</param>
sealed record Secret(string Value)
{
    /// <summary>Not the text.</summary>
    public override string ToString() => "***";
}
