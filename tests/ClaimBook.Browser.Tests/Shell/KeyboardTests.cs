namespace ClaimBook.Browser.Tests.Shell;

/// <summary>What works without a mouse.</summary>
public sealed class KeyboardTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task The_first_tab_stop_skips_to_the_content()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/agencies");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Main.Locator(":focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_palette_goes_to_a_page_to_an_agency_and_to_a_search()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/profile");

        await visitor.GoByPalette("Report");
        await visitor.IsAt("/reports");
        await Expect(visitor.Dialog).ToHaveCountAsync(0);

        var agency = Sample.LimitedTo[0];
        await visitor.TypeIntoPalette($"{agency}");
        await visitor.Page.GetByRole(AriaRole.Option, new() { Name = $"{agency} Agency", Exact = true }).ClickAsync();
        await visitor.IsAt($"/agencies/{agency}");

        await visitor.TypeIntoPalette("O'Brien & <b>");
        await visitor.Page.GetByRole(AriaRole.Option, new() { Name = "Search the claims for “O'Brien & <b>”" }).ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Claims");
        Assert.Equal("O'Brien & <b>", System.Web.HttpUtility.ParseQueryString(new Uri(visitor.Page.Url).Query)["search"]);
    }

    [Fact]
    public async Task The_palette_closes_by_escape_and_gives_the_focus_back()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/agencies");
        await visitor.Main.GetByRole(AriaRole.Searchbox).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+k");
        await Expect(visitor.Dialog).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Main.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_question_mark_lists_the_keys_and_each_of_them_leads_to_its_page()
    {
        var visitor = await (await NewVisitor()).Is(Person.Admin);
        await visitor.Open("/profile");
        await visitor.Page.Keyboard.PressAsync("?");
        await Expect(visitor.Dialog).ToContainTextAsync("g o");
        var keys = (await visitor.Dialog.Locator("dt").AllInnerTextsAsync()).Zip(await visitor.Dialog.Locator("dd").AllInnerTextsAsync())
            .Where(k => k.First.StartsWith("g ", StringComparison.Ordinal)).ToList();
        Assert.Equal(11, keys.Count);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        foreach (var (key, page) in keys)
        {
            await visitor.Page.Keyboard.PressAsync("g");
            await visitor.Page.Keyboard.PressAsync(key[^1..]);
            await Expect(visitor.Heading).ToHaveTextAsync(page);
        }
    }

    [Fact]
    public async Task Keys_are_letters_where_somebody_types()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/agencies");
        await visitor.Page.Keyboard.PressAsync("/");
        await visitor.Page.Keyboard.TypeAsync("g?r/");
        await Expect(visitor.Main.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("g?r/");
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Heading).ToHaveTextAsync("Agencies");
    }
}
