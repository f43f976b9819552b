using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Accounts;

/// <summary>How sessions end, and what other sites cannot do with them.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_cookie_replayed_after_sign_out_is_refused()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        var cookies = user.Cookies;

        using var signOut = await user.Client.DeleteAsync("/api/v1/session", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, signOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await user.Reads());
        Assert.Equal(HttpStatusCode.Unauthorized, await Replay(server, cookies));
    }

    [Fact]
    public async Task Sign_out_everywhere_ends_every_session_of_the_account_and_no_other()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        var elsewhere = WebUser.Of(server, user.Email);
        await elsewhere.SignIn();
        var other = await WebUser.SignedIn(server);

        using var response = await user.Client.DeleteAsync("/api/v1/me/sessions", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await user.Reads(), await elsewhere.Reads()));
        Assert.Equal(HttpStatusCode.OK, await other.Reads());
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_is_the_one_that_signs_in()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        var elsewhere = WebUser.Of(server, user.Email);
        await elsewhere.SignIn();

        using (var wrong = await Change(user, "not the current one", "another fine password"))
            Assert.StartsWith("currentPassword: ", (await TestServer.Problem(wrong, 400)).Text("detail"), StringComparison.Ordinal);
        using (var weak = await Change(user, WebUser.Password, "short"))
            Assert.StartsWith("newPassword: must have 12 to 256 characters", (await TestServer.Problem(weak, 400)).Text("detail"), StringComparison.Ordinal);
        using (var changed = await Change(user, WebUser.Password, "another fine password"))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await user.Reads(), await elsewhere.Reads()));
        using (var old = await elsewhere.TrySignIn(WebUser.Password))
            Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        await elsewhere.SignIn("another fine password");
    }

    [Fact]
    public async Task A_generated_password_must_be_changed_before_anything_else()
    {
        await using var server = await TestServer.Start();
        using var created = await server.Client.PostAsJsonAsync("/api/v1/users", new { email = "anna@example.test", role = "admin" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var password = (await created.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).Text("password")!;
        var user = WebUser.Of(server, "anna@example.test");

        Assert.True((await user.SignIn(password)).GetProperty("mustChangePassword").GetBoolean());

        foreach (var address in new[] { "/api/v1/catalog", "/api/v1/users", "/api/v1/tokens" })
        {
            using var refused = await user.Client.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Contains("The password must be changed first", (await TestServer.Problem(refused, 403)).Text("detail"), StringComparison.Ordinal);
        }
        Assert.True((await user.Client.GetFromJsonAsync<JsonElement>("/api/v1/me", TestContext.Current.CancellationToken)).GetProperty("mustChangePassword").GetBoolean());
        using (var same = await Change(user, password, password))
            await TestServer.Problem(same, 400);
        using (var changed = await Change(user, password, "a password of her own"))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await user.Reads());
    }

    [Fact]
    public async Task A_change_without_the_right_anti_forgery_token_or_from_another_site_is_refused()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        var other = await WebUser.SignedIn(server);
        var mine = user.Client.DefaultRequestHeaders.GetValues(CrossSite.Header).Single();
        var others = other.Client.DefaultRequestHeaders.GetValues(CrossSite.Header).Single();
        user.Client.DefaultRequestHeaders.Remove(CrossSite.Header);

        foreach (var token in new[] { null, "", "x", mine[..^2], others })
            await TestServer.Problem(await MakeToken(user, (CrossSite.Header, token)), 403);
        await TestServer.Problem(await MakeToken(user, (CrossSite.Header, mine), ("Sec-Fetch-Site", "cross-site")), 403);
        await TestServer.Problem(await MakeToken(user, (CrossSite.Header, mine), ("Origin", "https://evil.example")), 403);
        Assert.DoesNotContain((await server.Json("/api/v1/tokens")).Rows(), r => r.Text("user") == user.Email);

        var origin = user.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using var right = await MakeToken(user, (CrossSite.Header, mine), ("Sec-Fetch-Site", "same-origin"), ("Origin", origin));
        Assert.Equal(HttpStatusCode.Created, right.StatusCode);
    }

    [Fact]
    public async Task A_deleted_or_locked_user_is_out_at_once_also_by_token()
    {
        await using var server = await TestServer.Start();
        var (deleted, locked) = (await WebUser.SignedIn(server), await WebUser.SignedIn(server));
        foreach (var (user, change) in new[]
        {
            (deleted, (Func<string, Task<HttpResponseMessage>>)(id => server.Client.DeleteAsync($"/api/v1/users/{id}"))),
            (locked, id => server.Client.PutAsJsonAsync($"/api/v1/users/{id}", new { role = "viewer", agencies = (int[]?)null, locked = true })),
        })
        {
            using var made = await MakeToken(user);
            var token = server.ClientOf((await made.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).Text("secret")!);
            var id = (await server.Json("/api/v1/users")).Rows().Single(r => r.Text("email") == user.Email).GetProperty("id").GetRawText();
            Assert.Equal(HttpStatusCode.OK, (await token.GetAsync("/api/v1/catalog", TestContext.Current.CancellationToken)).StatusCode);

            using var changed = await change(id);

            Assert.True(changed.IsSuccessStatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, await user.Reads());
            Assert.Equal(HttpStatusCode.Unauthorized, (await token.GetAsync("/api/v1/catalog", TestContext.Current.CancellationToken)).StatusCode);
            using var again = await user.TrySignIn(WebUser.Password);
            Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        }
    }

    [Fact]
    public async Task A_session_and_its_anti_forgery_token_outlive_a_restart()
    {
        using var directory = new TestDirectory();
        var database = Database.FromUrl($"sqlite:{directory["claimbook.db"]}");
        string cookies, token;
        await using (var server = await TestServer.StartIn(directory, database))
        {
            var user = await WebUser.SignedIn(server);
            (cookies, token) = (user.Cookies, user.Client.DefaultRequestHeaders.GetValues(CrossSite.Header).Single());
        }
        await using var restarted = await TestServer.StartIn(directory, database);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens") { Content = JsonContent.Create(new { name = "x" }) };
        request.Headers.Add("Cookie", cookies);
        request.Headers.Add(CrossSite.Header, token);
        using var response = await restarted.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task An_expired_session_is_over()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        using (var connection = server.Database.Connect())
        {
            connection.Execute("UPDATE account_session SET expires_at = @now", ("now", TimeProvider.System.GetUtcNow()));
            CurrentAccounts.Announce(connection);
        }
        await Eventually.Holds(async () => await user.Reads() == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_database_holds_neither_passwords_nor_cookies_nor_tokens()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        var secrets = new[] { WebUser.Password, user.Cookies.Split("claimbook=")[^1].Split(';')[0], server.Client.DefaultRequestHeaders.Authorization!.Parameter! };
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(server.Database.Location)!, "claimbook.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            Assert.All(secrets, s => Assert.Equal(-1, content.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(s))));
        }
    }

    [Fact]
    public async Task Who_signs_in_again_begins_a_new_session_and_the_old_one_ends()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        var old = user.Cookies;
        user.Client.DefaultRequestHeaders.Remove(CrossSite.Header);

        await user.SignIn();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await user.Reads(), await Replay(server, old)));
    }

    static Task<HttpResponseMessage> Change(WebUser user, string currentPassword, string newPassword) =>
        user.Client.PutAsJsonAsync("/api/v1/me/password", new { currentPassword, newPassword });

    static async Task<HttpResponseMessage> MakeToken(WebUser user, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tokens") { Content = JsonContent.Create(new { name = "test" }) };
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        return await user.Client.SendAsync(request);
    }

    static async Task<HttpStatusCode> Replay(TestServer server, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/catalog");
        request.Headers.Add("Cookie", cookies);
        using var response = await server.Anonymous.SendAsync(request);
        return response.StatusCode;
    }
}
