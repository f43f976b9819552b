using System.Net;
using System.Net.Http.Headers;

namespace ClaimBook.Tests.Oidc;

/// <summary>The keys of an identity provider, which it changes while the server runs.</summary>
public sealed class OidcKeyTests(OidcProvider provider) : IClassFixture<OidcProvider>
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_new_key_is_found_and_the_old_one_is_good_no_longer()
    {
        var server = await provider.Server();
        await provider.Knows("actuary", new { groups = "uw-team", agencies = new[] { 3 } });
        var old = await provider.Token("actuary");
        Assert.Equal(HttpStatusCode.OK, await Ask(server, old));

        await provider.RotateKeys();
        var renewed = await provider.Token("actuary");

        using var patience = new CancellationTokenSource(s_patience);
        while (await Ask(server, renewed) != HttpStatusCode.OK)
            await Task.Delay(50, patience.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(server, old));
    }

    static async Task<HttpStatusCode> Ask(TestServer server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await server.Anonymous.SendAsync(request);
        return response.StatusCode;
    }
}
