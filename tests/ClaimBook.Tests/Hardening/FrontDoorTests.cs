using System.Net;
using ClaimBook.Engine;
using ClaimBook.Serving;
using ClaimBook.Tests.Audit;

namespace ClaimBook.Tests.Hardening;

/// <summary>Whose word is taken for where a request comes from.</summary>
public sealed class FrontDoorTests
{
    [Theory]
    [InlineData(null, "203.0.113.9", "127.0.0.1")]
    [InlineData("10.0.0.0/8, 192.0.2.1", "203.0.113.9", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.0/8,::1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1, 10.0.0.0/8", "203.0.113.9, 10.1.2.3", "203.0.113.9")]
    [InlineData("127.0.0.1", "198.51.100.66, 203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "2001:db8::7", "2001:db8::7")]
    [InlineData("127.0.0.1", "not an address", "127.0.0.1")]
    public async Task The_address_is_the_clients_only_where_a_configured_proxy_says_it(string? proxies, string forwardedFor, string address)
    {
        await using var server = await TestServer.Start(proxies is null ? new ServerSettings() : new ServerSettings().With("Proxies", proxies));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/loads?format=csv") { Headers = { { "X-Forwarded-For", forwardedFor } } };
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        Assert.Equal(address, (await server.Audited("export", 1))[0].Text("address"));
    }

    [Fact]
    public async Task A_forwarded_host_or_scheme_from_nobody_in_particular_changes_nothing()
    {
        await using var server = await TestServer.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json")
        {
            Headers = { { "X-Forwarded-Host", "evil.example.com" }, { "X-Forwarded-Proto", "https" } },
        };
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claims.example.com", 200)]
    [InlineData("CLAIMS.example.com:8443", 200)]
    [InlineData("evil.example.com", 400)]
    [InlineData("claims.example.com.evil.example.com", 400)]
    public async Task Where_hosts_are_configured_requests_for_others_are_refused(string host, int status)
    {
        await using var server = await TestServer.Start(new ServerSettings().With("Hosts", "127.0.0.1, claims.example.com"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/catalog") { Headers = { Host = host } };
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        using var health = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = host } };
        using var alive = await server.Client.SendAsync(health, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)alive.StatusCode);
        if (status == 400)
            ProblemShapeTests.AssertShape(await TestServer.Problem(response, 400), hasErrors: false);
    }

    [Theory]
    [InlineData("Proxies", "everybody")]
    [InlineData("Proxies", "10.0.0.0/33")]
    [InlineData("Proxies", "")]
    [InlineData("Hosts", "https://claims.example.com")]
    [InlineData("Hosts", " , ")]
    [InlineData("Limits:SignInsPerMinute", "0")]
    [InlineData("Limits:ExportsAtOnce", "many")]
    public void A_wrong_setting_is_refused(string setting, string value) =>
        Assert.StartsWith(
            $"The setting {setting} is '{value}'; allowed: ",
            Assert.Throws<ClaimBookException>(() => new ServerSettings().With(setting, value)).Message, StringComparison.Ordinal);
}
