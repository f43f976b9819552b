using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClaimBook.Browser.Tests.Administration;

/// <summary>Tokens: made, shown once, used by a program, and revoked.</summary>
public sealed partial class TokenTests(Theatre theatre) : BrowserTests(theatre)
{
    /// <summary>What somebody calls a token, and what must stay a name.</summary>
    const string Name = "Nightly <u>report</u>";

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_token_is_shown_once_opens_what_it_may_and_nothing_once_it_is_revoked(DatabaseKind kind)
    {
        var site = await NewSite(kind);
        var admin = await (await NewVisitor(site)).Is(Person.Admin);
        await Make(admin, agencies: $"{Sample.LimitedTo[0]}");
        var secret = await admin.Dialog.GetByLabel("Token").InputValueAsync();
        Assert.Equal((HttpStatusCode.OK, Sample.LimitedTo[0]), await Ask(site, secret));
        await admin.Page.Keyboard.PressAsync("Escape");
        await Expect(admin.Dialog.GetByLabel("Token")).ToHaveValueAsync(secret);
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await admin.Open("/tokens");
        var row = admin.Table("Tokens").Locator("tbody tr").Filter(new() { HasText = Name });
        await Expect(row).ToContainTextAsync("Viewer");
        await Expect(row).ToContainTextAsync($"{Sample.LimitedTo[0]}");
        Assert.DoesNotContain(secret, await admin.Page.ContentAsync(), StringComparison.Ordinal);
        await row.GetByRole(AriaRole.Button, new() { Name = $"Revoke {Name}" }).ClickAsync();
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();

        await Expect(admin.Page.GetByText($"“{Name}” is revoked.")).ToBeVisibleAsync();
        await Expect(row).ToHaveCountAsync(0);
        await admin.Press("Show revoked and expired (1)");
        await Expect(row).ToContainTextAsync("Revoked");
        Assert.Equal((HttpStatusCode.Unauthorized, null), await Ask(site, secret));
        await Expect(admin.Page.Locator("u")).ToHaveCountAsync(0);
        await admin.Open("/audit?action=token.revoked");
        await Expect(admin.Table("Audit log").Locator("tbody tr[aria-rowindex]")).ToContainTextAsync([PersonAndName()]);
    }

    [Fact]
    public async Task What_is_typed_stays_while_a_token_cannot_be_made_and_so_does_the_token_while_it_cannot_be_revoked()
    {
        var site = await NewSite();
        var admin = await (await NewVisitor(site)).Is(Person.Admin);
        await Fill(admin, agencies: "3, 16");
        var add = admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Add a token" });
        foreach (var status in (int[])[403, 409, 429, 500, 503, Refusals.Unreachable])
        {
            await admin.Refuse("POST", "tokens", status);
            await add.ClickAsync();
            await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(Refusals.Words(status));
            await Expect(admin.Dialog.GetByLabel("Name")).ToHaveValueAsync(Name);
            await Expect(admin.Dialog.GetByLabel("Role")).ToHaveValueAsync("viewer");
            await Expect(admin.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Numbers of agencies" })).ToHaveValueAsync("3, 16");
        }

        await admin.Stop();
        await add.ClickAsync();

        await Expect(admin.Dialog.GetByLabel("Token")).Not.ToHaveValueAsync("");
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await admin.Main.GetByRole(AriaRole.Button, new() { Name = $"Revoke {Name}" }).ClickAsync();
        var revoke = admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke" });
        var id = (await site.Ask(Person.Admin, "/api/v1/tokens")).Rows().Single().Number("id");
        foreach (var status in (int[])[409, 500, Refusals.Unreachable])
        {
            await admin.Refuse("DELETE", $"tokens/{id}", status);
            await revoke.ClickAsync();
            await Expect(admin.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync(Refusals.Words(status));
            await Expect(admin.Dialog).ToContainTextAsync($"Revoke “{Name}”?");
        }

        await admin.Stop();
        await revoke.ClickAsync();

        await Expect(admin.Dialog).ToHaveCountAsync(0);
        await Expect(admin.Page.GetByText($"“{Name}” is revoked.")).ToBeVisibleAsync();
    }

    static async Task Make(Visitor admin, string agencies)
    {
        await Fill(admin, agencies);
        await admin.Dialog.GetByRole(AriaRole.Button, new() { Name = "Add a token" }).ClickAsync();
    }

    static async Task Fill(Visitor admin, string agencies)
    {
        await admin.Open("/tokens");
        await admin.Press("Add a token");
        await admin.Dialog.GetByLabel("Name").FillAsync(Name);
        await admin.Dialog.GetByLabel("Role").SelectOptionAsync("viewer");
        await admin.Dialog.GetByLabel("Only these").CheckAsync();
        await admin.Dialog.GetByRole(AriaRole.Textbox, new() { Name = "Numbers of agencies" }).FillAsync(agencies);
    }

    /// <summary>Asks for the agencies with a token.</summary>
    /// <returns>The status, and the only agency that it sees.</returns>
    static async Task<(HttpStatusCode, int?)> Ask(Site site, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/agencies") { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await site.Client.SendAsync(request);
        return (answer.StatusCode, answer.IsSuccessStatusCode
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Rows().Single().Number("agency")
            : null);
    }

    [GeneratedRegex("adam@example.test.*Token revoked.*Nightly <u>report</u>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonAndName();
}
