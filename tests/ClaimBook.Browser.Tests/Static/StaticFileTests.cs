using System.Text.RegularExpressions;

namespace ClaimBook.Browser.Tests.Static;

/// <summary>How the pages' files are served.</summary>
public sealed partial class StaticFileTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task Files_are_compressed_when_they_are_built_and_kept_for_ever_by_their_hashed_names()
    {
        var client = (await Theatre.Exhibition).Client;
        var script = Script().Match(await client.GetStringAsync("/")).Value;
        var plain = await client.GetByteArrayAsync(script);
        foreach (var encoding in (string[])["br", "gzip"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { { "Accept-Encoding", encoding } } };
            using var answer = await client.SendAsync(request);
            Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
            Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString() is { } kept ? string.Join(", ", kept.Split(", ").Order(StringComparer.Ordinal).Reverse()) : null);
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length < plain.Length / 2);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/agencies/3")]
    [InlineData("/claims/CLM-2024-000001?tab=history")]
    [InlineData("/no/such/page")]
    public async Task Every_address_of_a_page_is_answered_with_the_start_page_which_is_asked_for_each_time(string path)
    {
        using var answer = await (await Theatre.Exhibition).Client.GetAsync(path);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoCache);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/nothing", "application/problem+json")]
    [InlineData("/assets/nothing.js", null)]
    public async Task What_is_no_page_is_not_answered_with_one(string path, string? type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        using var answer = await (await Theatre.Exhibition).Client.SendAsync(request);
        Assert.Equal(404, (int)answer.StatusCode);
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
        if (type is not null)
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
    }

    [GeneratedRegex("/assets/index-[^\"]+\\.js", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Script();
}
