using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimBook.Tests.Oidc;

/// <summary>Bearer tokens of an identity provider, on the HTTP API.</summary>
public sealed class OidcTokenTests(OidcProvider provider) : IClassFixture<OidcProvider>, IAsyncLifetime
{
    static readonly object s_underwriter = new { groups = new[] { "uw-team" }, agencies = new[] { 16, 3 } };

    TestServer? _server;

    TestServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await provider.Server();
        await provider.Knows("actuary", s_underwriter);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_token_of_the_provider_says_who_asks_what_they_may_do_and_see()
    {
        var me = await Me(await provider.Token("actuary"));

        Assert.Equal("viewer", me.GetProperty("role").GetString());
        Assert.Equal([3, 16], me.GetProperty("agencies").EnumerateArray().Select(a => a.GetInt32()));
        // There is no account; the provider's name for the client is all there is.
        Assert.Equal("actuary", me.GetProperty("email").GetString());
    }

    public static TheoryData<string, string, string?> Mapped => new()
    {
        // claims, role, agencies
        { """{"groups":["uw-team","claims-admins","loaders"],"agencies":[7]}""", "admin", "7" },
        { """{"groups":["loaders","unknown"],"agencies":"16, 3,16"}""", "editor", "3,16" },
        { """{"groups":"uw-team","agencies":["3","16"]}""", "viewer", "3,16" },
        { """{"groups":"uw-team","agencies":5}""", "viewer", "5" },
        { """{"groups":"uw-team","agencies":"all"}""", "viewer", null },
        // Claims with the names of ClaimBook's own are only the provider's.
        { """{"groups":"uw-team","agencies":[3],"role":"Admin","claimbook_role":"admin","account_id":1,"claimbook:role":"admin"}""", "viewer", "3" },
    };

    [Theory]
    [MemberData(nameof(Mapped))]
    public async Task Claims_become_a_role_and_agencies(string claims, string role, string? agencies)
    {
        var me = await Me(await Signed(claims));

        Assert.Equal(role, me.GetProperty("role").GetString());
        var limit = me.GetProperty("agencies");
        Assert.Equal(agencies, limit.ValueKind == JsonValueKind.Null ? null : string.Join(',', limit.EnumerateArray()));
    }

