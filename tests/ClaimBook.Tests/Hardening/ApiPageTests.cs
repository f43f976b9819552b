using System.Text.RegularExpressions;

namespace ClaimBook.Tests.Hardening;

/// <summary>The page at <c>/api</c> under the policy that allows neither inline scripts nor inline styles, in a real browser.</summary>
public sealed partial class ApiPageTests
{
    static string? Browser { get; } = new[] { "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    [Fact]
    public async Task The_page_shows_the_resources_and_the_browser_has_nothing_to_complain_of()
    {
        if (Browser is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "Chromium is not installed (apt-get install chromium)");
            Assert.Fail("Chromium is not installed");
        }
        await using var server = await TestServer.Start();
        using var profile = new TestDirectory();

        var (_, page, messages) = ClaimBookProcess.RunProgram(
            Browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.Root}", "--enable-logging=stderr",
            "--virtual-time-budget=20000", "--dump-dom", $"{server.Client.BaseAddress}api/index.html#/Audit/getAudit");

        Assert.True(page.Contains("/api/v1/performance/summary", StringComparison.Ordinal), $"{messages}\n{page}");
        // The operation that the address names is open.
        Assert.Contains("Only acts of this kind.", page, StringComparison.Ordinal);
        Assert.Contains("ClaimBook's HTTP API", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Complaint(), messages);
    }

    [GeneratedRegex(@"CONSOLE.*(?:error|refused|violat|Content.Security.Policy)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Complaint();
}
