using System.Net;

namespace ClaimBook.Tests.Book;

/// <summary>Two people at once: the second is told, and nothing is lost.</summary>
public sealed class BookVersionTests(PostgresServer postgres)
{
    const string Policy = $"{BookClient.Policies}/P-1", Claim = $"{BookClient.Claims}/C-1";

    /// <summary>Every change of what others may change too.</summary>
    static readonly (HttpMethod Method, string Address, object? Body)[] s_changes =
    [
        (HttpMethod.Put, Policy, new { holder = "Second", product = "HOMEOWNERS", productLine = "PL", agency = 3, state = "OH", inception = "2024-01-01", expiry = "2025-01-01", premium = 1 }),
        (HttpMethod.Post, $"{Policy}/accept", null),
        (HttpMethod.Post, $"{Policy}/cancel", new { date = "2024-12-01" }),
        (HttpMethod.Post, $"{Policy}/renew", new { number = "P-2" }),
        (HttpMethod.Put, Claim, new { policy = "P-1", lossDate = "2024-03-02", reportedDate = "2024-03-04", cause = "Second", description = "" }),
        (HttpMethod.Post, $"{Claim}/open", null),
        (HttpMethod.Post, $"{Claim}/close", null),
        (HttpMethod.Post, $"{Claim}/reopen", null),
        (HttpMethod.Post, $"{Claim}/deny", null),
        (HttpMethod.Post, $"{Claim}/transactions", new { type = "payment", kind = "indemnity", amount = 1 }),
    ];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Who_changes_what_somebody_else_has_changed_meanwhile_is_told(string kind)
    {
        await using var server = await Start(kind);
        var (policy, claim) = (await server.Client.Version(Policy), await server.Client.Version(Claim));
        using var first = await server.Client.Send(
            HttpMethod.Put, Policy, new { holder = "First", product = "HOMEOWNERS", productLine = "PL", agency = 3, state = "OH", inception = "2024-01-01", expiry = "2025-01-01", premium = 5 }, policy);
        await BookClient.Read(first, HttpStatusCode.OK);
        await server.Client.Transact(Claim, "reserve", 77);
        var before = (await server.Client.GetStringAsync(Policy), await server.Client.GetStringAsync(Claim));

        foreach (var (method, address, body) in s_changes)
        {
            var seen = address.StartsWith(Policy, StringComparison.Ordinal) ? policy : claim;
            foreach (var stale in new[] { seen, $"W/{seen}", "\"0\"", "\"x\"", "x", $"{seen}, \"999\"", "" })
            {
                var problem = await server.Client.Refused(412, method, address, body, stale);
                Assert.Contains("was changed by somebody else since you read it", problem.Text("detail"));
            }
        }

        Assert.Equal(before, (await server.Client.GetStringAsync(Policy), await server.Client.GetStringAsync(Claim)));
        Assert.Contains("\"holder\":\"First\"", before.Item1);
        Assert.Contains("\"outstanding\":77", before.Item2);
    }

    [Fact]
    public async Task Who_does_not_say_what_they_have_seen_is_asked_to()
    {
        await using var server = await Start("sqlite");
        var before = (await server.Client.GetStringAsync(Policy), await server.Client.GetStringAsync(Claim));
        foreach (var (method, address, body) in s_changes.Where(c => !c.Address.EndsWith("transactions")))
        {
            foreach (var there in new[] { address, address.Replace("-1", "-9") })
                Assert.Contains("If-Match", (await server.Client.Refused(428, method, there, body)).Text("detail"));
        }
        Assert.Equal(before, (await server.Client.GetStringAsync(Policy), await server.Client.GetStringAsync(Claim)));

        // Nothing is overwritten by a transaction.
        using var added = await server.Client.Send(HttpMethod.Post, $"{Claim}/transactions", new { type = "reserve", kind = "expense", amount = 5 });
        await BookClient.Read(added, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Of_many_that_pay_at_once_having_seen_the_same_one_pays(string kind)
    {
        await using var server = await Start(kind);
        var seen = await server.Client.Version(Claim);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var response = await server.Client.Send(HttpMethod.Post, $"{Claim}/transactions", new { type = "payment", kind = "indemnity", amount = 10 }, seen);
            return response.StatusCode;
        }));

        Assert.Equal(1, answers.Count(a => a == HttpStatusCode.OK));
        Assert.Equal(11, answers.Count(a => a == HttpStatusCode.PreconditionFailed));
        Assert.Equal(10, (await server.Json(Claim)).Figure("paid"));
    }

    [Fact]
    public async Task What_is_known_already_is_answered_304_until_anything_of_it_changes()
    {
        var time = new SetTime(BookClient.Noon(2024, 6, 1));
        await using var server = await TestServer.StartAt(time);
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-1"));
        await server.Client.Make(BookClient.Claims, BookClient.Claim("C-1", "P-1"));
        var (policy, claim) = (await server.Client.Version(Policy), await server.Client.Version(Claim));
        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.NotModified), (await Ask(Policy, policy), await Ask(Claim, claim)));

        // The policy shows the money of its claims, the claim shows its policy's holder, and the status shows the day.
        await server.Client.Transact(Claim, "reserve", 5);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await Ask(Policy, policy), await Ask(Claim, claim)));
        (policy, claim) = (await server.Client.Version(Policy), await server.Client.Version(Claim));
        using var put = await server.Client.Send(HttpMethod.Put, Policy, s_changes[0].Body, policy);
        await BookClient.Read(put, HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await Ask(Claim, claim));
        policy = await server.Client.Version(Policy);
        time.Now = BookClient.Noon(2025, 1, 1);
        Assert.Equal(HttpStatusCode.OK, await Ask(Policy, policy));

        using var listed = await server.Client.GetAsync(BookClient.Claims, TestContext.Current.CancellationToken);
        Assert.True(listed.Headers.CacheControl is { Private: true, NoCache: true });

        async Task<HttpStatusCode> Ask(string address, string known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
            using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
            return response.StatusCode;
        }
    }

    async Task<TestServer> Start(string kind)
    {
        var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)), kind == "sqlite" ? null : postgres.NewDatabase());
        await server.Client.Make(BookClient.Policies, BookClient.Policy("P-1"));
        await server.Client.Make(BookClient.Claims, BookClient.Claim("C-1", "P-1"));
        return server;
    }
}
