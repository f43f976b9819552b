namespace ClaimBook.Browser.Tests.Pages;

/// <summary>Names with markup in them are names: they stand there letter by letter, and nothing is made of them.</summary>
public sealed class MarkupTests(Theatre theatre) : BrowserTests(theatre)
{
    /// <summary>A name that a page would draw as underlined words and a broken picture, if it took it for markup.</summary>
    const string Name = "<u>x<img src=x onerror=alert(1)>&amp;${1}{{1}}";
    const string Number = "<u>1";

    [Fact]
    public async Task What_is_in_a_file_and_its_name_is_text_on_every_page_of_figures()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Open("/data");
        await visitor.Field("Most lines that may be rejected").FillAsync("100");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write($"{Name}.csv", PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=900001", "STAT_PROFILE_DATE_YEAR=2014", $"PROD_ABBR={Name}", "VENDOR_IND=Y", $"VENDOR={Name}", "WRTN_PREM_AMT=99999999.25"),
            PerformanceCsv.Line("AGENCY_ID=900002", $"STATE_ABBR={Name}"))));
        await Expect(visitor.Page.Locator("section.card h3")).ToHaveTextAsync($"{Name}.csv");
        await Shows(visitor, "See the rejected lines");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "See the rejected lines" }).ClickAsync();
        await Expect(visitor.Heading).ToHaveTextAsync($"{Name}.csv");
        await Shows(visitor, Name);
        foreach (var path in (string[])
        [
            "/data", "/", "/explore?rows=product&columns=&measures=written_premium&agency=900001", "/explore?rows=vendor&columns=product&measures=written_premium",
            "/details?agency=900001&columns=agency,product,vendor", $"/details?product={Uri.EscapeDataString(Name)}", "/agencies?search=900001", "/agencies/900001",
        ])
        {
            await visitor.Open(path);
            await Shows(visitor, Name);
        }

        await visitor.Open("/");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Product", Exact = true }).ClickAsync();
        await visitor.Dialog.GetByRole(AriaRole.Textbox).FillAsync("<u>");
        await visitor.Page.GetByRole(AriaRole.Option, new() { Name = Name }).ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Tile("Written premium", Shown.Money(99_999_999.25m))).ToBeVisibleAsync();
        await Shows(visitor, Name);
        await visitor.Open("/explore?rows=vendor&columns=year&measures=written_premium&agency=900001&chart=heat");
        await visitor.Main.Locator("x-vue-echarts").HoverAsync();
        // Beside the axis, and where the pointer is.
        await Expect(visitor.Main.Locator("x-vue-echarts text").Filter(new() { HasText = "<u>x<img" })).ToHaveCountAsync(2);
        await Expect(Made(visitor)).ToHaveCountAsync(0);
        await visitor.Open("/details?agency=900001");
        await visitor.Table("Detail").Locator("tbody tr[aria-rowindex]").First.ClickAsync();
        await Expect(visitor.Panel("The line as it stands in the file")).ToContainTextAsync(Name);
        await Expect(Made(visitor)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_somebody_writes_into_the_book_is_text_on_lists_pages_toasts_and_in_the_palette()
    {
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Admin);
        await visitor.Open("/policies/new");
        foreach (var (field, text) in new[]
        {
            ("Policy number", Number), ("Holder", Name), ("Product", Name), ("Agency", "3"), ("State", "OH"), ("Inception", "2024-01-01"), ("Expiry", "2025-01-01"),
            ("Premium", "1,234.50"),
        })
        {
            await visitor.Field(field).FillAsync(text);
        }
        await visitor.Field("Product line").SelectOptionAsync("PL");
        await visitor.Press("Make the policy");
        await Toasts(visitor, Number);
        await Shows(visitor, Name);
        await visitor.Open("/claims/new");
        foreach (var (field, text) in new[]
        {
            ("Policy", Number), ("Reference", Number), ("Loss date", "2024-02-29"), ("Reported date", "2024-03-01"), ("Cause", Name), ("Description", Name), ("Expected cost", "100"),
        })
        {
            await visitor.Field(field).FillAsync(text);
        }
        await visitor.Press("Make the claim");
        await Toasts(visitor, Number);
        await visitor.Press("Add transaction");
        await visitor.Dialog.GetByLabel("Amount").FillAsync("50");
        await visitor.Dialog.GetByLabel("Note").FillAsync(Name);
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Expect(visitor.Table("Transactions")).ToContainTextAsync(Name);
        await Expect(Made(visitor)).ToHaveCountAsync(0);

        var number = Uri.EscapeDataString(Number);
        foreach (var path in (string[])
        [
            "/policies?search=%3Cu", "/claims?search=%3Cu", $"/policies/{number}", $"/claims/{number}", $"/claims/{number}?edit=1", $"/policies/{number}?edit=1",
            "/explore?dataset=claims&rows=cause&columns=&measures=incurred", "/explore?dataset=policies&rows=product&columns=&measures=in_force_policies",
        ])
        {
            await visitor.Open(path);
            await Shows(visitor, path.Contains("edit", StringComparison.Ordinal) ? Number : Name);
        }

        await visitor.Open("/profile");
        await visitor.Page.Keyboard.PressAsync("Control+k");
        await visitor.Dialog.GetByRole(AriaRole.Textbox).FillAsync(Name);
        await Expect(visitor.Page.GetByRole(AriaRole.Option, new() { Name = $"Search the claims for “{Name}”" })).ToBeVisibleAsync();
        await Expect(Made(visitor)).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Open("/audit?action=claim.added");
        await Shows(visitor, Number);
    }

    static ILocator Made(Visitor visitor) => visitor.Page.Locator("u, img[src=x], [onerror]");

    static async Task Shows(Visitor visitor, string text)
    {
        await Expect(visitor.Main).ToContainTextAsync(text);
        await Expect(Made(visitor)).ToHaveCountAsync(0);
    }

    static async Task Toasts(Visitor visitor, string text)
    {
        await Expect(visitor.Page.Locator(".toast").Last).ToContainTextAsync(text);
        await Expect(Made(visitor)).ToHaveCountAsync(0);
    }
}
