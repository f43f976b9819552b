using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Store;
using ClaimBook.Tests.Accounts;

namespace ClaimBook.Tests.Audit;

/// <summary>Sign-ins and changes of users and tokens are in the audit log, without their secrets.</summary>
public sealed class AuditedAccountsTests(PostgresServer postgres) : IDisposable
{
    const string Wrong = "a wrong password of Anna's", New = "another fine password";

    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Who_signs_in_and_out_and_who_is_refused_is_written(string kind)
    {
        await using var server = await Start(kind);
        var anna = await WebUser.New(server);
        var secrets = new List<string> { WebUser.Password, Wrong, New };

        (await anna.TrySignIn(Wrong)).Dispose();
        await Entry(server, "session.refused", anna.Email, anna.Email, "a wrong name or password, or the account is locked");
        (await WebUser.Of(server, "ann\u0430@example.test\0").TrySignIn(Wrong)).Dispose();
        await Entry(server, "session.refused", "ann\u0430@example.test\ufffd", "ann\u0430@example.test\ufffd", "a wrong name or password, or the account is locked");
        await anna.SignIn();
        secrets.AddRange(anna.Cookies.Split("; ").Select(c => c[(c.IndexOf('=') + 1)..]));
        await Entry(server, "session.started", anna.Email, anna.Email, "with a password");
        using (var wrong = await anna.Client.PutAsJsonAsync("/api/v1/me/password", new { currentPassword = Wrong, newPassword = New }, TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        await Entry(server, "session.refused", anna.Email, anna.Email, "a wrong current password, to change it");
        using (var changed = await anna.Client.PutAsJsonAsync(
            "/api/v1/me/password", new { currentPassword = WebUser.Password, newPassword = New }, TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        await Entry(server, "password.changed", anna.Email, anna.Email, "");
        (await anna.Client.DeleteAsync("/api/v1/session", TestContext.Current.CancellationToken)).Dispose();
        await Entry(server, "session.ended", anna.Email, anna.Email, "");
        await anna.SignIn(New);
        (await anna.Client.DeleteAsync("/api/v1/me/sessions", TestContext.Current.CancellationToken)).Dispose();
        await Entry(server, "session.all_ended", anna.Email, anna.Email, "");

        await AssertNone(server, secrets);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Changes_of_users_and_tokens_are_written_with_what_they_are_then(string kind)
    {
        await using var server = await Start(kind);
        var account = (await server.Json("/api/v1/me")).Text("email")!;
        var admin = $"{account} (test)";
        var secrets = new List<string> { server.Client.DefaultRequestHeaders.Authorization!.Parameter! };

        var created = await Send(server, HttpMethod.Post, "/api/v1/users", new { email = "anna@example.test", role = "editor", agencies = new[] { 16, 3 } }, HttpStatusCode.Created);
        secrets.Add(created.Text("password")!);
        var user = $"/api/v1/users/{created.GetProperty("user").Number("id")}";
        await Entry(server, "user.added", admin, "anna@example.test", "editor; agencies 3,16");
        await Send(server, HttpMethod.Put, user, new { role = "viewer", agencies = (int[]?)null, locked = true }, HttpStatusCode.OK);
        await Entry(server, "user.changed", admin, "anna@example.test", "viewer; all agencies; locked");
        secrets.Add((await Send(server, HttpMethod.Post, $"{user}/password", null, HttpStatusCode.OK)).Text("password")!);
        await Entry(server, "password.changed", admin, "anna@example.test", "");
        var token = await Send(
            server, HttpMethod.Post, "/api/v1/tokens", new { name = "nightly", role = "viewer", agencies = new[] { 3 }, expiresAt = "2099-12-31T00:00:00Z" }, HttpStatusCode.Created);
        secrets.Add(token.Text("secret")!);
        var id = token.GetProperty("token").Number("id");
        await Entry(server, "token.added", admin, account, $"token {id}, nightly; viewer; agencies 3; until 2099-12-31 00:00 UTC");
        await Send(server, HttpMethod.Delete, $"/api/v1/tokens/{id}", null, HttpStatusCode.NoContent);
        await Entry(server, "token.revoked", admin, account, $"token {id}, nightly; viewer; agencies 3; until 2099-12-31 00:00 UTC");
        await Send(server, HttpMethod.Delete, user, null, HttpStatusCode.NoContent);
        await Entry(server, "user.deleted", admin, "anna@example.test", "");
        // What was refused did not happen.
        var before = (await server.Json(AuditClient.Audit)).Number("rowCount");
        await Send(server, HttpMethod.Post, "/api/v1/users", new { email = "not an address", role = "viewer" }, HttpStatusCode.BadRequest);
        await Send(server, HttpMethod.Delete, $"/api/v1/users/{(await server.Json("/api/v1/users")).Rows()[0].Number("id")}", null, HttpStatusCode.BadRequest);
        Assert.Equal(before, (await server.Json(AuditClient.Audit)).Number("rowCount"));

        await AssertNone(server, secrets);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_change_that_cannot_be_written_does_not_happen(string kind)
    {
        await using var server = await Start(kind);
        var anna = await WebUser.New(server);
        var users = (await server.Json("/api/v1/users")).Number("rowCount");
        var token = (await server.Json("/api/v1/tokens")).Rows()[0].Number("id");
        using (var connection = server.Database.Connect())
            connection.Execute("DROP TABLE audit");

        using (var refused = await anna.TrySignIn(WebUser.Password))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
        }
        await Send(server, HttpMethod.Post, "/api/v1/users", new { email = "eve@example.test", role = "admin" }, HttpStatusCode.ServiceUnavailable);
        await Send(server, HttpMethod.Delete, $"/api/v1/tokens/{token}", null, HttpStatusCode.ServiceUnavailable);

        Assert.Equal(users, (await server.Json("/api/v1/users")).Number("rowCount"));
        Assert.Equal(HttpStatusCode.Unauthorized, await anna.Reads());
    }

    [Fact]
    public async Task The_first_administrator_and_users_of_commands_are_written()
    {
        FirstAdministrator.Make(Database.FromUrl($"sqlite:{_directory["claimbook.db"]}"), TimeProvider.System);
        Assert.Equal(0, ClaimBookProcess.Run("user", "add", "anna@example.test", "--role", "viewer", "--data", _directory.Root).ExitCode);
        Assert.Equal(0, ClaimBookProcess.Run("token", "add", "--user", "anna@example.test", "--name", "nightly", "--data", _directory.Root).ExitCode);

        await using var server = await TestServer.StartOn($"sqlite:{_directory["claimbook.db"]}");
        var entries = (await server.Audited()).Where(e => e.Text("address")!.Length == 0).Select(e => (e.Text("actor"), e.Text("action"), e.Text("subject"), e.Text("detail")));
        var me = $"{Environment.UserName} at the command line";
        Assert.Equal(
            [
                (me, "token.added", "anna@example.test", "token 1, nightly"), (me, "user.added", "anna@example.test", "viewer; all agencies"),
                ("claimbook", "user.added", "admin", "admin; all agencies; the first start"),
            ],
            entries.SkipWhile(e => e.Item3 != "anna@example.test"));
    }

    /// <summary>Waits for the newest entry of an action.</summary>
    static async Task Entry(TestServer server, string action, string actor, string subject, string detail)
    {
        (string?, string?, string?, string?) last = default;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        do
        {
            var entries = await server.Audited($"?action={action}&limit=1");
            last = entries.Count == 0 ? default : (entries[0].Text("actor"), entries[0].Text("address"), entries[0].Text("subject"), entries[0].Text("detail"));
        }
        while (last != (actor, "127.0.0.1", subject, detail) && clock.Elapsed < TimeSpan.FromSeconds(5));
        Assert.Equal((actor, "127.0.0.1", subject, detail), last);
    }

    static async Task AssertNone(TestServer server, IEnumerable<string> secrets)
    {
        var log = Encoding.UTF8.GetString(await server.Client.GetByteArrayAsync($"{AuditClient.Audit}?format=csv"));
        Assert.All(secrets, s => Assert.DoesNotContain(s, log, StringComparison.OrdinalIgnoreCase));
    }

    static async Task<JsonElement> Send(TestServer server, HttpMethod method, string address, object? body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{method} {address}: {response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    Task<TestServer> Start(string kind) => TestServer.StartOn(kind == "sqlite" ? $"sqlite:{_directory["claimbook.db"]}" : postgres.NewDatabase());
}
