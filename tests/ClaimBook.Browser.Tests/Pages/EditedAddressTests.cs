namespace ClaimBook.Browser.Tests.Pages;

/// <summary>Addresses that were edited by hand, cut off or made up.</summary>
public sealed class EditedAddressTests(Theatre theatre) : BrowserTests(theatre)
{
    static readonly string[] s_nonsense =
    [
        "state=!!!&year=abc&sort=-nothing&columns=x,y&from=2020-13-45&at=-5&measures=foo&rows=bar&q=%00&__proto__=1&constructor=2",
        "state=ZZ&agency=-1,1e9,x&product=%3Cb%3E&year=2012..2010,99999&sort=,,-&from=2014-12-31&to=2014-01-01&at=999999999&rows=vendor&columns=platform&measures=hit_ratio"
            + "&dataset=claims&having=a>1,b&compare=tomorrow&search=%00&row=toString&status=valueOf&chart=constructor",
        "state=OH&state=PA&year=2012&year=2013&sort=state&sort=-state&measures=loss_ratio&measures=x&rows=state,state&columns=state&entry=x&action=load&asOf=0001-01-01",
        "state=%E0%A4%A&year=%&sort=%zz&dataset=__proto__&columns&measures&rows&from&to&at&search&asOf&chart&entry&row&status",
    ];

    /// <summary>The pages that keep what they show in their address.</summary>
    public static TheoryData<string> WithState => ["overview", "explore", "details", "agencies", "reports", "policies", "policy", "claims", "claim", "audit"];

    [Theory]
    [MemberData(nameof(WithState))]
    public async Task Nonsense_breaks_nothing_and_what_the_server_refuses_is_said(string page)
    {
        var site = await Theatre.Exhibition;
        var who = AppPage.Of(page).Who;
        var visitor = (await (await NewVisitor(site)).Is(who)).ExpectsFailures();
        var path = await AppPage.Of(page).At(site, who);
        var refused = 0;
        visitor.Page.Response += (_, response) => refused += response.Status >= 400 ? 1 : 0;
        var unsaid = new List<string>();
        foreach (var nonsense in s_nonsense)
        {
            refused = 0;
            await visitor.Open($"{path}?{nonsense}");
            await Expect(visitor.Heading).ToHaveCountAsync(1);
            await Expect(visitor.Heading).Not.ToHaveTextAsync("No such page");
            var isSaid = await visitor.Alert.CountAsync() > 0 || await visitor.Main.GetByText("was not in the book").CountAsync() > 0;
            if (refused > 0 && !isSaid)
                unsaid.Add($"{path}?{nonsense}: refused, and not said");
            if (visitor.Complaints.Count > 0)
                unsaid.Add($"{path}?{nonsense}: {string.Join(' ', visitor.Complaints)}");
        }
        Assert.True(unsaid.Count == 0, string.Join('\n', unsaid));
    }
}
