using ClaimBook.Serving;

namespace ClaimBook.Tests.Hardening;

/// <summary>What every answer tells browsers not to do.</summary>
public sealed class SecurityHeaderTests
{
    static readonly Dictionary<string, string> s_always = new()
    {
        ["Content-Security-Policy"] =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "same-origin",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    };

    [Fact]
    public async Task Every_answer_has_them_each_once_whatever_it_is()
    {
        await using var server = await TestServer.Start();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        foreach (var header in server.Client.DefaultRequestHeaders)
            client.DefaultRequestHeaders.Add(header.Key, header.Value);
        using (var connection = server.Database.Connect())
            Engine.Store.SqlExtensions.Execute(connection, "DROP TABLE audit");

        foreach (var (address, status) in new (string, int)[]
        {
            ("/api/v1/performance/summary", 200), ("/api/v1/performance/summary", 200), ("/api/v1/performance/summary?by=x", 400), ("/api/v1/nothing", 404), ("/nothing", 200),
            ("/api/v1/loads?format=csv", 503), ("/health/live", 200), ("/openapi/v1.json", 200), ("/api/index.html", 200), ("/api/page.js", 200), ("/api/swagger-ui.css", 200), ("/", 200), ("/theme.js", 200),
        })
        {
            using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal((address, status), (address, (int)response.StatusCode));
            foreach (var (name, value) in s_always)
                Assert.Equal((address, name, value), (address, name, string.Join('|', response.Headers.TryGetValues(name, out var values) ? values : [])));
            Assert.False(response.Headers.Contains("Strict-Transport-Security"), address);
            Assert.False(response.Headers.Contains("Server"), address);
        }
        using var post = await client.PostAsync("/api/v1/performance/summary", content: null, TestContext.Current.CancellationToken);
        Assert.True(post.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Browsers_are_told_to_keep_to_https_where_a_trusted_proxy_says_that_it_is(string scheme, bool isTold)
    {
        await using var server = await TestServer.Start(new ServerSettings().With("Proxies", "127.0.0.1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "X-Forwarded-Proto", scheme } } };
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(isTold ? ["max-age=31536000"] : [], response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values : []);
    }
}