    [Theory]
    [InlineData("""{"agencies":[3]}""", "role")]
    [InlineData("""{"groups":[],"agencies":[3]}""", "role")]
    [InlineData("""{"groups":["strangers","UW-TEAM","uw-team,claims-admins"," uw-team"],"agencies":[3]}""", "role")]
    [InlineData("""{"groups":{"uw-team":true},"agencies":[3]}""", "role")]
    [InlineData("""{"groups":"uw-team"}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":[]}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":""}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":null}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":["all",3]}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":"3,all"}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":["ALL"]}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":[3,-1]}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":[3,1.5]}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":[99999999999999999999]}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":{"all":true}}""", "agencies")]
    [InlineData("""{"groups":"uw-team","agencies":true}""", "agencies")]
    public async Task Who_has_no_role_or_no_readable_agencies_is_refused(string claims, string what)
    {
        using var response = await Ask(await Signed(claims));

        var problem = await TestServer.Problem(response, 403);
        Assert.Contains(what, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Forgeries => [.. s_forgeries.Keys];

    static readonly Dictionary<string, Func<Jwt, SigningKey, string>> s_forgeries = new()
    {
        ["another audience"] = Changed("aud", "https://elsewhere.example"),
        ["the audience's beginning"] = Changed("aud", OidcProvider.Audience[..^1]),
        ["no audience"] = Changed("aud", null),
        ["an empty audience"] = Changed("aud", new JsonArray()),
        ["another issuer"] = Changed("iss", "https://elsewhere.example"),
        ["no issuer"] = Changed("iss", null),
        ["expired an hour ago"] = Changed("exp", Now() - 3600),
        ["expired two minutes ago"] = Changed("exp", Now() - 120),
        ["no end"] = Changed("exp", null),
        ["not good yet"] = Changed("nbf", Now() + 86_400),
        ["no subject"] = Changed("sub", null),
        ["another key"] = (jwt, key) => jwt.Sign(key with { Rsa = RSA.Create(2048) }),
        ["another key with another name"] = (jwt, _) => jwt.Sign(new("unknown", RSA.Create(2048))),
        ["its own key in the header"] = (jwt, key) =>
        {
            var own = RSA.Create(2048);
            var parameters = own.ExportParameters(false);
            jwt.Header["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = Base64(parameters.Modulus!), ["e"] = Base64(parameters.Exponent!) };
            return jwt.Sign(key with { Rsa = own });
        },
        ["alg none"] = (jwt, _) => Alg(jwt, "none").With(_ => []),
        ["alg None with a signature"] = (jwt, key) => Alg(jwt, "None").Sign(key),
        ["no alg"] = (jwt, key) => Alg(jwt, null).Sign(key),
        ["HS256 with the public key as PEM"] = (jwt, key) => Hmac(jwt, Encoding.ASCII.GetBytes(key.Rsa.ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the public key as DER"] = (jwt, key) => Hmac(jwt, key.Rsa.ExportSubjectPublicKeyInfo()),
        ["HS256 with the modulus"] = (jwt, key) => Hmac(jwt, key.Rsa.ExportParameters(false).Modulus!),
        ["HS256 with the client's secret"] = (jwt, _) => Hmac(jwt, Encoding.ASCII.GetBytes("a-secret-of-claimbook")),
        ["a changed payload"] = (jwt, key) =>
        {
            var token = jwt.Sign(key).Split('.');
            jwt.Payload["groups"] = "claims-admins";
            return $"{token[0]}.{jwt.Sign(key).Split('.')[1]}.{token[2]}";
        },
        ["no signature"] = (jwt, key) => jwt.Sign(key)[..(jwt.Sign(key).LastIndexOf('.') + 1)],
        ["a cut off signature"] = (jwt, key) => jwt.Sign(key)[..^4],
        ["two parts"] = (jwt, key) => string.Join('.', jwt.Sign(key).Split('.')[..2]),
        ["four parts"] = (jwt, key) => jwt.Sign(key) + ".e30",
        ["no token at all"] = (_, _) => "x",
        ["a very long one"] = (_, _) => new string('a', 10_000) + "." + new string('b', 10_000) + ".c",
        ["an encrypted one"] = (_, _) => "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_refused(string forgery)
    {
        var key = await provider.Key();
        var genuine = Jwt.Of(await provider.Token("actuary"));
        using (var control = await Ask(genuine.Sign(key)))
            Assert.Equal(HttpStatusCode.OK, control.StatusCode);

        using var response = await Ask(s_forgeries[forgery](genuine, key));

        // Without a subject it is the provider's, but says nothing of anybody.
        await TestServer.Problem(response, forgery == "no subject" ? 403 : 401);
    }

    [Fact]
    public async Task A_token_that_the_provider_issued_for_somebody_else_is_refused()
    {
        await provider.Knows("stranger", s_underwriter);

        using var response = await Ask(await provider.Token("stranger", "https://elsewhere.example/api"));

        await TestServer.Problem(response, 401);
    }

    [Fact]
    public async Task An_access_token_of_Cognito_has_no_audience_but_says_for_which_client_it_is()
    {
        await using var server = await TestServer.Start(provider.Settings with { Oidc = provider.Settings.Oidc with { Audience = null } });
        var jwt = Jwt.Of(await provider.Token("actuary"));
        var key = await provider.Key();
        jwt.Payload.Remove("aud");
        jwt.Payload["client_id"] = OidcProvider.Client;

        using (var other = await Ask(jwt.Sign(key), server))
            Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
        jwt.Payload["token_use"] = "access";
        using (var right = await Ask(jwt.Sign(key), server))
            Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        jwt.Payload["client_id"] = "another";
        using (var wrong = await Ask(jwt.Sign(key), server))
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Fact]
    public async Task Roles_of_Keycloak_lie_in_an_object()
    {
        await using var server = await TestServer.Start(provider.Settings with { Oidc = provider.Settings.Oidc with { RoleClaim = "realm_access.roles" } });

        var me = await Me(await Signed("""{"realm_access":{"roles":["offline_access","loaders"]},"agencies":[3]}"""), server);
        using var none = await Ask(await Signed("""{"realm_access":{"role":["loaders"]},"roles":["loaders"],"agencies":[3]}"""), server);

        Assert.Equal("editor", me.GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, none.StatusCode);
    }

    [Fact]
    public async Task Without_the_setting_of_a_claim_for_agencies_everybody_sees_all()
    {
        await using var server = await TestServer.Start(provider.Settings with { Oidc = provider.Settings.Oidc with { AgenciesClaim = null } });

        var me = await Me(await Signed("""{"groups":"uw-team"}"""), server);

        Assert.Equal(JsonValueKind.Null, me.GetProperty("agencies").ValueKind);
    }

    static Func<Jwt, SigningKey, string> Changed(string claim, JsonNode? value) => (jwt, key) =>
    {
        jwt.Payload[claim] = value?.DeepClone();
        if (value is null)
            jwt.Payload.Remove(claim);
        return jwt.Sign(key);
    };

    static Jwt Alg(Jwt jwt, string? algorithm)
    {
        jwt.Header["alg"] = algorithm;
        return jwt;
    }

    static string Hmac(Jwt jwt, byte[] secret) => Alg(jwt, "HS256").With(text => HMACSHA256.HashData(secret, text));

    static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A token as the provider would issue it with these claims.</summary>
    async Task<string> Signed(string claims)
    {
        var jwt = Jwt.Of(await provider.Token("actuary"));
        foreach (var claim in new[] { "groups", "agencies" })
            jwt.Payload.Remove(claim);
        foreach (var (name, value) in JsonNode.Parse(claims)!.AsObject())
            jwt.Payload[name] = value?.DeepClone();
        return jwt.Sign(await provider.Key());
    }

    async Task<JsonElement> Me(string token, TestServer? server = null)
    {
        using var response = await Ask(token, server);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode} {response.Headers.WwwAuthenticate} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    async Task<HttpResponseMessage> Ask(string token, TestServer? server = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await (server ?? Server).Anonymous.SendAsync(request);
    }
}
