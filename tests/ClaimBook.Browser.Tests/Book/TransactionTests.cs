namespace ClaimBook.Browser.Tests.Book;

/// <summary>Money of a claim that cannot be recorded, and days on which there was no claim.</summary>
public sealed class TransactionTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task A_payment_that_is_refused_stays_typed_and_goes_through_once_when_it_can()
    {
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await MakeClaim(visitor);
        await visitor.Press("Add transaction");
        await visitor.Dialog.GetByLabel("Type").SelectOptionAsync("payment");
        await visitor.Dialog.GetByLabel("Amount").FillAsync("400.25");
        await visitor.Dialog.GetByLabel("Note").FillAsync("By cheque");
        var record = visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Record" });
        foreach (var status in (int[])[403, 409, 412, 429, 500, 503, Refusals.Unreachable])
        {
            await visitor.Refuse("POST", "claims/TST-C1/transactions", status);
            await record.ClickAsync();
            await Expect(visitor.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(Refusals.Words(status));
            await Expect(visitor.Dialog.GetByLabel("Amount")).ToHaveValueAsync("400.25");
            await Expect(visitor.Dialog.GetByLabel("Note")).ToHaveValueAsync("By cheque");
        }

        await visitor.Stop();
        await record.ClickAsync();

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByText($"Payment of {Shown.Money(400.25m)} is recorded.")).ToBeVisibleAsync();
        // The reserve, and the payment out of it.
        await Expect(visitor.Table("Transactions").Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(visitor.Table("Transactions").Locator("tbody tr").Filter(new() { HasText = "By cheque" })).ToContainTextAsync(Shown.Money(600.25m));
    }

    [Theory]
    [InlineData("claims", "reference", "Claim")]
    [InlineData("policies", "number", "Policy")]
    public async Task On_a_day_before_it_was_made_the_page_says_so_and_leads_to_today(string list, string column, string what)
    {
        var site = await Theatre.Exhibition;
        var name = (await site.Ask(Person.Viewer, $"/api/v1/{list}?limit=1")).Rows()[0].Text(column)!;
        var visitor = (await (await NewVisitor(site)).Is(Person.Viewer)).ExpectsFailures();
        await visitor.Open($"/{list}/{name}?asOf=1999-12-31");
        await Expect(visitor.Heading).ToHaveTextAsync($"{what} {name}");
        await Expect(visitor.Main).ToContainTextAsync($"{what} {name} was not in the book on Dec 31, 1999: it was made later, or not at all.");

        await visitor.Press("Show today");

        await visitor.IsAt($"/{list}/{name}");
        await Expect(visitor.Main.GetByRole(AriaRole.Heading, new() { Name = "History" })).ToBeVisibleAsync();
        await Expect(visitor.Main).Not.ToContainTextAsync("was not in the book");
    }

    static async Task MakeClaim(Visitor visitor)
    {
        await visitor.Open("/claims/new");
        await visitor.Field("Reference").FillAsync("TST-C1");
        await visitor.Field("Loss date").FillAsync("2024-02-29");
        await visitor.Field("Reported date").FillAsync("2024-03-01");
        await visitor.Field("Cause").FillAsync("Fire");
        await visitor.Field("Expected cost").FillAsync("1,000.50");
        await visitor.Press("Make the claim");
        await visitor.IsAt("/claims/TST-C1");
    }
}
