using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Accounts;

namespace ClaimBook.Tests.Accounts;

/// <summary>Users over HTTP.</summary>
public sealed class UserTests
{
    [Fact]
    public async Task A_user_is_made_changed_listed_and_deleted()
    {
        await using var server = await TestServer.Start();

        using var created = await server.Client.PostAsJsonAsync(
            "/api/v1/users", new { email = " Anna@Example.test ", role = "viewer", agencies = new[] { 16, 3 } }, TestContext.Current.CancellationToken);
        var made = (await created.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("user");
        var address = created.Headers.Location!.ToString();
        Assert.Equal(("Anna@Example.test", "[3,16]"), (made.Text("email"), made.GetProperty("agencies").GetRawText()));
        Assert.Equal($"/api/v1/users/{made.Number("id")}", address);

        using var changed = await server.Client.PutAsJsonAsync(address, new { role = "editor", agencies = (int[]?)null, locked = true }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var user = await server.Json(address);
        Assert.Equal(("editor", JsonValueKind.Null, true), (user.Text("role"), user.GetProperty("agencies").ValueKind, user.GetProperty("locked").GetBoolean()));
        Assert.Contains("Anna@Example.test,editor,all,", await server.Client.GetStringAsync("/api/v1/users?format=csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var deleted = await server.Client.DeleteAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await server.Problem(address, 404);
    }

    [Fact]
    public async Task A_name_is_taken_in_whatever_case_it_is_written()
    {
        await using var server = await TestServer.Start();
        using var first = await server.Client.PostAsJsonAsync("/api/v1/users", new { email = "anna@example.test", role = "viewer" }, TestContext.Current.CancellationToken);
        using var second = await server.Client.PostAsJsonAsync("/api/v1/users", new { email = "ANNA@example.test", role = "viewer" }, TestContext.Current.CancellationToken);
        Assert.Equal("email: There is a user ANNA@example.test already.", (await TestServer.Problem(second, 400)).Text("detail"));
    }

    [Fact]
    public async Task The_last_administrator_can_be_neither_deleted_nor_limited_nor_locked()
    {
        await using var server = await TestServer.Start();
        const string detail = "id: This is the last administrator who sees all agencies; make another one first.";
        using var deleted = await server.Client.DeleteAsync("/api/v1/users/1", TestContext.Current.CancellationToken);
        Assert.Equal(detail, (await TestServer.Problem(deleted, 400)).Text("detail"));
        foreach (var change in new object[]
        {
            new { role = "editor", agencies = (int[]?)null, locked = false }, new { role = "admin", agencies = new[] { 3 }, locked = false },
            new { role = "admin", agencies = (int[]?)null, locked = true },
        })
        {
            using var refused = await server.Client.PutAsJsonAsync("/api/v1/users/1", change, TestContext.Current.CancellationToken);
            Assert.Equal(detail, (await TestServer.Problem(refused, 400)).Text("detail"));
        }
        await server.Json("/api/v1/users");
    }

    [Fact]
    public async Task A_change_must_be_complete_so_that_nothing_is_given_by_leaving_it_out()
    {
        await using var server = await TestServer.Start();
        var user = server.NewUser(Role.Viewer, 3);
        using var refused = await server.Client.PutAsJsonAsync($"/api/v1/users/{user}", new { role = "viewer", locked = false }, TestContext.Current.CancellationToken);
        await TestServer.Problem(refused, 400);
        Assert.Equal("[3]", (await server.Json($"/api/v1/users/{user}")).GetProperty("agencies").GetRawText());
    }

    [Fact]
    public async Task Only_an_administrator_who_sees_all_agencies_manages_users()
    {
        await using var server = await TestServer.Start();
        foreach (var client in new[] { server.ClientOf(Role.Viewer), server.ClientOf(Role.Editor), server.ClientOf(Role.Admin, 3) })
        {
            using var list = await client.GetAsync("/api/v1/users", TestContext.Current.CancellationToken);
            await TestServer.Problem(list, 403);
            using var made = await client.PostAsJsonAsync("/api/v1/users", new { email = "x@example.test", role = "admin" }, TestContext.Current.CancellationToken);
            await TestServer.Problem(made, 403);
        }
    }

    [Fact]
    public async Task A_reset_password_ends_sessions_and_must_be_changed()
    {
        await using var server = await TestServer.Start();
        var user = await WebUser.SignedIn(server);
        var id = (await server.Json("/api/v1/users")).Rows().Single(r => r.Text("email") == user.Email).Number("id");

        using var reset = await server.Client.PostAsync($"/api/v1/users/{id}/password", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, await user.Reads());
        using (var old = await user.TrySignIn(WebUser.Password))
            Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        var password = (await reset.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).Text("password")!;
        Assert.True((await user.SignIn(password)).GetProperty("mustChangePassword").GetBoolean());
    }
}
