using System.Diagnostics;

namespace ClaimBook.Browser.Tests.Overview;

/// <summary>Filters to choose from ten thousand.</summary>
public sealed class LongFilterTests(Theatre theatre) : BrowserTests(theatre)
{
    const int Agencies = 10_000;

    [Fact]
    public async Task A_list_of_ten_thousand_agencies_opens_at_once_is_searched_and_filters()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Open("/data");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write("many.csv", PerformanceCsv.File(
            [.. Enumerable.Range(900_001, Agencies).Select(a => PerformanceCsv.Line($"AGENCY_ID={a}", "STAT_PROFILE_DATE_YEAR=2014", $"WRTN_PREM_AMT={a}.25"))])));
        await Expect(visitor.Panel("many.csv").GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
        var options = visitor.Dialog.GetByRole(AriaRole.Option);

        // Others use the machine too: the quickest of three tells.
        var quickest = long.MaxValue;
        for (var attempt = 0; attempt < 3 && quickest > 1000; attempt++)
        {
            await visitor.Open("/");
            var watch = Stopwatch.StartNew();
            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Agency", Exact = true }).ClickAsync();
            await Expect(options.First).ToBeVisibleAsync();
            quickest = Math.Min(quickest, watch.ElapsedMilliseconds);
        }
        Assert.InRange(quickest, 0, 1000);
        // What is out of sight is not drawn, whether at the top or at the end.
        Assert.InRange(await options.CountAsync(), 5, 60);
        await visitor.Page.Keyboard.PressAsync("End");
        await Expect(options.Last).ToHaveTextAsync($"{900_000 + Agencies}");
        Assert.InRange(await options.CountAsync(), 5, 60);

        await visitor.Page.Keyboard.TypeAsync("904321");
        await Expect(options).ToHaveTextAsync(["904321"]);
        await options.ClickAsync();

        await visitor.IsAt("/?agency=904321");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Tile("Written premium", Shown.Money(904_321.25m))).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Remove filter: Agency 904321" }).ClickAsync();
        await visitor.IsAt("/");
    }
}
