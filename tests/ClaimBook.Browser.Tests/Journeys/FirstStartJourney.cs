using System.Text.RegularExpressions;

namespace ClaimBook.Browser.Tests.Journeys;

/// <summary>From the first start of the program to the first chart.</summary>
public sealed partial class FirstStartJourney(Theatre theatre) : BrowserTests(theatre)
{
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_printed_password_leads_to_a_new_one_and_then_to_the_figures_of_the_sample(DatabaseKind kind)
    {
        var site = Own(await Theatre.FirstStart(kind));
        var password = site.Said.Select(line => FirstPassword().Match(line)).Single(m => m.Success).Groups["password"].Value;
        var visitor = await NewVisitor(site);
        await visitor.Open("/");
        await visitor.SignIn("admin", password);
        await visitor.ChangePassword(password, "grey-heron-boat-17", "grey-heron-boat-17");

        await visitor.IsAt("/");
        await visitor.Settles();
        var written = Theatre.Whole.Facts.Where(f => f.Year == 2014).Sum(f => f.Written);
        await Expect(visitor.Tile("Written premium", Shown.Money(written))).ToBeVisibleAsync();
        var years = visitor.Panel("Premium and loss ratio by year").Locator("[role=button][aria-label^='20']");
        await Expect(years).ToHaveCountAsync(11);
        await Expect(years.First).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.True((await years.First.BoundingBoxAsync())!.Height > 50);
    }

    [GeneratedRegex("Sign in as admin with the password (?<password>[^ :;,]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstPassword();
}
