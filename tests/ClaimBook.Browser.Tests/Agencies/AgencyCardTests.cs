using System.Text;
using System.Text.RegularExpressions;
using ClaimBook.Browser.Tests.Pages;

namespace ClaimBook.Browser.Tests.Agencies;

/// <summary>The card of an agency, made to be printed.</summary>
public sealed partial class AgencyCardTests(Theatre theatre) : BrowserTests(theatre)
{
    const string Colours = "[...new Set([...document.querySelectorAll('.chart svg [fill]')].map((shape) => shape.getAttribute('fill')))].sort().join()";

    [Fact]
    public async Task It_is_one_sheet_and_its_charts_are_light_even_when_the_page_is_dark()
    {
        var light = await Card(ColorScheme.Light);
        var dark = await Card(ColorScheme.Dark);
        var inLight = await light.Page.EvaluateAsync<string>(Colours);
        Assert.NotEqual(inLight, await dark.Page.EvaluateAsync<string>(Colours));
        await dark.Page.EvaluateAsync($"matchMedia('print').addEventListener('change', (e) => {{ if (e.matches) window.printed = {Colours} }})");

        var pdf = await dark.Page.PdfAsync(new() { Format = "A4" });

        Assert.Equal(inLight, await dark.Page.EvaluateAsync<string>("window.printed"));
        Assert.Single(Sheet().Matches(Encoding.Latin1.GetString(pdf)));
    }

    async Task<Visitor> Card(ColorScheme theme)
    {
        var visitor = await (await NewVisitor(new Looks { Theme = theme })).Is(Person.Viewer);
        await visitor.Open(await AppPage.Of("agency").At(await Theatre.Exhibition, Person.Viewer));
        await Expect(visitor.Main.Locator(".chart svg")).ToHaveCountAsync(2);
        return visitor;
    }

    [GeneratedRegex(@"/Type\s*/Page\b", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Sheet();
}
