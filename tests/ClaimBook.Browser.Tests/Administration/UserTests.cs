namespace ClaimBook.Browser.Tests.Administration;

/// <summary>Users: made, changed and locked by an administrator.</summary>
public sealed class UserTests(Theatre theatre) : BrowserTests(theatre)
{
    const string Nils = "nils@example.test", Password = "grey-heron-boat-17";

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_user_is_made_changed_and_locked_out_and_the_audit_log_says_so(DatabaseKind kind)
    {
        var site = await NewSite(kind);
        var admin = await (await NewVisitor(site)).Is(Person.Admin);
        await Make(admin, string.Join(", ", Sample.LimitedTo));
        var password = await admin.Dialog.GetByLabel("Password").InputValueAsync();
        await admin.Page.Keyboard.PressAsync("Escape");
        await Expect(admin.Dialog.GetByLabel("Password")).ToHaveValueAsync(password);
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(Row(admin)).ToContainTextAsync(string.Join(", ", Sample.LimitedTo));

        var nils = (await NewVisitor(site)).ExpectsFailures();
        await nils.Open("/agencies");
        await nils.SignIn(Nils, password);
        await nils.ChangePassword(password, Password, Password);
        await Expect(nils.Main.GetByText("2 agencies.")).ToBeVisibleAsync();
        await Expect(nils.Page.GetByRole(AriaRole.Link, new() { Name = "Users" })).ToHaveCountAsync(0);

        await Change(admin, async dialog =>
        {
            await dialog.GetByLabel("Role").SelectOptionAsync("admin");
            await dialog.GetByLabel("All agencies").CheckAsync();
        });
        await Expect(Row(admin)).ToContainTextAsync("Administrator");
        await Expect(Row(admin)).ToContainTextAsync("All agencies");
        await nils.Open("/users");
        await Expect(nils.Table("Users")).ToContainTextAsync(Person.Viewer.Email);

        await Change(admin, dialog => dialog.GetByLabel("Locked").CheckAsync());
        await Expect(Row(admin)).ToContainTextAsync("Locked");
        await nils.GoTo("Agencies");
        await Expect(nils.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Your session has ended");
        await nils.SignIn(Nils, Password);
        await Expect(nils.Alert.First).ToContainTextAsync("the name or password is wrong");

        await admin.Open($"/audit?subject={Nils}");
        await Expect(Entries(admin)).ToHaveTextAsync(["Sign-in refused", "User changed", "User changed", "Password changed", "Signed in", "User added"]);
        await admin.Table("Audit log").Locator("tbody tr[aria-rowindex]").Nth(1).ClickAsync();
        await Expect(admin.Dialog).ToContainTextAsync(Person.Admin.Email);
        await Expect(admin.Dialog).ToContainTextAsync("locked");
    }

    [Fact]
    public async Task What_is_typed_stays_while_it_cannot_be_saved_and_goes_through_when_it_can()
    {
        var site = await NewSite();
        var admin = await (await NewVisitor(site)).Is(Person.Admin);
        await Fill(admin, "3, 16");
        var add = admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Add a user" });
        foreach (var status in (int[])[403, 409, 429, 500, 503, Refusals.Unreachable])
        {
            await admin.Refuse("POST", "users", status);
            await add.ClickAsync();
            await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(Refusals.Words(status));
            await Expect(admin.Dialog.GetByLabel("Email address")).ToHaveValueAsync(Nils);
            await Expect(admin.Dialog.GetByLabel("Role")).ToHaveValueAsync("editor");
            await Expect(admin.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Numbers of agencies" })).ToHaveValueAsync("3, 16");
        }

        await admin.Stop();
        await add.ClickAsync();

        await Expect(admin.Dialog.GetByLabel("Password")).Not.ToHaveValueAsync("");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(Row(admin)).ToContainTextAsync("3, 16");

        await Row(admin).ClickAsync();
        await admin.Dialog.GetByLabel("Role").SelectOptionAsync("viewer");
        var save = admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" });
        var id = (await site.Ask(Person.Admin, "/api/v1/users")).Rows().Single(r => r.Text("email") == Nils).Number("id");
        foreach (var status in (int[])[409, 500, Refusals.Unreachable])
        {
            await admin.Refuse("PUT", $"users/{id}", status);
            await save.ClickAsync();
            await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(Refusals.Words(status));
            await Expect(admin.Dialog.GetByLabel("Role")).ToHaveValueAsync("viewer");
        }

        await admin.Stop();
        await save.ClickAsync();

        await Expect(admin.Dialog).ToHaveCountAsync(0);
        await Expect(admin.Page.GetByText($"{Nils} is changed.")).ToBeVisibleAsync();
        await Expect(Row(admin)).ToContainTextAsync("Viewer");
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field()
    {
        var admin = (await (await NewVisitor()).Is(Person.Admin)).ExpectsFailures();
        await Make(admin, "3, x");
        await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Only numbers of agencies, separated by commas.");
        await admin.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Numbers of agencies" }).FillAsync("");
        await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Name at least one agency, or choose all.");
        await admin.Dialog.GetByLabel("All agencies").CheckAsync();
        await admin.Dialog.GetByLabel("Email address").FillAsync(Person.Editor.Email);
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Add a user" }).ClickAsync();
        await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync($"There is a user {Person.Editor.Email} already.");
        await Expect(admin.Dialog.GetByLabel("Email address")).ToHaveValueAsync(Person.Editor.Email);
    }

    static async Task Make(Visitor admin, string agencies)
    {
        await Fill(admin, agencies);
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Add a user" }).ClickAsync();
    }

    /// <summary>Fills the form for a new editor.</summary>
    static async Task Fill(Visitor admin, string agencies)
    {
        await admin.Open("/users");
        await admin.Press("Add a user");
        await admin.Dialog.GetByLabel("Email address").FillAsync(Nils);
        await admin.Dialog.GetByLabel("Role").SelectOptionAsync("editor");
        await admin.Dialog.GetByLabel("Only these").CheckAsync();
        await admin.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Numbers of agencies" }).FillAsync(agencies);
    }

    static async Task Change(Visitor admin, Func<ILocator, Task> change)
    {
        await Row(admin).ClickAsync();
        await change(admin.Dialog);
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(admin.Dialog).ToHaveCountAsync(0);
    }

    static ILocator Row(Visitor admin) => admin.Table("Users").Locator("tbody tr").Filter(new() { HasText = Nils });

    /// <summary>What was done, the latest first.</summary>
    static ILocator Entries(Visitor admin) => admin.Table("Audit log").Locator("tbody tr[aria-rowindex] td:nth-child(4)");
}
