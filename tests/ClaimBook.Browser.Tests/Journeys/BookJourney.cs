namespace ClaimBook.Browser.Tests.Journeys;

/// <summary>The book: from a policy to a claim that is paid and closed.</summary>
public sealed class BookJourney(Theatre theatre) : BrowserTests(theatre)
{
    const string Holder = "Åsa & Söner <b>bygg</b> \"AB\"";

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_policy_is_made_a_claim_on_it_reserved_paid_and_closed(DatabaseKind kind)
    {
        var visitor = await (await NewVisitor(await NewSite(kind))).Is(Person.Editor);
        await MakePolicy(visitor, "TST-000001-01");
        await visitor.IsAt("/policies/TST-000001-01");
        await Expect(visitor.Main).ToContainTextAsync(Holder);

        await visitor.Main.GetByRole(AriaRole.Link, new() { Name = "New claim" }).ClickAsync();
        await visitor.Field("Policy").FillAsync("TST-000001-01");
        await visitor.Field("Reference").FillAsync("TST-C1");
        await visitor.Field("Loss date").FillAsync("2024-02-29");
        await visitor.Field("Reported date").FillAsync("2024-03-01");
        await visitor.Field("Cause").FillAsync("Fire");
        await visitor.Field("Expected cost").FillAsync("1,000.50");
        await visitor.Press("Make the claim");
        await visitor.IsAt("/claims/TST-C1");
        await ShowsFigures(visitor, paid: 0, outstanding: 1000.50m, recoveries: 0);

        await Record(visitor, "Payment", "400.25");
        await ShowsFigures(visitor, paid: 400.25m, outstanding: 600.25m, recoveries: 0);
        await Record(visitor, "Recovery", "100");
        await ShowsFigures(visitor, paid: 400.25m, outstanding: 600.25m, recoveries: 100);
        await visitor.Press("Close");
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();

        await Expect(visitor.Heading).ToContainTextAsync("losed");
        await ShowsFigures(visitor, paid: 400.25m, outstanding: 0, recoveries: 100);
        await visitor.Open("/policies/TST-000001-01");
        await Expect(visitor.Table("Claims").Locator("tfoot")).ToContainTextAsync(Shown.Money(300.25m));
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_field_and_what_was_typed_stays()
    {
        var visitor = (await (await NewVisitor(await NewSite())).Is(Person.Editor)).ExpectsFailures();
        await visitor.Open("/policies/new");
        await visitor.Field("Holder").FillAsync(Holder);
        await visitor.Field("Premium").FillAsync("12.345");
        await visitor.Press("Make the policy");
        await Expect(visitor.Page.GetByText("An amount has two decimals at most.")).ToBeVisibleAsync();
        await Expect(visitor.Field("Policy number")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(visitor.Field("Holder")).ToHaveValueAsync(Holder);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_saved_stays_typed_and_goes_through_when_it_can()
    {
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Refuse("POST", "policies", 400);
        await MakePolicy(visitor, "TST-000002-01");
        foreach (var status in (int[])[400, 403, 409, 412, 429, 500, 503, Refusals.Unreachable])
        {
            await visitor.Refuse("POST", "policies", status);
            await visitor.Press("Make the policy");
            // Until it can be pressed again the answer is not there: the words may still be those of the last one.
            await Expect(visitor.Main.GetByRole(AriaRole.Button, new() { Name = "Make the policy", Exact = true })).ToBeEnabledAsync();
            await Expect(visitor.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync(Refusals.Words(status));
            await Expect(visitor.Field("Holder")).ToHaveValueAsync(Holder);
        }

        await visitor.Refuse("POST", "policies", 401);
        await visitor.Press("Make the policy");
        await Expect(visitor.Dialog).ToContainTextAsync(Refusals.Words(401));
        await visitor.Stop();
        await visitor.SignIn(Person.Editor.Email, Person.Password);

        await visitor.IsAt("/policies/TST-000002-01");
        await Expect(visitor.Main).ToContainTextAsync(Holder);
    }

    [Fact]
    public async Task A_change_by_somebody_else_is_shown_and_not_overwritten()
    {
        var site = await NewSite();
        var visitor = (await (await NewVisitor(site)).Is(Person.Editor)).ExpectsFailures();
        await MakePolicy(visitor, "TST-000003-01");
        await visitor.IsAt("/policies/TST-000003-01");
        var other = await (await NewVisitor(site)).Is(Person.Admin);
        foreach (var somebody in (Visitor[])[visitor, other])
        {
            await somebody.Open("/policies/TST-000003-01?edit=1");
            await somebody.Field("Premium").FillAsync(somebody == visitor ? "2000" : "3000");
        }

        await other.Press("Save");
        await Expect(other.Main).ToContainTextAsync(Shown.Money(3000));
        await visitor.Press("Save");

        await Expect(visitor.Alert.First).ToContainTextAsync("Changed by adam@example.test");
        await Expect(visitor.Field("Premium")).ToHaveValueAsync("2000");
    }

    [Fact]
    public async Task A_random_claim_is_made_and_shown()
    {
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Open("/claims");
        await visitor.Choose("Random claim", "1 random claim");
        await Expect(visitor.Heading).ToContainTextAsync("Claim ");
        await Expect(visitor.Table("Transactions").Or(visitor.Main.GetByText("No money was recorded yet."))).ToBeVisibleAsync();
        await visitor.Open("/claims");
        await visitor.Choose("Random claim", "10 random claims");
        await Expect(visitor.Page.GetByText("10 random claims were made. They stand first.")).ToBeVisibleAsync();
    }

    static async Task MakePolicy(Visitor visitor, string number)
    {
        await visitor.Open("/policies/new");
        await visitor.Field("Policy number").FillAsync(number);
        await visitor.Field("Holder").FillAsync(Holder);
        await visitor.Field("Product").FillAsync("HOMEOWNERS");
        await visitor.Field("Agency").FillAsync("3");
        await visitor.Field("State").FillAsync("OH");
        await visitor.Field("Inception").FillAsync("2024-01-01");
        await visitor.Field("Expiry").FillAsync("2025-01-01");
        await visitor.Field("Premium").FillAsync("1,234.50");
        await visitor.Press("Make the policy");
    }

    static async Task Record(Visitor visitor, string type, string amount)
    {
        await visitor.Press("Add transaction");
        await visitor.Dialog.GetByLabel("Type").SelectOptionAsync(new SelectOptionValue { Label = type });
        await visitor.Dialog.GetByLabel("Amount").FillAsync(amount);
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Record" }).ClickAsync();
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
    }

    static async Task ShowsFigures(Visitor visitor, decimal paid, decimal outstanding, decimal recoveries)
    {
        foreach (var (name, value) in new[] { ("Paid", paid), ("Outstanding", outstanding), ("Recoveries", recoveries), ("Incurred", paid + outstanding - recoveries) })
        {
            await Expect(visitor.Main.Locator("dl > div").Filter(new() { Has = visitor.Page.GetByText(name, new() { Exact = true }) }).First)
                .ToContainTextAsync(Shown.Money(value));
        }
    }
}
