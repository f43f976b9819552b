using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimBook.Accounts;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Oidc;

/// <summary>An identity provider of the tests' own: the npm package oidc-provider, a process that ends with them. Started when first asked for.</summary>
public sealed class OidcProvider : IAsyncDisposable
{
    public const string Client = "claimbook", Audience = "https://claimbook.example/api";

    readonly HttpClient _http = new();
    Process? _process;
    TestServer? _server;

    static string Folder { get; } = Path.Combine(Repository.Root, "tests", "ClaimBook.Tests", "Oidc");

    /// <summary>Its address.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>Settings of a server that trusts it.</summary>
    internal ServerSettings Settings => new()
    {
        Oidc = new OidcSettings
        {
            Authority = new Uri(Issuer),
            ClientId = Client,
            ClientSecret = new("a-secret-of-claimbook"),
            Audience = Audience,
            RoleClaim = "groups",
            Roles = new Dictionary<string, Role> { ["claims-admins"] = Role.Admin, ["loaders"] = Role.Editor, ["uw-team"] = Role.Viewer },
            AgenciesClaim = "agencies",
            Scopes = ["openid", "email", "claims_desk"],
        },
    };

    /// <summary>Starts it, unless it runs. Skips the test where Node.js is missing.</summary>
    public void Start()
    {
        if (_process is not null)
            return;
        NodePackages.Install(Folder);
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "provider.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.BeginErrorReadLine();
        Issuer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The provider did not start");
    }

    /// <summary>Says what it knows of a user, or of a client that signs in for itself.</summary>
    public async Task Knows(string subject, object claims)
    {
        using var response = await _http.PostAsJsonAsync($"{Issuer}/test/users", new Dictionary<string, object> { [subject] = claims });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Gives it a new key, which it signs with from now on; the old one is gone.</summary>
    public async Task RotateKeys() => (await _http.PostAsync($"{Issuer}/test/rotate", null)).EnsureSuccessStatusCode();

    /// <summary>The key that it signs with, for tests that sign in its stead.</summary>
    public async Task<SigningKey> Key()
    {
        using var response = await _http.PostAsync($"{Issuer}/test/key", null);
        var key = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        byte[] Part(string name) => System.Buffers.Text.Base64Url.DecodeFromChars((string)key[name]!);
        return new SigningKey((string)key["kid"]!, RSA.Create(new RSAParameters
        {
            Modulus = Part("n"),
            Exponent = Part("e"),
            D = Part("d"),
            P = Part("p"),
            Q = Part("q"),
            DP = Part("dp"),
            DQ = Part("dq"),
            InverseQ = Part("qi"),
        }));
    }

    /// <summary>An access token that it issues to a client.</summary>
    public async Task<string> Token(string client, string audience = Audience)
    {
        using var response = await _http.PostAsync($"{Issuer}/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_secret"] = $"a-secret-of-{client}",
            ["resource"] = audience,
        }));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("access_token", out var token) ? token.GetString()! : throw new InvalidOperationException(answer.ToString());
    }

    /// <summary>Starts it and a server that trusts it, for tests that leave no traces there.</summary>
    internal async Task<TestServer> Server()
    {
        Start();
        return _server ??= await TestServer.Start(Settings);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _http.Dispose();
        _process?.Kill();
        _process?.Dispose();
    }
}

/// <summary>A key that signs tokens.</summary>
/// <param name="Id">Its name in the header of tokens.</param>
/// <param name="Rsa">The key.</param>
public sealed record SigningKey(string Id, RSA Rsa);
