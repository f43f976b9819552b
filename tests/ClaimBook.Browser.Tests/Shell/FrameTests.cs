namespace ClaimBook.Browser.Tests.Shell;

/// <summary>What stands around every page.</summary>
public sealed class FrameTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task The_language_is_chosen_in_the_menu_and_stays()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/agencies");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");

        await visitor.Choose("Account and settings", "Svenska");

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "sv");
        await Expect(visitor.Heading).ToHaveTextAsync("Agenturer");
        await visitor.Open("/agencies");
        await Expect(visitor.Heading).ToHaveTextAsync("Agenturer");
        await Expect(visitor.Page).ToHaveTitleAsync("Agenturer · ClaimBook");
        await visitor.Choose("Konto och inställningar", "English");
        await Expect(visitor.Heading).ToHaveTextAsync("Agencies");
    }

    [Fact]
    public async Task A_Swedish_browser_is_answered_in_Swedish_from_the_first_page()
    {
        var visitor = await NewVisitor(new() { Locale = "sv-SE" });
        await visitor.Open("/sign-in");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "sv");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Logga in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Light_and_dark_follow_the_system_until_one_is_chosen_which_stays()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/agencies");
        Assert.True(await visitor.Brightness() > 0.8);
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.True(await visitor.Brightness() < 0.2);

        await visitor.Choose("Account and settings", "Light");
        Assert.True(await visitor.Brightness() > 0.8);
        await visitor.Choose("Account and settings", "Dark");
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await visitor.Open("/profile");
        Assert.True(await visitor.Brightness() < 0.2);
        // Paper is white.
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await visitor.Brightness() > 0.8);
    }

    [Fact]
    public async Task A_page_for_another_role_says_so_and_is_not_offered()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/users");
        await Expect(visitor.Heading).ToHaveTextAsync("Not for your role");
        await Expect(visitor.Main).ToContainTextAsync("Administrator");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Users" })).ToHaveCountAsync(0);
        foreach (var path in (string[])["/audit", "/policies/new", "/claims/new", "/import/claims", "/import/policies"])
        {
            await visitor.Open(path);
            await Expect(visitor.Heading).ToHaveTextAsync("Not for your role");
        }
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/agencies/3/nothing")]
    [InlineData("/import/money")]
    public async Task An_unknown_address_says_so_and_leads_to_the_overview(string path)
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open(path);
        await Expect(visitor.Heading).ToHaveTextAsync("No such page");
        await visitor.Main.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await visitor.IsAt("/");
    }

    [Fact]
    public async Task Every_page_of_the_navigation_opens_says_where_one_is_and_takes_the_focus()
    {
        var visitor = await (await NewVisitor()).Is(Person.Admin);
        await visitor.Open("/profile");
        var links = visitor.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link);
        Assert.Equal(11, await links.CountAsync());
        foreach (var name in await links.AllInnerTextsAsync())
        {
            await visitor.GoTo(name.Trim());
            await Expect(visitor.Heading).ToHaveTextAsync(name.Trim());
            await Expect(visitor.Page).ToHaveTitleAsync($"{name.Trim()} · ClaimBook");
            await Expect(visitor.Main).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task On_a_narrow_screen_the_navigation_opens_by_its_button_and_closes_behind_a_choice()
    {
        var visitor = await (await NewVisitor(new() { Width = 390 })).Is(Person.Viewer);
        await visitor.Open("/profile");
        var link = visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Agencies" });
        await Expect(link).ToBeHiddenAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await link.ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync("Agencies");
        await Expect(link).ToBeHiddenAsync();
    }
}
