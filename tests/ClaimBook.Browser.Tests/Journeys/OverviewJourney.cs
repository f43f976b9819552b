namespace ClaimBook.Browser.Tests.Journeys;

/// <summary>The overview: what is clicked filters everything else.</summary>
public sealed class OverviewJourney(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task A_click_on_a_state_filters_the_tiles_and_the_address_shows_the_same_to_others()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/");
        await Shows(visitor, Facts(f => true));

        await visitor.Panel("States").GetByRole(AriaRole.Button, new() { Name = "Ohio:" }).ClickAsync();
        await visitor.IsAt("/?state=OH");
        await Shows(visitor, Facts(f => f.State == "OH"));
        await visitor.Panel("Product lines").GetByRole(AriaRole.Button).Filter(new() { HasText = "Personal" }).ClickAsync();
        await Shows(visitor, Facts(f => f is { State: "OH", ProductLine: "PL" }));

        var colleague = await (await NewVisitor()).Is(Person.Limited);
        await colleague.Open(new Uri(visitor.Page.Url).PathAndQuery);
        await Shows(colleague, Facts(f => f is { State: "OH", ProductLine: "PL" } && Sample.LimitedTo.Contains(f.Agency)));

        await visitor.Page.GoBackAsync();
        await Shows(visitor, Facts(f => f.State == "OH"));
        await visitor.Page.GoBackAsync();
        await Shows(visitor, Facts(f => true));
    }

    [Fact]
    public async Task Every_panels_numbers_are_one_click_away()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/");
        var panel = visitor.Panel("Premium and loss ratio by year");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Numbers of" }).ClickAsync();
        foreach (var year in Sample.Facts.GroupBy(f => f.Year))
        {
            await Expect(panel.GetByRole(AriaRole.Row).Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Cell, new() { Name = $"{year.Key}", Exact = true }) }))
                .ToContainTextAsync(Shown.Money(year.Sum(f => f.Written)));
        }
    }

    [Theory]
    [InlineData("Written premium", "Written premium")]
    [InlineData("Hit ratio", "Hit ratio")]
    public async Task A_tile_opens_its_figure_in_explore(string tile, string measure)
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/");
        await visitor.Tile(tile).ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Explore");
        await Expect(visitor.Page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Columnheader, new() { Name = measure })).ToBeVisibleAsync();
    }

    /// <summary>The written premium of the latest complete year stands on its tile, to the cent.</summary>
    static Task Shows(Visitor visitor, decimal written) =>
        Expect(visitor.Tile("Written premium", Shown.Money(written))).ToBeVisibleAsync();

    decimal Facts(Func<Fact, bool> isMeant) => Sample.Facts.Where(f => f.Year == 2014 && isMeant(f)).Sum(f => f.Written);
}
