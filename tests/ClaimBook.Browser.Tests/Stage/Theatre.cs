namespace ClaimBook.Browser.Tests.Stage;

/// <summary>What all tests share: Chromium, the data that sites are copies of, and one site that everybody looks at and nobody changes.</summary>
public sealed class Theatre : IAsyncLifetime
{
    /// <summary>Where screenshots, traces and measurements are written to.</summary>
    public static string Output { get; } = Path.Combine(Repository.Root, "TestResults", "browser");

    static string? Executable { get; } = new[] { "/usr/bin/chromium", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    readonly PostgresServer _postgres = new();
    readonly SemaphoreSlim _one = new(1);
    readonly Lazy<Sample> _sample, _whole;
    readonly Lazy<Task<Site>> _exhibition;
    IPlaywright? _playwright;
    IBrowser? _browser;

    public Theatre()
    {
        _sample = new(() => new Sample(_postgres, rows: 6_000, policies: 300));
        _whole = new(() => new Sample(_postgres, rows: 213_328, policies: 5_000));
        _exhibition = new(() => Site.Open(_sample.Value, DatabaseKind.Sqlite));
    }

    /// <summary>Small, with all years, states and products.</summary>
    internal Sample Sample => _sample.Value;

    /// <summary>As large as what a first start makes, and the same.</summary>
    internal Sample Whole => _whole.Value;

    /// <summary>A site that nobody changes.</summary>
    internal Task<Site> Exhibition => _exhibition.Value;

    public ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience.Milliseconds);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_exhibition.IsValueCreated)
            await (await _exhibition.Value).DisposeAsync();
        foreach (var sample in new[] { _sample, _whole }.Where(s => s.IsValueCreated))
            sample.Value.Dispose();
        _postgres.Dispose();
        _one.Dispose();
    }

    /// <summary>Opens a site that a test may change.</summary>
    internal Task<Site> NewSite(DatabaseKind kind = DatabaseKind.Sqlite) => Site.Open(Sample, kind);

    /// <summary>Opens a site that was never started before.</summary>
    internal Task<Site> FirstStart(DatabaseKind kind) => Site.FirstStart(kind == DatabaseKind.Sqlite ? null : _postgres.NewDatabase());

    /// <summary>Chromium, started when first asked for. Skips the test where there is none; with CI=true it fails there.</summary>
    internal async Task<IBrowser> Browser()
    {
        if (Executable is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "Chromium is not installed (apt-get install chromium)");
            Assert.Fail("Chromium is not installed");
        }
        await _one.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Executable,
                Args =
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
                Timeout = Patience.Milliseconds * 4,
            });
        }
        finally
        {
            _one.Release();
        }
    }
}

/// <summary>How long tests wait for what should come at once, on a machine that others use too.</summary>
static class Patience
{
    public const float Milliseconds = 30_000;
}
