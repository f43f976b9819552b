using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClaimBook.Accounts;
using ClaimBook.Tests.Accounts;

namespace ClaimBook.Tests;

/// <summary>The pages as files; what they do is tested in a browser.</summary>
public sealed partial class WebAppTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/claims/C-2024-00001")]
    [InlineData("/no/such/page?search=%3Cscript%3E")]
    public async Task Every_address_that_is_not_the_apis_starts_the_pages_and_is_asked_for_anew_each_time(string address)
    {
        await using var server = await TestServer.Start();
        using var response = await server.Anonymous.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(("text/html", "no-cache"), (response.Content.Headers.ContentType!.MediaType, response.Headers.CacheControl!.ToString()));
        Assert.Contains("<div id=\"app\">", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/health/nothing")]
    [InlineData("GET", "/assets/nothing.js")]
    [InlineData("GET", "/signin-oidc")]
    [InlineData("POST", "/nothing")]
    public async Task What_is_no_page_is_not_answered_with_one(string method, string address)
    {
        await using var server = await TestServer.Start();
        using var response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Parse(method), address), TestContext.Current.CancellationToken);
        await TestServer.Problem(response, 404);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("", "")]
    public async Task A_script_comes_compressed_as_the_browser_can_read_it_and_is_kept_for_good(string accepted, string encoding)
    {
        await using var server = await TestServer.Start();
        var script = Script().Match(await server.Anonymous.GetStringAsync("/", TestContext.Current.CancellationToken)).Value;
        var plain = await server.Anonymous.GetStringAsync(script, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var response = await server.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        Assert.Equal(encoding, string.Join(",", response.Content.Headers.ContentEncoding));
        Assert.Equal("Accept-Encoding", string.Join(",", response.Headers.Vary));
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream text = encoding switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(text);
        Assert.Equal(plain, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_pages_ask_who_is_signed_in_and_being_nobody_is_no_error()
    {
        await using var server = await TestServer.Start();
        Assert.Equal("{\"me\":null,\"singleSignOn\":false}", await server.Anonymous.GetStringAsync("/api/v1/session", TestContext.Current.CancellationToken));

        var user = await WebUser.SignedIn(server, Role.Editor);
        var (session, me) = (await Read(user.Client, "/api/v1/session"), await Read(user.Client, "/api/v1/me"));
        Assert.Equal((me.Text("email"), "editor"), (session.GetProperty("me").Text("email"), session.GetProperty("me").Text("role")));
        Assert.NotEqual("", session.GetProperty("me").Text("antiforgeryToken"));

        static async Task<JsonElement> Read(HttpClient client, string address) =>
            JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("/assets/index-[^\"]+\\.js", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();
}
