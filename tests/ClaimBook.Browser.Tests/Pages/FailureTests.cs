using System.Collections.Concurrent;

namespace ClaimBook.Browser.Tests.Pages;

/// <summary>Every page while the server refuses, fails, does not answer or takes its time: it says so, and what it says is no error of a script.</summary>
public sealed class FailureTests(Theatre theatre) : BrowserTests(theatre)
{
    /// <summary>All of them. A session that ended comes last: it is signed in to over the page.</summary>
    static readonly int[] s_statuses = [400, 403, 404, 409, 412, 413, 429, 500, 503, Refusals.Unreachable, 401];

    /// <summary>The pages that ask something when they are opened.</summary>
    public static TheoryData<string> Asking => [.. AppPage.All.Select(p => p.Name).Except(["import-claims", "import-policies", "profile", "not-found"])];

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task It_says_so_when_every_question_fails(string page)
    {
        var (visitor, path) = await Come(page);
        var silent = new List<int>();
        foreach (var status in s_statuses)
        {
            await Answering(visitor, status, _ => true);
            // A window that comes back to the front asks again for what it has not got.
            if (status == s_statuses[0])
                await visitor.Page.GotoAsync(path);
            else
                await visitor.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
            if (!await Says(visitor, status))
                silent.Add(status);
        }
        Assert.Empty(silent);
    }

    [Theory]
    [MemberData(nameof(Asking))]
    public async Task It_says_so_when_one_question_of_many_fails(string page)
    {
        var (visitor, path) = await Come(page);
        var questions = await Answering(visitor, status: null, _ => true);
        await visitor.Open(path);
        Assert.NotEmpty(questions);
        var silent = new List<string>();
        foreach (var question in questions.Distinct().ToList())
        {
            await Answering(visitor, 500, url => url == question);
            await visitor.Page.GotoAsync(path);
            if (!await Says(visitor, 500))
                silent.Add(new Uri(question).PathAndQuery);
        }
        Assert.True(silent.Count == 0, string.Join('\n', silent));
    }

    [Theory]
    [MemberData(nameof(AppPage.Names), MemberType = typeof(AppPage))]
    public async Task It_says_that_it_waits_and_then_shows_what_came(string page)
    {
        var (visitor, path) = await Come(page);
        var released = new TaskCompletionSource();
        var questions = new ConcurrentQueue<string>();
        await visitor.Page.RouteAsync("**/api/v1/**", async route =>
        {
            if (!IsAboutSession(route.Request.Url))
            {
                questions.Enqueue(route.Request.Url);
                await released.Task;
            }
            await route.ContinueAsync();
        });
        await visitor.Page.GotoAsync(path);
        await Expect(visitor.Heading.First).ToBeVisibleAsync();
        // A form waits for nobody: what it asks for are suggestions.
        if (!questions.IsEmpty)
            await Expect(visitor.Main.GetByRole(AriaRole.Status).Or(visitor.Main.Locator("form")).First).ToBeAttachedAsync();
        Assert.Equal(0, await visitor.Alert.CountAsync());

        released.SetResult();

        await visitor.Settles();
        Assert.Equal(0, await visitor.Alert.CountAsync());
    }

    async Task<(Visitor Visitor, string Path)> Come(string page)
    {
        var site = await Theatre.Exhibition;
        var who = AppPage.Of(page).Who;
        var visitor = (await (await NewVisitor(site)).Is(who)).ExpectsFailures();
        return (visitor, await AppPage.Of(page).At(site, who));
    }

    /// <summary>From here on questions are answered so; null as the server does.</summary>
    /// <returns>The questions, as they are asked.</returns>
    static async Task<ConcurrentQueue<string>> Answering(Visitor visitor, int? status, Func<string, bool> isMeant)
    {
        var questions = new ConcurrentQueue<string>();
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.RouteAsync("**/api/v1/**", async route =>
        {
            if (IsAboutSession(route.Request.Url) || !isMeant(route.Request.Url))
            {
                await route.ContinueAsync();
                return;
            }
            questions.Enqueue(route.Request.Url);
            await (status switch
            {
                null => route.ContinueAsync(),
                Refusals.Unreachable => route.AbortAsync(),
                _ => route.FulfillAsync(new()
                {
                    Status = status,
                    ContentType = "application/problem+json",
                    // So soon that nobody waits for another try.
                    Headers = new Dictionary<string, string> { ["Retry-After"] = "0.01" },
                    Body = $$"""{"status": {{status}}, "title": "Refused by the test", "detail": "Refused by the test."}""",
                }),
            });
        });
        return questions;
    }

    /// <summary>Whether the page says it, with its heading still there.</summary>
    static async Task<bool> Says(Visitor visitor, int status)
    {
        try
        {
            var place = status == 401 ? visitor.Dialog : visitor.Alert;
            await Expect(place.Filter(new() { HasText = Refusals.Words(status) }).First).ToBeVisibleAsync(new() { Timeout = 10_000 });
            await Expect(visitor.Page.Locator("h1").First).ToBeVisibleAsync();
            return true;
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }

    static bool IsAboutSession(string url) => new Uri(url).AbsolutePath is "/api/v1/me" or "/api/v1/session";
}
