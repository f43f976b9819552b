namespace ClaimBook.Browser.Tests.Pages;

/// <summary>Every page on every screen. The pictures are written to TestResults/browser/pages.</summary>
public sealed class LookTests(Theatre theatre) : BrowserTests(theatre)
{
    public static TheoryData<string> Pages => [.. AppPage.Names, "sign-in"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_keeps_nobody_out_in_light_and_dark_and_its_tables_are_whole_on_paper(string page)
    {
        var visitor = await Opened(page, new());
        Assert.Empty(await Barriers.Find(visitor.Page));
        await Picture(visitor, $"{page}-light");
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Empty(await Barriers.Find(visitor.Page));
        await Picture(visitor, $"{page}-dark");
        await IsWholeOnPaper(visitor);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_fits_from_narrow_to_wide_in_Swedish_too(string page)
    {
        var visitor = await Opened(page, new() { Locale = "sv-SE" });
        await Picture(visitor, $"{page}-swedish");
        var tooWide = new List<int>();
        foreach (var width in (int[])[2560, 390, 360])
        {
            await visitor.Page.SetViewportSizeAsync(width, 844);
            await visitor.Settles();
            if (width == 390)
                await Picture(visitor, $"{page}-390");
            if (await visitor.IsTooWide())
                tooWide.Add(width);
            Assert.Empty(await CutCells(visitor));
        }
        Assert.Empty(tooWide);
    }

    static async Task IsWholeOnPaper(Visitor visitor)
    {
        // A sheet of A4 upright, without its margins.
        await visitor.Page.SetViewportSizeAsync(718, 1047);
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);
        Assert.True(await visitor.Brightness() == 1);
        var cut = await visitor.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('table')].flatMap((table) => {
              const said = Number(table.getAttribute('aria-rowcount') ?? 0)
              const drawn = table.querySelectorAll('tr:not([aria-hidden])').length
              const frame = table.closest('.table-frame')
              const isScrolled = frame !== null && frame.scrollHeight > frame.clientHeight + 1
              const isOverEdge = table.getBoundingClientRect().right > (table.closest('.card')?.getBoundingClientRect().right ?? Infinity)
              // Past 5,000 rows paper says how many more there are.
              const isTold = said > 5001 && document.querySelector('.print-only') !== null
              return (said > drawn && !isTold) || isScrolled || isOverEdge ? [`${table.getAttribute('aria-label')}: ${drawn} of ${said} rows${isScrolled ? ', scrolled' : ''}${isOverEdge ? ', over the edge' : ''}`] : []
            })
            """);
        Assert.Empty(cut);
    }

    /// <summary>Cells that show less than they have; long texts may, whose whole stands in their title.</summary>
    static Task<string[]> CutCells(Visitor visitor) => visitor.Page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('main :is(th, td):not([title])')].filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)");

    async Task<Visitor> Opened(string page, Looks looks)
    {
        var site = await Theatre.Exhibition;
        var visitor = await NewVisitor(site, looks);
        if (page == "sign-in")
        {
            await visitor.Open("/sign-in");
            return visitor;
        }
        var who = AppPage.Of(page).Who;
        await visitor.Is(who);
        await visitor.Open(await AppPage.Of(page).At(site, who));
        return visitor;
    }

    static Task<byte[]> Picture(Visitor visitor, string name) =>
        visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(Theatre.Output, "pages", $"{name}.png"), FullPage = true });
}
