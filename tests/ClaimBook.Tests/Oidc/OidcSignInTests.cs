using System.Net;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Oidc;

/// <summary>Signing in to the web by an identity provider.</summary>
public sealed class OidcSignInTests(OidcProvider provider) : IClassFixture<OidcProvider>, IAsyncLifetime
{
    const string SignIn = "/api/v1/session/oidc", Callback = "/signin-oidc";

    TestServer? _server;

    TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        provider.Start();
        _server = await TestServer.Start(provider.Settings);
        await provider.Knows("alice", new { email = "alice@example.test", groups = new[] { "uw-team" }, agencies = new[] { 16, 3 } });
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_browser_that_comes_back_from_the_provider_is_signed_in_with_role_and_agencies()
    {
        using var browser = new Browser();

        await browser.Go(At(SignIn + "?returnUrl=%2Fapi%2Fv1%2Fme"));
        Assert.StartsWith(provider.Issuer, browser.Address.ToString(), StringComparison.Ordinal);
        await browser.SignIn("alice");

        Assert.Equal(HttpStatusCode.OK, browser.Response!.StatusCode);
        var cookie = browser.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("claimbook=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        // Not by a redirect: the browser would not send a strict cookie along one that began at another site.
        await browser.FollowPage();
        Assert.Equal(At("/api/v1/me"), browser.Address.ToString());
        var me = JsonSerializer.Deserialize<JsonElement>(browser.Page);
        Assert.Equal("alice@example.test", me.GetProperty("email").GetString());
        Assert.Equal("viewer", me.GetProperty("role").GetString());
        Assert.Equal([3, 16], me.GetProperty("agencies").EnumerateArray().Select(a => a.GetInt32()));
        Assert.Equal([(provider.Issuer, "alice", 1L)], Rows());
    }

    [Fact]
    public async Task The_provider_is_asked_for_a_code_that_only_this_server_can_redeem()
    {
        // Control: the provider turns away who does not use PKCE.
        using var other = new Browser();
        await other.Go($"{provider.Issuer}/auth?client_id=claimbook&response_type=code&scope=openid&redirect_uri={Uri.EscapeDataString(At(Callback))}", Callback);
        Assert.Contains("invalid_request", other.Address.Query, StringComparison.Ordinal);

        // A code that an attacker got for their own sign-in, in the browser of a victim.
        using var attacker = new Browser();
        await attacker.Go(At(SignIn));
        await attacker.SignIn("alice", Callback);
        using var victim = new Browser();
        await victim.Go(At(SignIn));
        await victim.SignIn("alice", Callback);
        var stolen = QueryHelpers.ParseQuery(attacker.Address.Query)["code"].ToString();
        var own = QueryHelpers.ParseQuery(victim.Address.Query)["code"].ToString();
        await victim.Go(victim.Address.ToString().Replace(own, stolen, StringComparison.Ordinal));

        // The proof of the one sign-in does not fit the code of the other.
        AssertNotSignedIn(victim, 503);
    }

    [Theory]
    [InlineData("state", "x")]
    [InlineData("state", null)]
    [InlineData("state", "+")]
    [InlineData("code", null)]
    [InlineData("code", "x")]
    [InlineData("iss", "https://elsewhere.example")]
    public async Task A_changed_answer_of_the_provider_signs_nobody_in(string parameter, string? value)
    {
        using var browser = new Browser();
        await browser.Go(At(SignIn));
        await browser.SignIn("alice", Callback);
        var query = QueryHelpers.ParseQuery(browser.Address.Query).ToDictionary(p => p.Key, p => (string?)p.Value.ToString());
        query[parameter] = value == "+" ? query[parameter] + "A" : value;

        await browser.Go(QueryHelpers.AddQueryString(At(Callback), query.Where(p => p.Value is not null)));

        AssertNotSignedIn(browser);
    }

    [Fact]
    public async Task A_sign_in_that_was_begun_in_another_browser_signs_nobody_in()
    {
        using var attacker = new Browser();
        await attacker.Go(At(SignIn));
        await attacker.SignIn("alice", Callback);
        using var victim = new Browser();

        await victim.Go(attacker.Address.ToString());

        AssertNotSignedIn(victim, 400);
    }

    [Fact]
    public async Task The_same_answer_signs_in_once()
    {
        using var browser = new Browser();
        await browser.Go(At(SignIn));
        await browser.SignIn("alice", Callback);
        var answer = browser.Address.ToString();
        await browser.Go(answer);
        Assert.Equal(HttpStatusCode.OK, browser.Response!.StatusCode);

        await browser.Go(answer);

        AssertNotSignedIn(browser, 400, rows: 1);
    }

    [Fact]
    public async Task A_token_whose_nonce_this_browser_does_not_know_signs_nobody_in()
    {
        using var browser = new Browser();
        await browser.Go(At(SignIn));
        await browser.SignIn("alice", Callback);
        var nonces = browser.Cookies.GetAllCookies().Where(c => c.Name.Contains("Nonce", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(nonces);
        nonces.ForEach(c => c.Expired = true);

        await browser.Go(browser.Address.ToString());

        AssertNotSignedIn(browser, 400);
    }

    [Fact]
    public async Task Who_gives_up_at_the_provider_is_told_so()
    {
        using var browser = new Browser();
        await browser.Go(At(SignIn));

        await browser.Go($"{browser.Address}/abort");

        AssertNotSignedIn(browser, 403);
    }

    [Fact]
    public async Task The_next_sign_in_brings_role_and_agencies_up_to_date_in_every_browser()
    {
        using var first = await SignedIn("alice");
        await provider.Knows("alice", new { email = "alice@example.test", groups = new[] { "loaders" }, agencies = new[] { 5 } });

        using var second = await SignedIn("alice");

        foreach (var browser in new[] { first, second })
        {
            await browser.Go(At("/api/v1/me"));
            var me = JsonSerializer.Deserialize<JsonElement>(browser.Page);
            Assert.Equal("editor", me.GetProperty("role").GetString());
            Assert.Equal([5], me.GetProperty("agencies").EnumerateArray().Select(a => a.GetInt32()));
        }
        Assert.Single(Rows());
    }

    [Fact]
    public async Task Who_has_lost_every_role_is_not_signed_in_again()
    {
        using (await SignedIn("alice"))
            await provider.Knows("alice", new { email = "alice@example.test", groups = Array.Empty<string>(), agencies = new[] { 5 } });
        using var browser = new Browser();

        await browser.Go(At(SignIn));
        await browser.SignIn("alice");

        AssertNotSignedIn(browser, 403, rows: 1);
        Assert.Contains("no role", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_email_that_is_somebody_elses_here_does_not_open_their_account()
    {
        Server.Services.GetRequiredService<CurrentAccounts>().Change(connection => NewAccount.Insert(
            connection, "chief@example.test", Role.Admin, agencies: null, passwordHash: null, mustChangePassword: false, TimeProvider.System.GetUtcNow()));
        await provider.Knows("mallory", new { email = "Chief@Example.test", email_verified = true, groups = "uw-team", agencies = new[] { 3 } });
        using var browser = new Browser();

        await browser.Go(At(SignIn));
        await browser.SignIn("mallory");

        AssertNotSignedIn(browser, 403);
        Assert.Contains("already an account", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_account_is_not_opened_by_the_provider()
    {
        using (await SignedIn("alice"))
        {
        }
        Server.Services.GetRequiredService<CurrentAccounts>().Change(c => c.Execute("UPDATE account SET is_locked = @yes WHERE email = 'alice@example.test'", ("yes", true)));
        using var browser = new Browser();

        await browser.Go(At(SignIn));
        await browser.SignIn("alice");

        AssertNotSignedIn(browser, 403, rows: 1);
    }

    [Fact]
    public async Task Who_has_no_email_is_named_by_the_provider()
    {
        await provider.Knows("7f3a", new { groups = "uw-team", agencies = "all" });

        using var browser = await SignedIn("7f3a");
        await browser.Go(At("/api/v1/me"));

        var me = JsonSerializer.Deserialize<JsonElement>(browser.Page);
        Assert.Equal("7f3a@127.0.0.1", me.GetProperty("email").GetString());
        Assert.Equal(JsonValueKind.Null, me.GetProperty("agencies").ValueKind);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/a\\..\\b")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/a\r\nSet-Cookie: x=1")]
    [InlineData(" //evil.example")]
    [InlineData("~/")]
    [InlineData("~//evil.example")]
    [InlineData("evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task After_the_sign_in_nobody_is_led_away(string returnUrl)
    {
        using var response = await Server.Anonymous.GetAsync($"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}");

        await TestServer.Problem(response, 400);
    }

    [Theory]
    [InlineData("returnUrl=/a&returnUrl=/b")]
    [InlineData("returnTo=/a")]
    public async Task Parameters_are_checked(string query)
    {
        using var response = await Server.Anonymous.GetAsync($"{SignIn}?{query}");

        await TestServer.Problem(response, 400);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/a?b=1&c=%22%3E%3Cscript%3E#d")]
    [InlineData("/a//b")]
    [InlineData("/?next=https://evil.example")]
    public async Task A_path_of_this_server_is_shown_after_the_sign_in(string returnUrl)
    {
        using var browser = new Browser();
        await browser.Go(At($"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        await browser.SignIn("alice");

        Assert.Contains($"url={WebUtility.HtmlEncode(returnUrl)}\"", browser.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", browser.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_leads_to_the_providers_page_and_nowhere_else()
    {
        using var browser = new Browser();

        await browser.Go(At($"{SignIn}/end"), "/session/end");

        var query = QueryHelpers.ParseQuery(browser.Address.Query);
        Assert.StartsWith($"{provider.Issuer}/session/end?", browser.Address.ToString(), StringComparison.Ordinal);
        Assert.Equal("claimbook", query["client_id"]);
        Assert.Equal(At("/"), query["post_logout_redirect_uri"]);
    }

    string At(string path) => new Uri(Server.Anonymous.BaseAddress!, path).ToString();

    async Task<Browser> SignedIn(string subject)
    {
        var browser = new Browser();
        await browser.Go(At(SignIn));
        await browser.SignIn(subject);
        Assert.True(browser.Response!.StatusCode == HttpStatusCode.OK, browser.Page);
        return browser;
    }

    void AssertNotSignedIn(Browser browser, int? status = null, int rows = 0)
    {
        var answered = (int)browser.Response!.StatusCode;
        Assert.True(status is null ? answered is >= 400 and not 500 : answered == status, $"{answered} {browser.Page}");
        Assert.Equal("application/problem+json", browser.Response.Content.Headers.ContentType?.MediaType);
        Assert.False(browser.Response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("claimbook=", StringComparison.Ordinal)));
        Assert.Equal(rows, Rows().Count);
    }

    List<(string Provider, string Subject, long Accounts)> Rows()
    {
        using var connection = Server.Database.Connect();
        return [.. connection.Query(
            "SELECT provider, subject, (SELECT count(*) FROM account a WHERE a.account_id = l.account_id AND a.password_hash IS NULL) FROM account_login l",
            r => (r.GetString(0), r.GetString(1), r.GetInt64(2)))];
    }
}
