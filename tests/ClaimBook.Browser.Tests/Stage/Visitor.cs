using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ClaimBook.Browser.Tests.Stage;

/// <summary>Somebody with a browser of their own at a site. Whatever the browser complains of, and every request to another origin, is kept.</summary>
sealed partial class Visitor
{
    /// <summary>Whether what happens is recorded, for a failure.</summary>
    static readonly bool s_isRecorded = Environment.GetEnvironmentVariable("CLAIMBOOK_RECORD") == "1";

    readonly ConcurrentQueue<string> _complaints = new();
    readonly Site _site;
    bool _expectsFailures;

    Visitor(Site site, IBrowserContext context, IPage page) => (_site, Context, Page) = (site, context, page);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>What the page says is wrong.</summary>
    public ILocator Alert => Page.GetByRole(AriaRole.Alert);

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Main => Page.Locator("main");

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    /// <summary>A figure of the overview.</summary>
    /// <param name="measure">Its name.</param>
    /// <param name="value">What it is, to the cent; any, if left out.</param>
    public ILocator Tile(string measure, string value = "") => Main.Locator($"a.tile{(value.Length > 0 ? $"[title^='{value}']" : "")}").Filter(new() { Has = Page.GetByText(measure, new() { Exact = true }) });

    /// <summary>What is typed into, by its label.</summary>
    public ILocator Field(string label) => Main.GetByLabel(label, new() { Exact = true });

    /// <summary>A table; one whose rows can be walked through by keys is a grid.</summary>
    public ILocator Table(string name) => Page.Locator($"table[aria-label=\"{name}\"]");

    /// <summary>A part of a page with a name.</summary>
    public ILocator Panel(string title) => Page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });

    /// <summary>What went wrong unseen: messages of the console, errors of scripts, requests to other origins.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<Visitor> Arrive(IBrowser browser, Site site, Looks looks)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = site.Address,
            ColorScheme = looks.Theme,
            Locale = looks.Locale,
            TimezoneId = looks.TimeZone,
            ViewportSize = new() { Width = looks.Width, Height = looks.Height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience.Milliseconds);
        context.SetDefaultNavigationTimeout(Patience.Milliseconds * 2);
        if (s_isRecorded)
            await context.Tracing.StartAsync(new() { Snapshots = true });
        var visitor = new Visitor(site, context, await context.NewPageAsync());
        context.Console += (_, message) => visitor.Hear(message);
        context.WebError += (_, error) => visitor._complaints.Enqueue($"error: {error.Error}");
        context.Request += (_, request) => visitor.Watch(request.Url);
        return visitor;
    }

    /// <summary>From here on answers may fail, which browsers write to the console. Nothing else is forgiven.</summary>
    public Visitor ExpectsFailures()
    {
        _expectsFailures = true;
        return this;
    }

    /// <summary>Comes with a session, without the form.</summary>
    public async Task<Visitor> Is(Person who)
    {
        var answer = await Context.APIRequest.PostAsync("/api/v1/session", new() { DataObject = new { email = who.Email, password = Person.Password } });
        Assert.True(answer.Ok, await answer.TextAsync());
        return this;
    }

    /// <summary>Fills the form for signing in, on whatever page it is, and sends it.</summary>
    public async Task SignIn(string name, string password)
    {
        // In the dialog over a page the name stands there already.
        if (await Page.GetByLabel("Name", new() { Exact = true }).IsEditableAsync())
            await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>Fills the form for another password, and sends it.</summary>
    public async Task ChangePassword(string current, string next, string again)
    {
        await Page.GetByLabel("Current password", new() { Exact = true }).FillAsync(current);
        await Page.GetByLabel("New password", new() { Exact = true }).FillAsync(next);
        await Page.GetByLabel("New password again", new() { Exact = true }).FillAsync(again);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Change password", Exact = true }).ClickAsync();
    }

    /// <summary>Opens an address and waits until nothing more comes.</summary>
    public async Task Open(string path)
    {
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Settles();
    }

    /// <summary>Waits until the page shows what it has.</summary>
    public async Task Settles()
    {
        await Expect(Heading.First).ToBeVisibleAsync();
        await Expect(Page.Locator(".loading, td.waiting")).ToHaveCountAsync(0);
    }

    /// <summary>Presses a button of the page.</summary>
    public Task Press(string button) => Main.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Chooses from a menu that a button opens.</summary>
    public async Task Choose(string button, string item)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Menu).Locator("[role^=menuitem]").GetByText(item, new() { Exact = true }).ClickAsync();
    }

    /// <summary>Exports what the page shows.</summary>
    /// <returns>The downloaded file.</returns>
    public async Task<string> Export(string format)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() =>
            Choose("Export", format switch { "xlsx" => "Excel (XLSX)", "csv" => "CSV", _ => "JSON" }));
        Assert.EndsWith($".{format}", download.SuggestedFilename, StringComparison.Ordinal);
        return await download.PathAsync();
    }

    /// <summary>Follows a link of the navigation.</summary>
    public Task GoTo(string page) =>
        Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = page, Exact = true }).ClickAsync();

    /// <summary>Goes to a page by the palette of commands, with the keyboard alone.</summary>
    public async Task GoByPalette(string page)
    {
        await TypeIntoPalette(page);
        await Expect(Dialog.GetByRole(AriaRole.Option).First).ToContainTextAsync(page, new() { IgnoreCase = true });
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Opens the palette and types.</summary>
    public async Task TypeIntoPalette(string text)
    {
        await Page.Keyboard.PressAsync("Control+k");
        await Expect(Dialog.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Ends the session in another tab of the same browser.</summary>
    public async Task SignOutElsewhere()
    {
        var elsewhere = new Visitor(_site, Context, await Context.NewPageAsync());
        await elsewhere.Open("/profile");
        await elsewhere.Choose("Account and settings", "Sign out");
        await elsewhere.IsAt("/sign-in");
        await elsewhere.Page.CloseAsync();
    }

    /// <summary>How bright the page's ground is: 0 black, 1 white.</summary>
    public Task<double> Brightness() => Page.EvaluateAsync<double>(
        "getComputedStyle(document.documentElement).backgroundColor.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765");

    /// <summary>Waits until the address is this, from the root of the site.</summary>
    public Task IsAt(string path) => Expect(Page).ToHaveURLAsync(_site.Address + path);

    public Task<bool> IsTooWide() =>
        Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>Writes the picture, and the recording of what went before if there is one.</summary>
    public async Task Document(string name)
    {
        Directory.CreateDirectory(Theatre.Output);
        var path = Path.Combine(Theatre.Output, "failed", FileName().Replace(name, "_"));
        if (!Page.IsClosed)
            await Page.ScreenshotAsync(new() { Path = $"{path}.png" });
        if (s_isRecorded)
            await Context.Tracing.StopAsync(new() { Path = $"{path}.zip" });
    }

    void Watch(string url)
    {
        if (!url.StartsWith(_site.Address + '/', StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal)
            && !url.StartsWith("blob:", StringComparison.Ordinal))
        {
            _complaints.Enqueue($"request to another origin: {url}");
        }
    }

    void Hear(IConsoleMessage message)
    {
        var isFailure = message.Text.StartsWith("Failed to load resource: ", StringComparison.Ordinal);
        if (message.Type is "error" or "warning" && !(_expectsFailures && isFailure))
            _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
    }

    [GeneratedRegex("[^A-Za-z0-9_.,-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
