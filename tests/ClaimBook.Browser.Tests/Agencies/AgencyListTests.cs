namespace ClaimBook.Browser.Tests.Agencies;

public sealed class AgencyListTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task Every_agency_of_the_file_is_there_and_the_whole_list_can_be_scrolled_by_keys()
    {
        var agencies = Agencies();
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/agencies");
        var table = visitor.Table("Agencies");
        await Expect(table).ToHaveAttributeAsync("aria-rowcount", $"{agencies.Count + 1}");
        await Expect(FirstCell(visitor)).ToHaveTextAsync($"{agencies[0]}");

        await visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Agencies" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        await Expect(table.GetByText($"{agencies[^1]}", new() { Exact = true }).First).ToBeInViewportAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.IsAt($"/agencies/{agencies[^1]}");
    }

    [Fact]
    public async Task The_address_says_how_the_list_is_searched_and_sorted()
    {
        var matching = Agencies().Where(a => $"{a}".StartsWith('1')).ToList();
        var visitor = await (await NewVisitor()).Is(Person.Viewer);

        await visitor.Open("/agencies?search=1&sort=-agency");

        await Expect(visitor.Main.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("1");
        await Expect(visitor.Main.GetByText($"{matching.Count} agencies.")).ToBeVisibleAsync();
        await Expect(FirstCell(visitor)).ToHaveTextAsync($"{matching[^1]}");
        await Expect(visitor.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Agency", Exact = false }).First).ToHaveAttributeAsync("aria-sort", "descending");
    }

    [Fact]
    public async Task What_is_typed_and_chosen_is_in_the_address_and_back_undoes_a_choice()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/agencies");
        await visitor.Main.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync("12");
        await visitor.IsAt("/agencies?search=12");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Written premium", Exact = true }).ClickAsync();
        await visitor.IsAt("/agencies?search=12&sort=-written_premium");
        await visitor.Page.GoBackAsync();
        await visitor.IsAt("/agencies?search=12");
        await Expect(visitor.Main.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("12");
    }

    [Theory]
    [InlineData("/agencies?sort=nonsense")]
    [InlineData("/agencies?sort=,,-")]
    [InlineData("/agencies?sort=agency&sort=-agency")]
    [InlineData("/agencies?search=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/agencies?search=%00%F0%9F%8C%B2&other=1")]
    [InlineData("/agencies?search")]
    public async Task An_address_edited_by_hand_breaks_nothing(string path)
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open(path);
        await Expect(visitor.Heading).ToHaveTextAsync("Agencies");
        await Expect(visitor.Alert).ToHaveCountAsync(0);
        await Expect(visitor.Table("Agencies").Or(visitor.Main.GetByText("Nothing matches."))).ToBeVisibleAsync();
    }

    List<int> Agencies() => [.. Sample.Facts.Select(f => f.Agency).Distinct().Order()];

    static ILocator FirstCell(Visitor visitor) => visitor.Table("Agencies").Locator("tbody td").First;
}
