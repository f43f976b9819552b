namespace ClaimBook.Browser.Tests.Shell;

/// <summary>A server that goes away and comes back under an open page.</summary>
public sealed class FailingServerTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task While_the_server_is_down_the_page_says_so_keeps_what_it_shows_and_tries_again_when_told_to()
    {
        var site = await NewSite();
        var visitor = (await (await NewVisitor(site)).Is(Person.Viewer)).ExpectsFailures();
        await visitor.Page.Clock.InstallAsync();
        await visitor.Open("/agencies");
        await visitor.GoByPalette("Profile");
        await site.GoDown();

        // What was answered is asked again when it is old.
        await visitor.Page.Clock.FastForwardAsync("02:00");
        await visitor.GoTo("Agencies");
        await Expect(visitor.Table("Agencies")).ToBeVisibleAsync();
        await visitor.Page.Clock.RunForAsync(20_000);
        await Expect(visitor.Alert.Last).ToContainTextAsync("The server cannot be reached.");
        await Expect(visitor.Table("Agencies")).ToBeVisibleAsync();

        await site.ComeBack();
        // One for the table, one for the names in it.
        var again = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        await again.Last.ClickAsync();
        await Expect(again).ToHaveCountAsync(1);
        await again.ClickAsync();
        await Expect(visitor.Alert).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_whose_script_cannot_be_fetched_says_so_and_opens_when_the_server_is_back()
    {
        var site = await NewSite();
        var visitor = (await (await NewVisitor(site)).Is(Person.Viewer)).ExpectsFailures();
        await visitor.Open("/profile");
        await site.GoDown();

        await visitor.GoTo("Agencies");

        await Expect(visitor.Page.GetByText("The server cannot be reached.")).ToBeVisibleAsync();
        await site.ComeBack();
        await visitor.GoTo("Agencies");
        await Expect(visitor.Heading).ToHaveTextAsync("Agencies");
        // With its style sheet.
        Assert.True((await visitor.Main.GetByRole(AriaRole.Searchbox).BoundingBoxAsync())!.Width < 400);
    }

    [Fact]
    public async Task Signing_in_while_the_server_is_down_keeps_what_was_typed()
    {
        var site = await NewSite();
        var visitor = (await NewVisitor(site)).ExpectsFailures();
        await visitor.Open("/sign-in");
        await site.GoDown();

        await visitor.SignIn(Person.Viewer.Email, Person.Password);

        await Expect(visitor.Alert).ToContainTextAsync("The server cannot be reached.");
        await Expect(visitor.Page.GetByLabel("Password")).ToHaveValueAsync(Person.Password);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Without_an_answer_about_the_session_the_frame_says_why_and_tries_again(int status)
    {
        var visitor = (await (await NewVisitor()).Is(Person.Viewer)).ExpectsFailures();
        await visitor.Page.RouteAsync("**/api/v1/session", route => status == 0 ? route.AbortAsync() : route.FulfillAsync(new() { Status = status }));
        await visitor.Page.GotoAsync("/agencies");
        await Expect(visitor.Alert).ToBeVisibleAsync();

        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(visitor.Heading).ToHaveTextAsync("Agencies");
    }
}
