using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Oidc;

/// <summary>The settings of single sign-on: checked at the start, and their secret nowhere to be seen.</summary>
public sealed class OidcSettingsTests : IDisposable
{
    const string Secret = "a-very-secret-secret";

    readonly TestDirectory _directory = new();

    static Dictionary<string, string> Right => new()
    {
        ["Authority"] = "https://login.example.com/tenant/v2.0",
        ["ClientId"] = "claimbook",
        ["ClientSecret"] = Secret,
        ["RoleClaim"] = "groups",
        ["Roles"] = "claims-admins=admin, uw-team=viewer,ou=loaders=editor",
    };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void They_are_read_from_the_file_of_settings()
    {
        var oidc = Read(Right).Oidc;

        Assert.Equal("https://login.example.com/tenant/v2.0", oidc.Authority?.ToString());
        Assert.Equal(Secret, oidc.ClientSecret?.Value);
        Assert.Equal(
            [KeyValuePair.Create("claims-admins", Role.Admin), KeyValuePair.Create("uw-team", Role.Viewer), KeyValuePair.Create("ou=loaders", Role.Editor)],
            oidc.Roles);
        Assert.Equal(["openid", "profile", "email"], oidc.Scopes);
        Assert.Null(oidc.AgenciesClaim);
    }

    [Theory]
    [InlineData("Authority", "http://login.example.com")]
    [InlineData("Authority", "http://localhost.example.com")]
    [InlineData("Authority", "login.example.com")]
    [InlineData("Authority", "/tenant")]
    [InlineData("Authority", "ftp://login.example.com")]
    [InlineData("Authority", "https://login.example.com?x=1")]
    [InlineData("Authority", "https://user:password@login.example.com")]
    [InlineData("ClientId", "claim book")]
    [InlineData("Roles", "claims-admins")]
    [InlineData("Roles", "claims-admins=owner")]
    [InlineData("Roles", "claims-admins=2")]
    [InlineData("Roles", "claims-admins=viewer|admin")]
    [InlineData("Roles", "=admin")]
    [InlineData("Roles", "a=admin,")]
    [InlineData("Roles", "a=viewer,a=admin")]
    [InlineData("Scopes", "profile email")]
    public void A_wrong_one_stops_the_start_and_says_what_is_allowed(string name, string value)
    {
        var settings = Right;
        settings[name] = value;

        var e = Assert.Throws<ClaimBookException>(() => Read(settings));

        Assert.Contains($"Oidc:{name}", e.Message, StringComparison.Ordinal);
        Assert.Contains("allowed", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080/realms/x")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080")]
    public void A_provider_on_this_machine_needs_no_TLS(string authority) => Assert.Equal(authority, Read(With("Authority", authority)).Oidc.Authority?.OriginalString);

    [Theory]
    [InlineData("Authority")]
    [InlineData("ClientId")]
    [InlineData("RoleClaim")]
    [InlineData("Roles")]
    public void What_is_missing_stops_the_start(string name)
    {
        var settings = Right;
        settings.Remove(name);

        var e = Assert.Throws<ClaimBookException>(() => Read(settings));

        Assert.Contains($"Oidc:{name} is missing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_shown_nowhere()
    {
        var settings = Read(Right);

        Assert.DoesNotContain(Secret, settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, settings.Oidc.ToString(), StringComparison.Ordinal);
        Assert.All(ServerSettings.All, s => Assert.DoesNotContain(Secret, s.Shown(settings) ?? "", StringComparison.Ordinal));
    }

    static Dictionary<string, string> With(string name, string value)
    {
        var settings = Right;
        settings[name] = value;
        return settings;
    }

    ServerSettings Read(Dictionary<string, string> oidc)
    {
        File.WriteAllText(_directory["settings.json"], JsonSerializer.Serialize(new Dictionary<string, object> { ["Oidc"] = oidc }));
        return ServerSettings.Read(_directory.Root);
    }
}
