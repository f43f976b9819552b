namespace ClaimBook.Browser.Tests.Account;

/// <summary>A page that is left open over a sign-out elsewhere.</summary>
public sealed class EndedSessionTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task A_session_that_ended_elsewhere_is_renewed_over_the_page_and_the_question_asked_again()
    {
        var visitor = (await (await NewVisitor()).Is(Person.Viewer)).ExpectsFailures();
        await visitor.Open("/profile");
        await visitor.SignOutElsewhere();

        await visitor.GoTo("Agencies");

        await Expect(visitor.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Your session has ended");
        await Expect(visitor.Page.GetByLabel("Name", new() { Exact = true })).ToHaveValueAsync(Person.Viewer.Email);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Dialog).ToBeVisibleAsync();
        await visitor.SignIn(Person.Viewer.Email, "something else entirely");
        await Expect(visitor.Dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await visitor.SignIn(Person.Viewer.Email, Person.Password);

        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await visitor.IsAt("/agencies");
        await Expect(visitor.Table("Agencies")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_sent_is_sent_again_after_the_sign_in_and_what_was_typed_stays()
    {
        var site = await NewSite();
        var visitor = (await (await NewVisitor(site)).Is(Person.Viewer)).ExpectsFailures();
        await visitor.Open("/profile");
        await visitor.SignOutElsewhere();

        await visitor.ChangePassword(Person.Password, "grey-heron-boat-17", "grey-heron-boat-17");
        await Expect(visitor.Dialog).ToBeVisibleAsync();
        await visitor.SignIn(Person.Viewer.Email, Person.Password);

        await Expect(visitor.Page.GetByText("The password is changed. Other sessions have ended.")).ToBeVisibleAsync();
        var again = await NewVisitor(site);
        await again.Open("/sign-in");
        await again.SignIn(Person.Viewer.Email, "grey-heron-boat-17");
        await again.IsAt("/");
    }

    [Fact]
    public async Task Somebody_else_may_sign_in_instead_and_comes_to_the_same_page()
    {
        var visitor = (await (await NewVisitor()).Is(Person.Admin)).ExpectsFailures();
        await visitor.Open("/profile");
        await visitor.SignOutElsewhere();
        await visitor.GoTo("Agencies");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in as somebody else" }).ClickAsync();
        await visitor.SignIn(Person.Limited.Email, Person.Password);

        await visitor.IsAt("/agencies");
        await Expect(visitor.Main.GetByText("2 agencies.")).ToBeVisibleAsync();
    }
}
