using System.Net;
using ClaimBook.Tests.Audit;

namespace ClaimBook.Tests.Book;

/// <summary>A policy from the quote to its renewal, over HTTP.</summary>
public sealed class PolicyLifeTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_policy_is_quoted_accepted_changed_renewed_and_cancelled_and_each_act_is_in_the_log(string kind)
    {
        var time = new SetTime(BookClient.Noon(2024, 2, 1));
        await using var server = await TestServer.StartAt(time, kind == "sqlite" ? null : postgres.NewDatabase());
        const string address = $"{BookClient.Policies}/P-1";
        using var made = await server.Client.Send(HttpMethod.Post, BookClient.Policies, new
        {
            number = "P-1", holder = "Ada Lovelace", product = "HOMEOWNERS", productLine = "PL", agency = 3, state = "OH", inception = "2024-03-01", expiry = "2025-03-01",
            premium = "1200.50", isQuote = true,
        });

        var quote = await BookClient.Read(made, HttpStatusCode.Created);
        Assert.Equal((address, "quoted", 1200.50m), (made.Headers.Location!.ToString(), quote.Text("status"), quote.Figure("premium")));
        Assert.Equal(await server.Client.Version(address), made.Headers.ETag!.Tag);
        Assert.Equal("bound", (await server.Client.Do(address, "accept")).Text("status"));
        time.Now = BookClient.Noon(2024, 3, 1);
        Assert.Equal("in_force", (await server.Json(address)).Text("status"));

        using var put = await server.Client.Send(HttpMethod.Put, address, new
        {
            holder = "Ada King", product = "HOMEOWNERS", productLine = "PL", agency = 3, state = "PA", inception = "2024-03-01", expiry = "2025-03-01", premium = 1300,
        }, await server.Client.Version(address));
        var changed = await BookClient.Read(put, HttpStatusCode.OK);
        Assert.Equal(("Ada King", "PA", 1300m, "in_force"), (changed.Text("holder"), changed.Text("state"), changed.Figure("premium"), changed.Text("status")));

        using var renewed = await server.Client.Send(HttpMethod.Post, $"{address}/renew", new { number = "P-2", premium = 1400.25m }, await server.Client.Version(address));
        var renewal = await BookClient.Read(renewed, HttpStatusCode.Created);
        Assert.Equal($"{BookClient.Policies}/P-2", renewed.Headers.Location!.ToString());
        Assert.Equal(
            ("P-2", "2025-03-01", "2026-03-01", 1400.25m, "P-1", "bound"),
            (renewal.Text("number"), renewal.Text("inception"), renewal.Text("expiry"), renewal.Figure("premium"), renewal.Text("renewalOf"), renewal.Text("status")));
        Assert.Contains(
            "renewed already, by P-2",
            (await server.Client.Refused(409, HttpMethod.Post, $"{address}/renew", new { number = "P-3" }, await server.Client.Version(address))).Text("detail"));

        var cancelled = await server.Client.Do(address, "cancel", new { date = "2024-04-01" });
        Assert.Equal(("in_force", "2024-04-01"), (cancelled.Text("status"), cancelled.Text("cancelledOn")));
        time.Now = BookClient.Noon(2024, 4, 1);
        Assert.Equal("cancelled", (await server.Json(address)).Text("status"));
        foreach (var act in new[] { "accept", "cancel" })
        {
            var refused = await server.Client.Refused(409, HttpMethod.Post, $"{address}/{act}", new { date = "2024-05-01" }, await server.Client.Version(address));
            Assert.Contains("is cancelled", refused.Text("detail"));
        }

        Assert.Equal(
            ["cancelled from 2024-04-01", "renewed by P-2", "changed", "accepted"],
            (await server.Audited("?action=policy.changed")).Select(e => { Assert.Equal("P-1", e.Text("subject")); return e.Text("detail"); }));
        Assert.Equal("P-1", Assert.Single(await server.Audited("?action=policy.added")).Text("subject"));
    }

    [Fact]
    public async Task A_policy_goes_on_to_cover_its_losses()
    {
        await using var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)));
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-1"));
        await server.Client.Make(BookClient.Claims, BookClient.Claim("C-1", "P-1"));
        const string address = $"{BookClient.Policies}/P-1";
        var before = await server.Json(address);

        var cancel = await server.Client.Refused(409, HttpMethod.Post, $"{address}/cancel", new { date = "2024-03-01" }, await server.Client.Version(address));
        var change = await server.Client.Refused(409, HttpMethod.Put, address, new
        {
            holder = "Ada", product = "HOMEOWNERS", productLine = "PL", agency = 3, state = "OH", inception = "2024-03-03", expiry = "2025-01-01", premium = 1,
        }, await server.Client.Version(address));

        Assert.All([cancel, change], p => Assert.Equal("Claim C-1 has a loss on 2024-03-02, which policy P-1 would no longer cover.", p.Text("detail")));
        Assert.Equal($"{before}", $"{await server.Json(address)}");
    }

    [Fact]
    public async Task A_known_product_may_be_named_by_code_or_name_and_brings_its_line()
    {
        using var files = new TestDirectory();
        await using var server = await TestServer.Start(files.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line("PROD_ABBR=BOP", "PROD_LINE=CL"))));
        static object Policy(string number, string product, string? productLine) => new
        {
            number, holder = "Ada", product, productLine, agency = 3, state = "OH", inception = "2024-01-01", expiry = "2025-01-01", premium = 1,
        };

        var known = await server.Client.Make(BookClient.Policies, Policy("P-1", "bop", null));
        Assert.Equal(("BOP", "CL"), (known.Text("product"), known.Text("productLine")));
        var unknown = await server.Client.Make(BookClient.Policies, Policy("P-2", "Yacht", "PL"));
        Assert.Equal(("Yacht", "PL"), (unknown.Text("product"), unknown.Text("productLine")));
        var contradicting = await server.Client.Refused(400, HttpMethod.Post, BookClient.Policies, Policy("P-3", "BOP", "PL"));
        Assert.Equal("productLine: must be CL, the line of BOP, or be left out", contradicting.Text("detail"));
        var missing = await server.Client.Refused(400, HttpMethod.Post, BookClient.Policies, Policy("P-3", "Yacht", null));
        Assert.StartsWith("productLine: must be given, CL or PL", missing.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(2, (await server.Json(BookClient.Policies)).Number("rowCount"));
    }
}
