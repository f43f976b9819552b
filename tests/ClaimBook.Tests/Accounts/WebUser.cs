using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Accounts;

/// <summary>Somebody at a browser: keeps cookies, and sends the anti-forgery token as the web app does.</summary>
sealed class WebUser
{
    readonly CookieContainer _cookies = new();

    WebUser(TestServer server, string email)
    {
        (Server, Email) = (server, email);
        Client = server.NewClient(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false });
    }

    public const string Password = "correct horse battery";

    public TestServer Server { get; }

    public string Email { get; }

    public HttpClient Client { get; }

    /// <summary>The cookies, as a request would send them.</summary>
    public string Cookies => _cookies.GetCookieHeader(Client.BaseAddress!);

    /// <summary>A browser without anybody signed in.</summary>
    public static WebUser Of(TestServer server, string email) => new(server, email);

    /// <summary>Makes a user and signs in.</summary>
    public static async Task<WebUser> SignedIn(TestServer server, Role role = Role.Viewer, params int[] agencies)
    {
        var user = await New(server, role, agencies);
        await user.SignIn();
        return user;
    }

    /// <summary>Makes a user.</summary>
    public static async Task<WebUser> New(TestServer server, Role role = Role.Viewer, params int[] agencies)
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        var (_, problem) = await server.Services.GetRequiredService<Users>().Add(
            email, role, agencies.Length == 0 ? null : agencies, Password, mustChangePassword: false);
        Assert.Null(problem);
        return Of(server, email);
    }

    /// <summary>Signs in.</summary>
    public async Task<JsonElement> SignIn(string password = Password)
    {
        using var response = await TrySignIn(password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var me = await response.Content.ReadFromJsonAsync<JsonElement>();
        Client.DefaultRequestHeaders.Remove(CrossSite.Header);
        Client.DefaultRequestHeaders.Add(CrossSite.Header, me.Text("antiforgeryToken"));
        return me;
    }

    /// <summary>Tries to sign in.</summary>
    public Task<HttpResponseMessage> TrySignIn(string password) => Client.PostAsJsonAsync("/api/v1/session", new { Email, password });

    /// <summary>What a route that everybody may read answers.</summary>
    public async Task<HttpStatusCode> Reads()
    {
        using var response = await Client.GetAsync("/api/v1/catalog");
        return response.StatusCode;
    }
}
