using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClaimBook.Accounts;

namespace ClaimBook.Tests.Hardening;

/// <summary>What a server prints while people and programs sign in, err and attack, and while its database fails.</summary>
public sealed partial class SecretsInLogTests : IDisposable
{
    const string Wrong = "wrong-Passw0rd-typed", Fine = "fine-Passw0rd-chosen", Forged = "cb_forgedForgedForgedForgedForgedForgedForgedForgedForge";

    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task No_password_token_cookie_or_database_password_is_ever_printed()
    {
        // Its own, because it is killed.
        using var postgres = new PostgresServer();
        var url = postgres.NewDatabase();
        // In JSON, and with every question: then the log says most.
        using var process = ServingProcess.StartWith(
            [$"CLAIMBOOK_DATABASE={url}", "CLAIMBOOK_LOG__FORMAT=json", "CLAIMBOOK_LOG__SLOWQUERY=0"], "serve", "--urls", "http://127.0.0.1:0", "--data", _directory["data"]);
        using var anonymous = await process.Serves();
        // Printed once, on purpose.
        var announced = Assert.Single(process.Said, l => l.Contains("Sign in as admin with the password", StringComparison.Ordinal));
        var first = Password().Match(announced).Value;
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = anonymous.BaseAddress };
        var secrets = new List<string> { Wrong, Fine, Forged, first, new Uri(url).UserInfo };

        await Post(anonymous, "session", new { email = "admin", password = Wrong });
        await Raw(anonymous, "session", $$"""{"email": "admin", "password": "{{Wrong}}""");
        await Raw(anonymous, "session", $$$"""{"email": {"password": "{{{Wrong}}}"}}""");
        await Raw(anonymous, $"session?password={Wrong}", "{}");
        await Post(anonymous, "session", new { email = new string('x', 100_000), password = Wrong + new string('x', 1_000_000) });
        var me = await Post(browser, "session", new { email = "admin", password = first });
        secrets.Add(me.Text("antiforgeryToken")!);
        browser.DefaultRequestHeaders.Add(CrossSite.Header, me.Text("antiforgeryToken"));
        using (var changed = await browser.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = first, newPassword = Fine }, TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        secrets.AddRange(cookies.GetAllCookies().Select(c => c.Value));
        var token = (await Post(browser, "tokens", new { name = "nightly" })).Text("secret")!;
        secrets.Add(token);
        secrets.Add((await Post(browser, "users", new { email = "anna@example.test", role = "viewer" })).Text("password")!);

        foreach (var bearer in new[] { token, Forged, token[..^1], token + "x" })
        {
            await Get(anonymous, "/api/v1/performance/details?format=csv", bearer);
            await Get(anonymous, $"/api/v1/catalog?access_token={bearer}", bearer);
            await Get(anonymous, $"/api/v1/loads/{bearer}", bearer);
        }
        postgres.Kill();
        await Get(anonymous, "/api/v1/performance/details", token);
        await Get(anonymous, "/api/v1/audit", token);
        await Post(browser, "tokens", new { name = "never" });
        await Post(anonymous, "session", new { email = "admin", password = Fine });
        process.Terminate();
        var (_, said) = await process.Ends(40);

        var log = said.Replace(announced, "", StringComparison.Ordinal);
        Assert.Contains("A request failed", log, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("claimbook:secret", said, StringComparison.Ordinal);
    }

    static async Task<JsonElement> Post(HttpClient client, string resource, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/v1/{resource}", body, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    static async Task Raw(HttpClient client, string resource, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"/api/v1/{resource}", content, TestContext.Current.CancellationToken);
        Assert.InRange((int)response.StatusCode, 400, 499);
    }

    static async Task Get(HttpClient client, string address, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
    }

    [GeneratedRegex("[a-z2-9]{5}(-[a-z2-9]{5}){3}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Password();
}
