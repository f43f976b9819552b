using System.Text.Json;
using System.Text.RegularExpressions;
using ClaimBook.Accounts;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Accounts;

/// <summary><c>claimbook user</c>, <c>claimbook token</c> and the first administrator.</summary>
public sealed partial class AccountCommandTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Users_and_tokens_made_by_commands_open_the_server(string kind)
    {
        var url = kind == "sqlite" ? $"sqlite:{_directory["claimbook.db"]}" : postgres.NewDatabase();
        (int ExitCode, string Output, string Error) Run(params string[] arguments) => ClaimBookProcess.Run([.. arguments, "--database", url, "--data", _directory.Root]);

        var added = Run("user", "add", "anna@example.test", "--role", "editor", "--agencies", "16,3");
        var token = Run("token", "add", "--user", "Anna@example.test", "--name", "nightly", "--role", "viewer", "--agencies", "3", "--expires", "2099-12-31");
        Assert.Equal((0, "", 0, ""), (added.ExitCode, added.Error, token.ExitCode, token.Error));
        Assert.Matches("^anna@example.test signs in with the password [a-z2-9]{5}(-[a-z2-9]{5}){3}: ", added.Output);
        Assert.Matches("^cb_[A-Za-z0-9_-]{49}\n$", token.Output);

        await using (var server = await TestServer.StartOn(url))
        {
            var client = server.ClientOf(token.Output.Trim());
            var me = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync("/api/v1/me", TestContext.Current.CancellationToken));
            Assert.Equal(("anna@example.test", "viewer", "[3]", "token"), (me.Text("email"), me.Text("role"), me.GetProperty("agencies").GetRawText(), me.Text("signedInBy")));

            var id = JsonSerializer.Deserialize<JsonElement>(Run("token", "list", "--user", "anna@example.test", "--json").Output).Rows().Single().Number("id");
            Assert.Equal((0, "", ""), Run("token", "revoke", $"{id}"));
            await Eventually.Holds(async () => (await client.GetAsync("/api/v1/me")).StatusCode == System.Net.HttpStatusCode.Unauthorized);

            await WebUser.Of(server, "anna@example.test").SignIn(Password().Match(added.Output).Value);
        }

        Assert.Equal((0, "", ""), Run("user", "set", "anna@example.test", "--agencies", "all", "--lock"));
        var row = JsonSerializer.Deserialize<JsonElement>(Run("user", "list", "--json").Output).Rows().Single(r => r.Text("email") == "anna@example.test");
        Assert.Equal(("editor", "all", true), (row.Text("role"), row.Text("agencies"), row.GetProperty("locked").GetBoolean()));
        Assert.Equal((1, "claimbook: There is no user 'nobody@example.test'; claimbook user list shows them.\n"), (Run("user", "remove", "nobody@example.test") is var r ? (r.ExitCode, r.Error) : default));
        Assert.Equal(1, Run("user", "add", "anna@example.test", "--role", "viewer").ExitCode);
        Assert.Equal(2, Run("user", "add", "b@example.test", "--role", "king").ExitCode);
        Assert.Equal(2, Run("user", "add", "b@example.test", "--role", "viewer", "--agencies", "x").ExitCode);
        Assert.Equal(1, Run("token", "add", "--user", "anna@example.test", "--name", "x", "--role", "admin").ExitCode);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Of_many_nodes_that_start_at_once_one_makes_the_first_administrator(string kind)
    {
        var url = kind == "sqlite" ? $"sqlite:{_directory["claimbook.db"]}" : postgres.NewDatabase();
        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => FirstAdministrator.Make(Database.FromUrl(url), TimeProvider.System))));
        var password = Assert.Single(made, p => p is not null)!;

        await using var server = await TestServer.StartOn(url);
        var admin = WebUser.Of(server, "Admin");
        Assert.True((await admin.SignIn(password)).GetProperty("mustChangePassword").GetBoolean());
        Assert.Null(FirstAdministrator.Make(server.Database, TimeProvider.System));
    }

    [Fact]
    public void The_first_start_prints_the_administrators_password_once()
    {
        var (first, second) = (Served(), Served());
        var line = Assert.Single(first, l => l.Contains("Sign in as admin with the password", StringComparison.Ordinal));
        Assert.Matches(Password(), line);
        Assert.DoesNotContain(second, l => l.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a server prints until it is at its address.</summary>
    List<string> Served()
    {
        using var server = ClaimBookProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _directory.Root);
        try
        {
            var lines = new List<string>();
            while (server.StandardError.ReadLine() is { } line)
            {
                lines.Add(line);
                if (line.Contains("Ctrl+C ends the server", StringComparison.Ordinal))
                    return lines;
            }
            Assert.Fail(string.Join('\n', lines));
            return lines;
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
        }
    }

    [GeneratedRegex("[a-z2-9]{5}(-[a-z2-9]{5}){3}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Password();
}
