using System.Net;
using System.Net.Http.Json;
using ClaimBook.Serving;
using ClaimBook.Tests.Accounts;

namespace ClaimBook.Tests.Hardening;

/// <summary>How often an address may try to sign in.</summary>
public sealed class SignInLimitTests
{
    [Fact]
    public async Task Of_200_wrong_passwords_in_a_burst_ten_are_looked_at_and_then_the_address_has_to_wait()
    {
        await using var server = await TestServer.Start(new ServerSettings());
        var anna = await WebUser.New(server);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var response = await anna.TrySignIn($"wrong password {i}");
            return response.StatusCode;
        }));

        Assert.Equal(10, statuses.Count(s => s == HttpStatusCode.Unauthorized));
        Assert.Equal(190, statuses.Count(s => s == HttpStatusCode.TooManyRequests));
        using var right = await anna.TrySignIn(WebUser.Password);
        var problem = await TestServer.Problem(right, 429);
        ProblemShapeTests.AssertShape(problem, hasErrors: false);
        Assert.Equal("At most 10 attempts to sign in are allowed in a minute. Try again later.", problem.Text("detail"));
        Assert.InRange(right.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        // Who is signed in notices nothing.
        await server.Json("/api/v1/me");
    }

    [Fact]
    public async Task The_address_is_that_of_the_client_behind_a_trusted_proxy_and_of_ipv6_the_network()
    {
        await using var server = await TestServer.Start(new ServerSettings { SignInsPerMinute = 1 }.With("Proxies", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.Unauthorized, await Try(server, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(server, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(server, "198.51.100.1, 203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(server, "::ffff:203.0.113.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Try(server, "203.0.113.2"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Try(server, "2001:db8:1:2::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await Try(server, "2001:db8:1:2:ffff::9"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Try(server, "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task To_change_a_password_counts_as_an_attempt_to_know_it()
    {
        await using var server = await TestServer.Start(new ServerSettings { SignInsPerMinute = 2 });
        var anna = await WebUser.SignedIn(server);

        Assert.Equal(HttpStatusCode.BadRequest, await Change());
        Assert.Equal(HttpStatusCode.TooManyRequests, await Change());

        async Task<HttpStatusCode> Change()
        {
            using var response = await anna.Client.PutAsJsonAsync(
                "/api/v1/me/password", new { currentPassword = "a wrong password", newPassword = "another fine password" }, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    static async Task<HttpStatusCode> Try(TestServer server, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Headers = { { "X-Forwarded-For", forwardedFor } },
            Content = JsonContent.Create(new { email = "nobody@example.test", password = "a wrong password" }),
        };
        using var response = await server.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
