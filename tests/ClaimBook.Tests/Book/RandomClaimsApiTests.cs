using System.Net;
using ClaimBook.Accounts;
using ClaimBook.Tests.Accounts;
using ClaimBook.Tests.Audit;

namespace ClaimBook.Tests.Book;

public sealed class RandomClaimsApiTests(PostgresServer postgres)
{
    const string Random = $"{BookClient.Claims}/random", Address = "/generate_random_claim";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Random_claims_are_on_policies_in_force_and_go_on_counting(string kind)
    {
        await using var server = await Start(kind);
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-1"));
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-2", agency: 5));
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-3"));
        await server.Client.Do($"{BookClient.Policies}/P-3", "cancel", new { date = "2024-05-01" });

        await Make(server.Client, "?count=1000");
        await Make(server.Client, "");
        await Make(server.ClientOf(Role.Editor, 5), "?count=20");

        var claims = (await server.Json($"{BookClient.Claims}/export?format=json")).Rows();
        Assert.Equal(Enumerable.Range(1, 1021).Select(n => $"R-2024-{n:000000}"), claims.Select(c => c.Text("reference")));
        Assert.All(claims, c =>
        {
            Assert.Contains(c.Text("policy"), new[] { "P-1", "P-2" });
            Assert.InRange(DateOnly.Parse(c.Text("lossDate")!), new(2024, 1, 1), new(2024, 6, 1));
            Assert.InRange(DateOnly.Parse(c.Text("reportedDate")!), DateOnly.Parse(c.Text("lossDate")!), new(2024, 6, 1));
            Assert.InRange(c.Figure("incurred")!.Value, 0, 100_000);
        });
        Assert.All(claims[1001..], c => Assert.Equal(5, c.Number("agency")));
        Assert.Equal(
            [("R-2024-001002 to R-2024-001021", "20 claims"), ("R-2024-001001", "1 claims"), ("R-2024-000001 to R-2024-001000", "1,000 claims")],
            (await server.Audited("?action=claims.random")).Select(e => (e.Text("subject"), e.Text("detail"))));
    }

    [Fact]
    public async Task Without_policies_claims_stand_alone_and_limited_users_get_none()
    {
        await using var server = await Start("sqlite");
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-1", agency: 5));
        await server.Client.Do($"{BookClient.Policies}/P-1", "cancel", new { date = "2024-05-01" });

        await Make(server.Client, "?count=3");
        var problem = await server.ClientOf(Role.Editor, 3).Refused(409, HttpMethod.Post, Random);

        Assert.Contains("None of your agencies has a policy in force", problem.Text("detail"));
        var claims = (await server.Json(BookClient.Claims)).Rows();
        Assert.Equal(3, claims.Count);
        Assert.All(claims, c => Assert.Equal((null, true), (c.Text("policy"), c.Figure("incurred") > 0)));
    }

    [Theory]
    [InlineData("count=0")]
    [InlineData("count=1001")]
    [InlineData("count=x")]
    [InlineData("count=")]
    public async Task A_wrong_count_makes_none(string query)
    {
        await using var server = await Start("sqlite");
        Assert.Equal(["count"], (await server.Client.Refused(400, HttpMethod.Post, $"{Random}?{query}")).Fields());
        Assert.Equal(0, (await server.Json(BookClient.Claims)).Number("rowCount"));
    }

    [Fact]
    public async Task The_web_address_makes_one_and_leads_to_its_page()
    {
        await using var server = await Start("sqlite");
        await server.Client.Make(BookClient.Claims, new { reference = "Z-1", cost = 1 });
        var user = await WebUser.SignedIn(server, Role.Editor);
        for (var number = 1; number <= 3; number++)
        {
            using var response = await user.Client.GetAsync(Address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.Equal($"/claims/R-2024-{number:000000}", response.Headers.Location!.ToString());
            var shown = await server.Json($"{BookClient.Claims}?sort=-recorded");
            Assert.Equal(($"R-2024-{number:000000}", number + 1), (shown.Rows()[0].Text("reference"), shown.Number("rowCount")));
        }
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Another_site_cannot_lead_to_the_web_address(string header, string value)
    {
        await using var server = await Start("sqlite");
        var user = await WebUser.SignedIn(server, Role.Editor);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        request.Headers.Add(header, value);

        using var response = await user.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await TestServer.Problem(response, 403);
        using var head = await user.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Address), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, head.StatusCode);
        using var viewer = await server.ClientOf(Role.Viewer).GetAsync(Address, TestContext.Current.CancellationToken);
        await TestServer.Problem(viewer, 403);
        Assert.Equal(0, (await server.Json(BookClient.Claims)).Number("rowCount"));
    }

    static async Task Make(HttpClient client, string query)
    {
        using var response = await client.Send(HttpMethod.Post, $"{Random}{query}");
        var made = await BookClient.Read(response, HttpStatusCode.Created);
        Assert.NotEmpty(made.GetProperty("claims").EnumerateArray());
    }

    Task<TestServer> Start(string kind) => TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)), kind == "sqlite" ? null : postgres.NewDatabase());
}
