namespace ClaimBook.Browser.Tests.Account;

public sealed class SignInTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_and_then_gets_the_page_they_wanted()
    {
        var visitor = await NewVisitor();
        await visitor.Open("/agencies?sort=-agency");
        await visitor.IsAt("/sign-in?to=/agencies?sort=-agency");

        await visitor.SignIn(Person.Viewer.Email, Person.Password);

        await visitor.IsAt("/agencies?sort=-agency");
        await Expect(visitor.Heading).ToHaveTextAsync("Agencies");
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_the_name_stays()
    {
        var visitor = (await NewVisitor()).ExpectsFailures();
        await visitor.Open("/sign-in");

        await visitor.SignIn(Person.Viewer.Email, "something else entirely");

        await Expect(visitor.Alert).ToHaveTextAsync("You are not signed in, or the name or password is wrong.");
        await Expect(visitor.Page.GetByLabel("Name")).ToHaveValueAsync(Person.Viewer.Email);
        await Expect(visitor.Page.GetByLabel("Password")).ToHaveValueAsync("");
        await visitor.SignIn(Person.Viewer.Email, Person.Password);
        await visitor.IsAt("/");
        await Expect(visitor.Heading).ToHaveTextAsync("Overview");
    }

    [Theory]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com/")]
    [InlineData("https://example.com/")]
    [InlineData("javascript:alert(1)")]
    public async Task A_link_to_the_sign_in_leads_nowhere_else(string elsewhere)
    {
        var visitor = await NewVisitor();
        await visitor.Open($"/sign-in?to={Uri.EscapeDataString(elsewhere)}");
        await visitor.SignIn(Person.Viewer.Email, Person.Password);
        await visitor.IsAt("/");
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_first_password_must_be_changed_and_then_the_page_that_was_wanted_comes(DatabaseKind kind)
    {
        var site = await NewSite(kind);
        var password = site.NewUser("new@example.test");
        var visitor = (await NewVisitor(site)).ExpectsFailures();
        await visitor.Open("/agencies");
        await visitor.SignIn("new@example.test", password);
        await Expect(visitor.Heading).ToHaveTextAsync("Profile");
        await Expect(visitor.Page.GetByRole(AriaRole.Status).GetByText("Choose a password of your own before you go on.")).ToBeVisibleAsync();

        await visitor.ChangePassword(password, "short", "short");
        await Expect(visitor.Page.GetByText("It has fewer than 12 characters.")).ToBeVisibleAsync();
        await visitor.ChangePassword(password, "grey-heron-boat-17", "grey-heron-boat-18");
        await Expect(visitor.Page.GetByText("It is not the same as above.")).ToBeVisibleAsync();
        await visitor.ChangePassword("not the password", "grey-heron-boat-17", "grey-heron-boat-17");
        await Expect(visitor.Alert.First).ToBeVisibleAsync();
        await visitor.ChangePassword(password, "grey-heron-boat-17", "grey-heron-boat-17");

        await visitor.IsAt("/agencies");
        await visitor.Choose("Account and settings", "Sign out");
        await visitor.IsAt("/sign-in");
        await visitor.SignIn("new@example.test", "grey-heron-boat-17");
        await visitor.IsAt("/");
    }

    [Fact]
    public async Task After_signing_out_nothing_is_shown_any_more()
    {
        var visitor = await (await NewVisitor()).Is(Person.Admin);
        await visitor.Open("/agencies");

        await visitor.Choose("Account and settings", "Sign out");
        await visitor.IsAt("/sign-in");

        await visitor.Page.GoBackAsync();
        await visitor.IsAt("/sign-in?to=/agencies");
        await Expect(visitor.Page.Locator("table")).ToHaveCountAsync(0);
    }
}
