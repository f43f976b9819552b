namespace ClaimBook.Browser.Tests.Speed;

/// <summary>Tests of speed run when no other test does.</summary>
[CollectionDefinition(nameof(Speed), DisableParallelization = true)]
public sealed class SpeedCollection;

/// <summary>How fast the pages are on 213,328 rows. The best of some tries counts: what else the machine does is not measured here.</summary>
[Collection(nameof(Speed))]
public sealed class SpeedTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task The_pages_are_as_fast_as_promised()
    {
        var site = Own(await Site.Open(Theatre.Whole, DatabaseKind.Sqlite));
        var visitor = await (await NewVisitor(site)).Is(Person.Admin);
        // The program warms up as it does for the first reader of a day.
        await visitor.Open("/");
        var measurements = new Measurements();

        var (beforeCharts, _) = await Loaded(site, "/");
        var (_, withCharts) = await Loaded(site, "/explore");
        measurements.Add("First load before charts", "kB", beforeCharts / 1000.0);
        measurements.Add("First load with charts", "kB", withCharts / 1000.0);
        await measurements.Try("First paint", 5, () => FirstPaint(site));

        await visitor.Open("/");
        var states = visitor.Panel("States").Locator("[role=button]");
        var turn = 0;
        await measurements.Try("Filter click on the overview", 8, () => Repaint(states.Nth(turn++ % 4)));

        await visitor.Open("/details");
        string[] columns = ["Written premium", "Earned premium", "State", "Incurred losses"];
        await measurements.Try("Sorting the detail table", 8, () =>
            Repaint(visitor.Table("Detail").Locator("thead").GetByRole(AriaRole.Button, new() { Name = columns[turn++ % 4] })));

        await visitor.Open("/details");
        await measurements.Try("Longest frame while scrolling the detail table", 5, () => LongestFrame(visitor));

        await measurements.Write();
        Assert.Empty(measurements.Missed);
    }

    /// <summary>The bytes of the files of a first visit, as they come over the wire with their headers: without those that draw charts, and all.</summary>
    async Task<(long BeforeCharts, long WithCharts)> Loaded(Site site, string path)
    {
        var visitor = await (await NewVisitor(site)).Is(Person.Viewer);
        var network = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        var files = new Dictionary<string, string>();
        var bytes = new Dictionary<string, long>();
        network.Event("Network.responseReceived").OnEvent += (_, e) => files[e!.Value.Text("requestId")!] = e.Value.GetProperty("response").Text("url")!;
        network.Event("Network.loadingFinished").OnEvent += (_, e) => bytes[e!.Value.Text("requestId")!] = (long)e.Value.GetProperty("encodedDataLength").GetDouble();
        await network.SendAsync("Network.enable");
        await visitor.Open(path);
        long before = 0, all = 0;
        foreach (var (request, url) in files)
        {
            if (url.Contains("/api/", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal))
                continue;
            var length = bytes.GetValueOrDefault(request);
            all += length;
            if (!await DrawsCharts(site, url))
                before += length;
        }
        return (before, all);
    }

    /// <summary>Charts, and the shapes of the map.</summary>
    static async Task<bool> DrawsCharts(Site site, string url) =>
        url.EndsWith(".js", StringComparison.Ordinal) && await site.Client.GetStringAsync(url) is var script
        && (script.Contains("zrender", StringComparison.OrdinalIgnoreCase) || script.Contains("Topology", StringComparison.Ordinal) || url.Contains("StateMap", StringComparison.Ordinal));

    async Task<double> FirstPaint(Site site)
    {
        var visitor = await (await NewVisitor(site)).Is(Person.Viewer);
        await visitor.Open("/");
        var paint = await visitor.Page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
        await visitor.Page.CloseAsync();
        return paint;
    }

    /// <summary>Clicks, and waits until nothing on the page changes any more.</summary>
    /// <returns>The milliseconds from the click to the frame with the last change.</returns>
    static async Task<double> Repaint(ILocator what)
    {
        var milliseconds = await what.EvaluateAsync<double>(
            """
            (element) => new Promise((resolve) => {
              const begin = performance.now()
              let last = begin
              const painted = () => requestAnimationFrame(() => setTimeout(() => (last = performance.now())))
              const observer = new MutationObserver(painted)
              observer.observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true })
              const isQuiet = () => {
                const answered = performance.getEntriesByType('resource').at(-1)?.responseEnd ?? 0
                if (performance.now() - Math.max(last, answered) < 400) return setTimeout(isQuiet, 50)
                observer.disconnect()
                resolve(last - begin)
              }
              performance.clearResourceTimings()
              element.dispatchEvent(new MouseEvent('click', { bubbles: true }))
              isQuiet()
            })
            """);
        Assert.True(milliseconds > 0, "nothing changed");
        return milliseconds;
    }

    /// <summary>Scrolls the detail table by steps and by leaps.</summary>
    static Task<double> LongestFrame(Visitor visitor) => visitor.Page.EvaluateAsync<double>(
        """
        () => new Promise((resolve) => {
          const frame = document.querySelector('main .table-frame')
          let [count, longest, before] = [0, 0, performance.now()]
          const step = (now) => {
            if (count > 1) longest = Math.max(longest, now - before)
            before = now
            if (++count > 180) return resolve(longest)
            frame.scrollTop = count % 30 === 0 ? Math.random() * frame.scrollHeight : frame.scrollTop + 120
            requestAnimationFrame(step)
          }
          requestAnimationFrame(step)
        })
        """);
}
