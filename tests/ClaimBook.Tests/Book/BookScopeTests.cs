using System.Net;
using ClaimBook.Accounts;
using ClaimBook.Tests.Scope;

namespace ClaimBook.Tests.Book;

/// <summary>What is of other agencies is, to a limited user, as if it did not exist: on every route, in every answer.</summary>
public sealed class BookScopeTests(PostgresServer postgres)
{
    const string Policies = BookClient.Policies, Claims = BookClient.Claims;

    static readonly string[] s_questions =
    [
        Policies, $"{Policies}?search=secret", $"{Policies}?agency=5", $"{Policies}?sort=-premium&limit=1", $"{Policies}?sort=-recorded", $"{Policies}/export", $"{Policies}/export?format=json",
        $"{Policies}/export?format=xlsx&status=in_force", Claims, $"{Claims}?agency=5", $"{Claims}?agency=!3", $"{Claims}?search=secret", $"{Claims}?policy=YOURS", $"{Claims}?sort=-incurred&offset=0&limit=2",
        $"{Claims}?sort=-recorded", $"{Claims}?cause=Secret", $"{Claims}/export", $"{Claims}/export?format=xlsx", $"{Claims}/export?format=json", $"{Policies}/MINE", $"{Policies}/MINE/claims", $"{Claims}/C-MINE", $"{Policies}/YOURS/history", $"{Claims}/C-YOURS/history", $"{Claims}/C-ALONE/history",
        $"{Policies}/YOURS", $"{Policies}/YOURS/claims", $"{Claims}/C-YOURS", $"{Claims}/C-YOURS/transactions", $"{Claims}/C-ALONE", $"{Claims}/C-ALONE/transactions",
    ];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Every_answer_is_that_of_a_server_that_has_nothing_of_others(string kind)
    {
        await using var whole = await Start(kind, withOthers: true);
        await using var own = await Start(kind, withOthers: false);
        var (me, alone) = (whole.ClientOf(Role.Viewer, 3), own.ClientOf(Role.Viewer, 3));
        var different = 0;

        foreach (var question in s_questions)
        {
            var mine = await me.Ask(question);
            Assert.Equal((question, await alone.Ask(question)), (question, mine));
            Assert.DoesNotContain("YOURS", mine.Replace("is no policy YOURS", "").Replace("is no claim C-YOURS", ""));
            Assert.DoesNotContain("ecret", mine);
            different += mine == await whole.Client.Ask(question) ? 0 : 1;
        }
        Assert.Equal(s_questions.Length - 3, different);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_is_of_others_can_no_more_be_changed_than_what_is_not_there(string kind)
    {
        await using var server = await Start(kind, withOthers: true);
        var me = server.ClientOf(Role.Editor, 3);
        var before = await server.Client.Ask($"{Policies}/export?format=json") + await server.Client.Ask($"{Claims}/export?format=json");
        object terms = new { holder = "Me", product = "HOMEOWNERS", productLine = "PL", agency = 3, state = "OH", inception = "2024-01-01", expiry = "2025-01-01", premium = 1 };
        object details = new { policy = "MINE", lossDate = "2024-03-02", reportedDate = "2024-03-04", cause = "Fire", description = "" };

        foreach (var (method, act, body) in new (HttpMethod, string, object?)[]
            { (HttpMethod.Put, "", terms), (HttpMethod.Post, "/accept", null), (HttpMethod.Post, "/cancel", new { date = "2024-07-01" }), (HttpMethod.Post, "/renew", new { number = "NEW" }) })
        {
            foreach (var number in new[] { "YOURS", "NOBODYS" })
                Assert.Equal($"There is no policy {number}.", (await me.Refused(404, method, $"{Policies}/{number}{act}", body, "*")).Text("detail"));
        }
        foreach (var (method, act, body) in new (HttpMethod, string, object?)[]
            {
                (HttpMethod.Put, "", details), (HttpMethod.Post, "/open", null), (HttpMethod.Post, "/close", null), (HttpMethod.Post, "/reopen", null), (HttpMethod.Post, "/deny", null),
                (HttpMethod.Post, "/transactions", new { type = "payment", kind = "indemnity", amount = 1 }),
            })
        {
            foreach (var reference in new[] { "C-YOURS", "C-ALONE", "C-NOBODYS" })
                Assert.Equal($"There is no claim {reference}.", (await me.Refused(404, method, $"{Claims}/{reference}{act}", body, "*")).Text("detail"));
        }
        foreach (var policy in new[] { "YOURS", "NOBODYS" })
        {
            Assert.Equal($"policy: there is no policy {policy}", (await me.Refused(400, HttpMethod.Post, Claims, BookClient.Claim("NEW", policy))).Text("detail"));
            var both = await me.Refused(400, HttpMethod.Post, Claims, new { reference = "", policy, lossDate = "1999-01-01", cost = "x" });
            Assert.Equal(["cost", "reference", "policy"], both.Fields());
            var moved = await me.Refused(400, HttpMethod.Put, $"{Claims}/C-MINE", new { policy, lossDate = "2024-03-02", reportedDate = "2024-03-04", cause = "Fire", description = "" }, "*");
            Assert.Equal($"policy: there is no policy {policy}", moved.Text("detail"));
        }
        Assert.Equal(["policy"], (await me.Refused(400, HttpMethod.Post, Claims, new { reference = "NEW", cost = 1 })).Fields());
        Assert.Equal(["agency"], (await me.Refused(400, HttpMethod.Post, Policies, BookClient.Policy("NEW", agency: 5))).Fields());
        Assert.Equal(["agency"], (await me.Refused(
            400, HttpMethod.Put, $"{Policies}/MINE", new { holder = "Me", product = "HOMEOWNERS", productLine = "PL", agency = 5, state = "OH", inception = "2024-01-01", expiry = "2025-01-01", premium = 1 }, "*")).Fields());
        Assert.Equal(before, await server.Client.Ask($"{Policies}/export?format=json") + await server.Client.Ask($"{Claims}/export?format=json"));

        // Their own they keep like anybody.
        await me.Make(Policies, BookClient.Policy("NEW"));
        await me.Make(Claims, BookClient.Claim("C-NEW", "NEW", 5));
        Assert.Equal("denied", (await me.Do($"{Claims}/C-NEW", "deny")).Text("status"));
        await me.Do($"{Policies}/NEW", "cancel", new { date = "2024-12-01" });
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_history_says_who_changed_what_and_when_but_not_what_was_of_others(string kind)
    {
        await using var server = await Start(kind, withOthers: true);
        var (editor, me) = (server.ClientOf(Role.Editor), server.ClientOf(Role.Viewer, 3));
        await editor.Transact($"{Claims}/C-YOURS", "payment", 77.70m);
        using var moved = await editor.Send(HttpMethod.Put, $"{Claims}/C-YOURS", new { policy = "MINE", lossDate = "2024-03-02", reportedDate = "2024-03-04", cause = "Fire", description = "" }, "*");
        using var sold = await editor.Send(
            HttpMethod.Put, $"{Policies}/YOURS", new { holder = "Ada", product = "HOMEOWNERS", productLine = "PL", agency = 3, state = "OH", inception = "2024-01-01", expiry = "2025-01-01", premium = 5 }, "*");
        await BookClient.Read(sold, HttpStatusCode.OK);
        await BookClient.Read(moved, HttpStatusCode.OK);
        using var found = await editor.Send(HttpMethod.Put, $"{Claims}/C-ALONE", new { policy = "MINE", lossDate = "2024-03-02", reportedDate = "2024-03-04", cause = "Fire", description = "" }, "*");
        await BookClient.Read(found, HttpStatusCode.OK);

        var claim = (await server.Json($"{Claims}/C-YOURS/history")).Rows();
        Assert.Equal(
            [("Fire", 77.70m, 7_699.30m, "editor"), ("Secret", 77.70m, 7_699.30m, "editor"), ("Secret", 0, 7_777, "admin")],
            claim.Select(r => (r.Text("cause"), r.Figure("paid")!.Value, r.Figure("outstanding")!.Value, r.Text("recordedBy")!.Split('-')[0])));
        Assert.All(claim, r => Assert.Equal("2024-06-01T12:00:00Z", r.Text("recordedAt")));
        Assert.Equal(["5.00", "9999.00"], (await server.Json($"{Policies}/YOURS/history")).Rows().Select(r => $"{r.Figure("premium"):0.00}"));

        Assert.Equal(
            ["admin", "editor"], (await server.Json($"{Claims}/C-YOURS/transactions")).Rows().Select(r => r.Text("recordedBy")!.Split('-')[0]));

        Assert.Contains("\"recordedAt\":null,\"recordedBy\":null", await me.AskRight($"{Claims}/C-ALONE/transactions"));
        Assert.DoesNotContain("ecret", await me.AskRight($"{Policies}/YOURS/history"));
        Assert.Contains("\"rowCount\":1", await me.AskRight($"{Policies}/YOURS/history"));
    }

    async Task<TestServer> Start(string kind, bool withOthers)
    {
        var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)), kind == "sqlite" ? null : postgres.NewDatabase());
        if (withOthers)
        {
            await server.Client.Make(Policies, BookClient.Policy("YOURS", agency: 5, holder: "Secret Keeper", premium: 9_999));
            await server.Client.Make(Claims, BookClient.Claim("C-YOURS", "YOURS", 7_777, "Secret"));
            await server.Client.Make(Claims, new { reference = "C-ALONE", cost = 8_888, cause = "Secret" });
        }
        await server.Client.Make(Policies, BookClient.Policy("MINE"));
        await server.Client.Make(Claims, BookClient.Claim("C-MINE", "MINE", 100));
        return server;
    }
}
