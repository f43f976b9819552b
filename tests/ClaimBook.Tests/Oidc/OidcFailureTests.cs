using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ClaimBook.Tests.Oidc;

/// <summary>An identity provider that is down or answers rubbish.</summary>
public sealed class OidcFailureTests
{
    const string SignIn = "/api/v1/session/oidc", Secret = "a-very-secret-secret",
        SomeToken = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA";

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task While_it_is_down_accounts_of_ClaimBook_go_on_working()
    {
        await using var server = await TestServer.Start(Settings($"http://127.0.0.1:{FreePort()}"));

        for (var time = 0; time < 2; time++)
        {
            var problem = await Problem(server, SignIn, 503);
            Assert.Contains("identity provider does not answer", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            using var token = await AskWith(server, SomeToken);
            await TestServer.Problem(token, 503);
            Assert.Equal("admin", (await server.Json("/api/v1/me")).GetProperty("role").GetString());
        }
        using var nobody = await server.Anonymous.GetAsync("/api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using var forged = await AskWith(server, "cb_forged");
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Sign in to the guest network</html>")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1,2")]
    [InlineData("""{"issuer":"https://elsewhere.example","jwks_uri":"ISSUER/keys","authorization_endpoint":"ISSUER/authorize"}""")]
    [InlineData("""{"issuer":"ISSUER","authorization_endpoint":"ISSUER/authorize"}""")]
    [InlineData("""{"issuer":"ISSUER","jwks_uri":"file:///etc/passwd","authorization_endpoint":"ISSUER/authorize"}""")]
    [InlineData("""{"issuer":"ISSUER","jwks_uri":"nowhere","authorization_endpoint":"ISSUER/authorize"}""")]
    [InlineData("""{"issuer":"ISSUER","jwks_uri":"ISSUER/keys"}""")]
    [InlineData("""{"issuer":["ISSUER"],"jwks_uri":7}""")]
    public async Task Rubbish_about_itself_is_a_problem_and_no_error_of_the_server(string discovery)
    {
        await using var provider = await BrokenProvider.Start();
        provider.Discovery = BrokenProvider.Text(discovery.Replace("ISSUER", provider.Issuer, StringComparison.Ordinal));
        await using var server = await TestServer.Start(Settings(provider.Issuer));

        await Problem(server, SignIn, 503);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0","use":"sig"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"!!","e":"AQAB","use":"sig"}]}""")]
    [InlineData("""{"keys":"none"}""")]
    public async Task Rubbish_for_keys_lets_nobody_in(string keys)
    {
        await using var provider = await BrokenProvider.Start();
        provider.Keys = BrokenProvider.Text(keys);
        await using var server = await TestServer.Start(Settings(provider.Issuer));

        using var response = await AskWith(server, SomeToken);

        Assert.True(response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Unauthorized, $"{response.StatusCode}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_very_long_answer_is_not_read_to_its_end()
    {
        await using var provider = await BrokenProvider.Start();
        provider.Discovery = BrokenProvider.Text(new string(' ', 3 << 20) + "{}");
        await using var server = await TestServer.Start(Settings(provider.Issuer));

        await Problem(server, SignIn, 503);
    }

    [Fact]
    public async Task It_is_not_asked_by_every_request_and_found_again_when_it_is_back()
    {
        await using var provider = await BrokenProvider.Start();
        provider.Discovery = BrokenProvider.Text("down", 502);
        await using var server = await TestServer.Start(Settings(provider.Issuer));
        await Problem(server, SignIn, 503);
        var asked = provider.Requests;
        for (var time = 0; time < 20; time++)
            (await AskWith(server, SomeToken)).Dispose();
        Assert.InRange(provider.Requests - asked, 0, 5);

        provider.Mend();

        var clock = Stopwatch.StartNew();
        HttpStatusCode status;
        do
        {
            using var response = await AskWith(server, SomeToken);
            status = response.StatusCode;
            await Task.Delay(100);
        }
        while (status == HttpStatusCode.ServiceUnavailable && clock.Elapsed < s_patience);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task Rubbish_for_a_code_is_a_problem_and_no_error_of_the_server()
    {
        Dictionary<string, Func<HttpContext, Task>> answers = new[] { "", "<html>", "{}", "null", "[", """{"id_token":"x"}""", """{"id_token":"a.b.c","access_token":"x"}""", """{"error":"invalid_client"}""" }
            .ToDictionary(text => text, text => BrokenProvider.Text(text));
        answers["500"] = BrokenProvider.Text("<html>", 500);
        answers["cut off"] = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await using var provider = await BrokenProvider.Start();
        await using var server = await TestServer.Start(Settings(provider.Issuer));

        foreach (var (name, answer) in answers)
        {
            provider.Token = answer;
            using var browser = new Browser();
            await browser.Go(new Uri(server.Anonymous.BaseAddress!, SignIn).ToString(), "/authorize");
            var state = QueryHelpers.ParseQuery(browser.Address.Query)["state"].ToString();

            await browser.Go(QueryHelpers.AddQueryString(
                new Uri(server.Anonymous.BaseAddress!, "/signin-oidc").ToString(), new Dictionary<string, string?> { ["code"] = "x", ["state"] = state }));

            Assert.True(browser.Response!.StatusCode == HttpStatusCode.ServiceUnavailable, $"{name}: {browser.Response.StatusCode} {browser.Page}");
            Assert.Equal("application/problem+json", browser.Response.Content.Headers.ContentType?.MediaType);
            Assert.DoesNotContain("Exception", browser.Page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_the_settings_there_is_no_single_sign_on()
    {
        await using var server = await TestServer.Start();

        await Problem(server, SignIn, 404);
        await Problem(server, SignIn + "/end", 404);
        await Problem(server, "/signin-oidc", 401, 404);
        using var token = await AskWith(server, SomeToken);
        await TestServer.Problem(token, 401);
    }

    [Fact]
    public async Task The_log_says_it_in_one_line_without_the_secret_and_the_start_does_not_wait()
    {
        using var directory = new TestDirectory();
        var authority = $"http://127.0.0.1:{FreePort()}";
        directory.Write("settings.json", JsonSerializer.Serialize(new
        {
            Oidc = new { Authority = authority, ClientId = "claimbook", ClientSecret = Secret, RoleClaim = "groups", Roles = "uw-team=viewer" },
        }));
        var address = $"http://127.0.0.1:{FreePort()}";
        using var process = ClaimBookProcess.Start("serve", "--urls", address, "--data", directory.Root);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var clock = Stopwatch.StartNew();
        while (await Status(client, "/health/live") != HttpStatusCode.OK && clock.Elapsed < s_patience)
            await Task.Delay(50);

        var status = await Status(client, SignIn);
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        var log = (await output + await error).Split('\n');
        Assert.Single(log, l => l.Contains(authority, StringComparison.Ordinal));
        Assert.DoesNotContain(log, l => l.Contains(" at Microsoft.", StringComparison.Ordinal) || l.Contains(Secret, StringComparison.Ordinal));
    }

    static ServerSettings Settings(string authority) => new()
    {
        Oidc = new OidcSettings
        {
            Authority = new Uri(authority),
            ClientId = "claimbook",
            ClientSecret = new(Secret),
            RoleClaim = "groups",
            Roles = new Dictionary<string, Role> { ["uw-team"] = Role.Viewer },
        },
    };

    static async Task<JsonElement> Problem(TestServer server, string address, params int[] statuses)
    {
        using var response = await server.Anonymous.GetAsync(address);
        return await TestServer.Problem(response, statuses.Contains((int)response.StatusCode) ? (int)response.StatusCode : statuses[0]);
    }

    static async Task<HttpResponseMessage> AskWith(TestServer server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await server.Anonymous.SendAsync(request);
    }

    static async Task<HttpStatusCode?> Status(HttpClient client, string address)
    {
        try
        {
            using var response = await client.GetAsync(address);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
