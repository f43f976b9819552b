using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Accounts;

/// <summary>Signing in with a password, and everything that keeps others from it.</summary>
public sealed class SignInTests(PostgresServer postgres)
{
    const string Refused = "The name or the password is wrong, or the account is locked. After 5 wrong passwords it is locked for 15 minutes.";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Who_signs_in_is_known_by_a_cookie_that_no_script_and_no_other_site_can_use(string kind)
    {
        await using var server = kind == "sqlite" ? await TestServer.Start() : await TestServer.StartOn(postgres.NewDatabase());
        var user = await WebUser.New(server, Role.Editor, 3, 16);
        Assert.Equal(HttpStatusCode.Unauthorized, await user.Reads());

        using var response = await user.TrySignIn(WebUser.Password);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("claimbook=", StringComparison.Ordinal));
        Assert.Contains("; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await user.Reads());
        var me = await user.Client.GetFromJsonAsync<JsonElement>("/api/v1/me", TestContext.Current.CancellationToken);
        Assert.Equal((user.Email, "editor", "session", "[3,16]"), (me.Text("email"), me.Text("role"), me.Text("signedInBy"), me.GetProperty("agencies").GetRawText()));
        Assert.False(me.GetProperty("mustChangePassword").GetBoolean());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer_after_about_the_same_time()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.New(server);
        await user.TrySignIn("a wrong password");
        var (wrong, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());
        foreach (var _ in Enumerable.Range(0, 3))
        {
            foreach (var (email, times) in new[] { (user.Email, wrong), ("nobody@example.test", unknown) })
            {
                var clock = Stopwatch.StartNew();
                using var response = await WebUser.Of(server, email).TrySignIn("a wrong password");
                times.Add(clock.Elapsed);
                Assert.Equal(Refused, (await TestServer.Problem(response, 401)).Text("detail"));
                Assert.False(response.Headers.Contains("Set-Cookie"));
            }
        }
        // The hash takes most of it; a tenth would say that it was left out.
        Assert.InRange(wrong.Min() / unknown.Min(), 0.2, 5);
    }

    [Fact]
    public async Task Of_200_wrong_passwords_in_a_burst_none_signs_in_and_then_the_right_one_is_refused_too()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.New(server);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var response = await WebUser.Of(server, user.Email).TrySignIn($"wrong password {i}");
            return response.StatusCode;
        }));

        // Who would have to wait long is sent away; the first are checked and counted.
        Assert.All(statuses, s => Assert.True(s is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests, $"{s}"));
        Assert.InRange(statuses.Count(s => s == HttpStatusCode.Unauthorized), SignIn.MostFailures, 200);
        using var right = await user.TrySignIn(WebUser.Password);
        Assert.Equal(Refused, (await TestServer.Problem(right, 401)).Text("detail"));
        var locked = Assert.Single((await server.Json("/api/v1/users")).Rows(), r => r.Text("email") == user.Email);
        Assert.InRange(locked.GetProperty("lockedUntil").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Wrong_passwords_do_not_end_the_sessions_of_the_account()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        for (var i = 0; i < SignIn.MostFailures; i++)
            await WebUser.Of(server, user.Email).TrySignIn("wrong");
        Assert.Equal(HttpStatusCode.OK, await user.Reads());
    }

    [Fact]
    public async Task After_the_lockout_the_right_password_signs_in_again()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.New(server);
        for (var i = 0; i < SignIn.MostFailures; i++)
            await user.TrySignIn("wrong");
        using (var refused = await user.TrySignIn(WebUser.Password))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using (var connection = server.Database.Connect())
            connection.Execute("UPDATE account SET lockout_end = @end WHERE email = @email", ("end", TimeProvider.System.GetUtcNow()), ("email", user.Email));

        await user.SignIn();
    }

    [Theory]
    [InlineData("аnna@example.test")] // Cyrillic a
    [InlineData("ａｄｍｉｎ")]
    [InlineData("ADMIN\0")]
    [InlineData("admin\u200b")]
    [InlineData("' OR 1=1 --")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Names_that_only_look_like_others_are_nobodys(string? name)
    {
        await using var server = await TestServer.Start();
        using var signIn = await server.Anonymous.PostAsJsonAsync("/api/v1/session", new { email = name, password = WebUser.Password }, TestContext.Current.CancellationToken);
        await TestServer.Problem(signIn, 401);
        using var created = await server.Client.PostAsJsonAsync("/api/v1/users", new { email = name, role = "viewer" }, TestContext.Current.CancellationToken);
        Assert.StartsWith("email: must be an email address", (await TestServer.Problem(created, 400)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_passwords_of_10000_characters_are_refused_without_ado()
    {
        await using var server = await TestServer.Start();
        var longName = new string('a', 10_000) + "@example.test";
        using var signIn = await server.Anonymous.PostAsJsonAsync("/api/v1/session", new { email = longName, password = longName }, TestContext.Current.CancellationToken);
        await TestServer.Problem(signIn, 401);
        using var created = await server.Client.PostAsJsonAsync("/api/v1/users", new { email = longName, role = "viewer" }, TestContext.Current.CancellationToken);
        var problem = await TestServer.Problem(created, 400);
        Assert.DoesNotContain("aaaaa", problem.Text("detail"), StringComparison.Ordinal);
        using var weak = await server.Client.PostAsJsonAsync(
            "/api/v1/users", new { email = "anna@example.test", role = "viewer", password = longName }, TestContext.Current.CancellationToken);
        Assert.StartsWith("password: must have 12 to 256 characters", (await TestServer.Problem(weak, 400)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_takes_names_in_any_case_and_with_space_around_them()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.New(server);
        await WebUser.Of(server, $"  {user.Email.ToUpperInvariant()} ").SignIn();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_signs_nobody_in(string header, string value)
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.New(server);
        user.Client.DefaultRequestHeaders.Add(header, value);
        using var response = await user.TrySignIn(WebUser.Password);
        await TestServer.Problem(response, 403);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_a_form_can_send_is_no_sign_in(string contentType)
    {
        await using var server = await TestServer.Start();
        using var response = await server.Anonymous.PostAsync(
            "/api/v1/session", new StringContent("{\"email\":\"admin\",\"password\":\"x\"}", Encoding.UTF8, contentType), TestContext.Current.CancellationToken);
        // Without credentials nobody learns more than that they are needed.
        await TestServer.Problem(response, 401);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }
}
