using System.Text.Json;
using ClaimBook.Engine.Store;
using ClaimBook.Tests.Audit;

namespace ClaimBook.Tests.Book;

/// <summary>A claim from its report to the last recovery, over HTTP.</summary>
public sealed class ClaimLifeTests(PostgresServer postgres)
{
    const string Address = $"{BookClient.Claims}/C-1";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_claim_is_reported_reserved_paid_closed_and_reopened_and_its_money_always_adds_up(string kind)
    {
        await using var server = await Start(kind);
        var client = server.Client;
        var reported = await client.Make(BookClient.Claims, BookClient.Claim("C-1", "p-1"));
        Assert.Equal(("reported", "P-1", "Ada Lovelace", 3), (reported.Text("status"), reported.Text("policy"), reported.Text("holder"), reported.Number("agency")));

        Assert.Equal("open", (await client.Do(Address, "open")).Text("status"));
        AssertMoney(await client.Transact(Address, "reserve", 500), paid: 0, outstanding: 500, recoveries: 0);
        AssertMoney(await client.Transact(Address, "payment", 200.25m), paid: 200.25m, outstanding: 299.75m, recoveries: 0);
        AssertMoney(await client.Transact(Address, "payment", 30, "expense"), paid: 230.25m, outstanding: 299.75m, recoveries: 0);
        AssertMoney(await client.Transact(Address, "recovery", 100, date: "2024-05-05"), paid: 230.25m, outstanding: 299.75m, recoveries: 100);
        var closed = await client.Do(Address, "close");
        Assert.Equal("closed_with_payment", closed.Text("status"));
        AssertMoney(closed, paid: 230.25m, outstanding: 0, recoveries: 100);
        AssertMoney(closed.GetProperty("indemnity"), paid: 200.25m, outstanding: 0, recoveries: 100);
        AssertMoney(closed.GetProperty("expense"), paid: 30, outstanding: 0, recoveries: 0);
        AssertMoney(await server.Json($"{BookClient.Policies}/P-1"), paid: 230.25m, outstanding: 0, recoveries: 100);

        Assert.Contains("reopen it before a payment", (await Refused(client, 409, "transactions", new { type = "payment", kind = "expense", amount = 1 })).Text("detail"));
        Assert.Equal("open", (await client.Do(Address, "reopen")).Text("status"));
        Assert.Contains("it can be closed, not denied", (await Refused(client, 409, "deny")).Text("detail"));

        var transactions = await server.Json($"{Address}/transactions");
        Assert.Equal(
            ["reserve 500.00", "payment 200.25", "payment 30.00", "recovery 100.00", "reserve 0.00"],
            transactions.Rows().Select(t => $"{t.Text("type")} {t.Figure("amount"):0.00}"));
        Assert.Equal("2024-05-05", transactions.Rows()[3].Text("date"));
        var history = (await server.Json($"{Address}/history")).Rows();
        Assert.Equal([.. Enumerable.Repeat(history[0].Text("recordedBy"), 5)], transactions.Rows().Select(t => t.Text("recordedBy")));
        Assert.Equal(history[1].Text("recordedAt"), transactions.Rows()[4].Text("recordedAt"));
        Assert.Equal(
            ["reopened", "closed", "recovery 100.00, indemnity, 2024-05-05", "payment 30.00, expense, 2024-06-01", "payment 200.25, indemnity, 2024-06-01", "reserve 500.00, indemnity, 2024-06-01", "opened"],
            (await server.Audited("?action=claim.changed")).Select(e => e.Text("detail")));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_claim_may_be_denied_and_stand_without_a_policy(string kind)
    {
        await using var server = await Start(kind);

        var alone = await server.Client.Make(BookClient.Claims, new { reference = "C-1", cost = "99.90" });

        Assert.Equal(("open", null, "Unknown", "2024-06-01", null), (alone.Text("status"), alone.Text("policy"), alone.Text("cause"), alone.Text("reportedDate"), alone.Text("lossDate")));
        AssertMoney(alone, paid: 0, outstanding: 99.90m, recoveries: 0);
        Assert.Equal("reserve", Assert.Single(alone.GetProperty("transactions").EnumerateArray()).Text("type"));
        var denied = await server.Client.Do(Address, "deny");
        Assert.Equal("denied", denied.Text("status"));
        AssertMoney(denied, paid: 0, outstanding: 0, recoveries: 0);
        Assert.Equal("cost 99.90", Assert.Single(await server.Audited("?action=claim.added")).Text("detail"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_cannot_be_is_refused_with_the_reason_and_changes_nothing(string kind)
    {
        await using var server = await Start(kind);
        var client = server.Client;
        await client.Make(BookClient.Claims, BookClient.Claim("C-1", "P-1", cost: 500));
        await client.Transact(Address, "payment", 100);
        var before = await server.Json(Address);
        Task<JsonElement> Transact(string type, object amount, string? date = null) =>
            Refused(client, 400, "transactions", new { type, kind = "indemnity", amount, date });

        Assert.Contains("recoveries of 100.01 would be larger than the 100 paid", (await Transact("recovery", 100.01m)).Text("detail"));
        Assert.Contains("date: must not be earlier than the loss, 2024-03-02", (await Transact("payment", 1, "2024-03-01")).Text("detail"));
        Assert.Contains("date: must not be later than today, 2024-06-01", (await Transact("payment", 1, "2024-06-02")).Text("detail"));
        Assert.Contains("amount: takes back more than the 100 that was paid", (await Transact("payment", -100.01m)).Text("detail"));
        Assert.Contains("amount: must not be 0", (await Transact("payment", 0)).Text("detail"));
        Assert.Equal(["amount"], (await Transact("reserve", -1)).Fields());
        var outside = await client.Refused(400, HttpMethod.Post, BookClient.Claims, new { reference = "C-2", policy = "P-1", lossDate = "2023-12-31", reportedDate = "2024-01-02" });
        Assert.Equal("lossDate: is outside the cover of policy P-1, 2024-01-01 to 2025-01-01", outside.Text("detail"));
        Assert.Equal("reference: there is a claim c-1 already", (await client.Refused(400, HttpMethod.Post, BookClient.Claims, BookClient.Claim("c-1", "P-1"))).Text("detail"));
        Assert.Equal("policy: there is no policy P-9", (await client.Refused(400, HttpMethod.Post, BookClient.Claims, BookClient.Claim("C-2", "P-9"))).Text("detail"));
        Assert.Contains("is open, not reported", (await Refused(client, 409, "open")).Text("detail"));
        Assert.Contains("only a closed or denied claim can be reopened", (await Refused(client, 409, "reopen")).Text("detail"));
        Assert.Equal("There is no claim C-9.", (await client.Refused(404, HttpMethod.Post, $"{BookClient.Claims}/C-9/close", ifMatch: "*")).Text("detail"));

        Assert.Equal($"{before}", $"{await server.Json(Address)}");
        Assert.Equal(1, (await server.Json(BookClient.Claims)).Number("rowCount"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_act_that_cannot_be_written_in_the_log_is_not_done(string kind)
    {
        await using var server = await Start(kind);
        await server.Client.Make(BookClient.Claims, BookClient.Claim("C-1", "P-1"));
        var (policies, claims) = (await server.Client.GetStringAsync(BookClient.Policies), await server.Client.GetStringAsync(BookClient.Claims));
        using (var connection = server.Database.Connect())
            connection.Execute("DROP TABLE audit");

        await server.Client.Refused(503, HttpMethod.Post, BookClient.Policies, BookClient.Policy("P-2"));
        await server.Client.Refused(503, HttpMethod.Post, BookClient.Claims, BookClient.Claim("C-2", "P-1"));
        await server.Client.Refused(503, HttpMethod.Post, $"{BookClient.Claims}/random?count=5");
        await Refused(server.Client, 503, "open");
        await Refused(server.Client, 503, "transactions", new { type = "reserve", kind = "indemnity", amount = 1 });

        Assert.Equal((policies, claims), (await server.Client.GetStringAsync(BookClient.Policies), await server.Client.GetStringAsync(BookClient.Claims)));
    }

    async Task<TestServer> Start(string kind)
    {
        var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)), kind == "sqlite" ? null : postgres.NewDatabase());
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-1"));
        return server;
    }

    static async Task<JsonElement> Refused(HttpClient client, int status, string act, object? body = null) =>
        await client.Refused(status, HttpMethod.Post, $"{Address}/{act}", body, await client.Version(Address));

    static void AssertMoney(JsonElement shown, decimal paid, decimal outstanding, decimal recoveries) => Assert.Equal(
        (paid, outstanding, recoveries, paid + outstanding - recoveries),
        (shown.Figure("paid"), shown.Figure("outstanding"), shown.Figure("recoveries"), shown.Figure("incurred")));
}
