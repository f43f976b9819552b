using System.Net;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests;

/// <summary><c>claims/summary</c> and <c>policies/summary</c>.</summary>
public sealed class BookSummaryApiTests
{
    const string Claims = "/api/v1/claims/summary", Policies = "/api/v1/policies/summary";

    [Fact]
    public async Task The_figures_of_the_book_come_as_a_table_without_a_load()
    {
        var (server, _) = await Start();
        await using (server)
        {
            var claims = await server.Json($"{Claims}?by=cause&measures=claims_reported,incurred,severity");
            Assert.Equal(["columns", "rows", "total", "rowCount", "notices"], claims.Names());
            Assert.Equal([("Fire", 1, 80m, 80m), ("Hail", 2, 30m, 15m)], claims.Rows().Select(r => (r.Text("cause")!, r.Number("claims_reported")!.Value, r.Figure("incurred")!.Value, r.Figure("severity")!.Value)));
            Assert.Equal((3, 110m), (claims.Total().Number("claims_reported"), claims.Total().Figure("incurred")));

            var policies = await server.Json($"{Policies}?by=agency&asOf=2024-03-31");
            Assert.Equal(["agency", "in_force_policies", "in_force_premium", "book_earned_premium"], policies.Columns());
            Assert.Equal([(3, 1, 366m, 91m), (16, 1, 732m, 182m)], policies.Rows().Select(r =>
                (r.Number("agency")!.Value, r.Number("in_force_policies")!.Value, r.Figure("in_force_premium")!.Value, r.Figure("book_earned_premium")!.Value)));
            Assert.Equal(["Of 2024-03-31, the last day of the selection: in_force_policies, in_force_premium."], policies.Notices());
        }
    }

    [Fact]
    public async Task An_answer_is_told_by_its_tag_from_that_of_another_change_and_of_another_day()
    {
        var (server, time) = await Start();
        await using (server)
        {
            var first = await Tag(server, Claims);
            Assert.Equal(HttpStatusCode.NotModified, await Status(server, Claims, first));
            Record(server, change => change.Add(Claim("C-9", "P-3", new(2024, 2, 29), "Fire"), RowScope.All));
            var second = await Tag(server, Claims);
            Assert.NotEqual(first, second);
            Assert.Equal(HttpStatusCode.OK, await Status(server, Claims, first));
            time.Now = time.Now.AddDays(1);
            Assert.NotEqual(second, await Tag(server, Claims));
            // What was known on a past day stays.
            Assert.Equal(await Tag(server, $"{Claims}?asOf=2024-02-01"), await Tag(server, $"{Claims}?asOf=2024-02-01"));
            Assert.Equal(0, (await server.Json($"{Claims}?asOf=2024-02-01")).GetProperty("rowCount").GetInt32());
        }
    }

    [Fact]
    public async Task A_limited_user_sees_the_figures_and_the_names_of_their_agencies_alone()
    {
        var (server, _) = await Start();
        await using (server)
        {
            using var limited = server.ClientOf(Role.Viewer, 3);
            var table = await Json(limited, $"{Claims}?by=agency&measures=claims_reported,incurred&cause=!Flood");
            Assert.Equal([(3, 1, 80m)], table.Rows().Select(r => (r.Number("agency")!.Value, r.Number("claims_reported")!.Value, r.Figure("incurred")!.Value)));
            Assert.Equal(["No cause in the data is 'Flood'; known: Fire."], table.Notices());
            Assert.Equal(366m, (await Json(limited, $"{Policies}?measures=in_force_premium")).Total().Figure("in_force_premium"));

            var catalog = await Json(limited, "/api/v1/catalog");
            Assert.Equal(["Fire"], Members(catalog, "cause"));
            Assert.Equal(["OH"], Members(catalog, "state"));
            Assert.Equal(["Fire", "Hail"], Members(await server.Json("/api/v1/catalog"), "cause"));
            Assert.Equal(["OH", "PA"], Members(await server.Json("/api/v1/catalog"), "state"));
        }
    }

    [Fact]
    public async Task The_catalog_knows_a_new_cause_at_once()
    {
        var (server, _) = await Start();
        await using (server)
        {
            var before = await Tag(server, "/api/v1/catalog");
            Record(server, change => change.Add(Claim("C-9", "P-3", new(2024, 2, 29), "Flood"), RowScope.All));
            Assert.Equal(HttpStatusCode.OK, await Status(server, "/api/v1/catalog", before));
            Assert.Contains("Flood", Members(await server.Json("/api/v1/catalog"), "cause"));
        }
    }

    [Fact]
    public async Task It_is_exported_like_every_table()
    {
        var (server, _) = await Start();
        await using (server)
        {
            var lines = Answers.Csv(await server.Client.GetByteArrayAsync($"{Claims}?by=product,state&measures=claims_reported,incurred&format=csv", TestContext.Current.CancellationToken));
            Assert.Equal(
                ["product|state|claims_reported|incurred", "BOP|PA|1|10.00", "HOMEOWNERS|OH|1|80.00", "||1|20.00"],
                lines.Select(l => string.Join('|', l)).Take(4));
            using var xlsx = await server.Client.GetAsync($"{Policies}?by=month&format=xlsx", TestContext.Current.CancellationToken);
            Assert.Equal("attachment; filename=\"policies-summary.xlsx\"", xlsx.Content.Headers.ContentDisposition?.ToString());
        }
    }

    [Theory]
    [InlineData($"{Claims}?by=vendor", "by", "'vendor' is unknown here; ask performance/summary or quotes/summary.")]
    [InlineData($"{Claims}?asOf=2031-01-01", "asOf", "must be a date like 2024-12-31, not later than today, 2024-12-31")]
    [InlineData($"{Claims}?asOf=yesterday", "asOf", "must be a date like 2024-12-31, not later than today, 2024-12-31")]
    [InlineData($"{Policies}?measures=frequency&status=open", "status", "frequency cannot be asked by status")]
    [InlineData($"{Policies}?measures=written_premium", "measures", "'written_premium' is unknown here; ask performance/summary.")]
    [InlineData("/api/v1/performance/summary?measures=incurred", "measures", "'incurred' is unknown here; ask claims/summary.")]
    public async Task What_cannot_be_asked_is_refused(string address, string parameter, string message)
    {
        var (server, _) = await Start();
        await using (server)
        {
            var problem = await server.Problem(address, 400);
            var error = Assert.Single(problem.GetProperty("errors").EnumerateArray(), e => e.Text("parameter") == parameter);
            Assert.StartsWith(message, error.Text("message"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Having_may_be_given_twice()
    {
        var (server, _) = await Start();
        await using (server)
            Assert.Equal(["Fire"], (await server.Json($"{Claims}?by=cause&measures=incurred&having=incurred>30&having=incurred<100")).Rows().Select(r => r.Text("cause")));
    }

    [Fact]
    public async Task The_database_and_the_command_line_answer_the_same()
    {
        using var directory = new TestDirectory();
        var url = $"sqlite:{directory["claimbook.db"]}";
        const string Question = "?by=agency,year&measures=claims_reported,incurred,book_loss_ratio,in_force_policies&to=2024-12-31";
        await using var server = await TestServer.StartOn(url, new ServerSettings { Engine = QueryEngine.Sql });
        Fill(new Ledger(server.Database, new SetTime(Noon(2024, 3, 1))));
        await using var other = await TestServer.StartOn(url);

        var expected = (await other.Json($"{Claims}{Question}")).ToString();
        Assert.Equal(expected, (await server.Json($"{Claims}{Question}")).ToString());
        var (exitCode, output, error) = ClaimBookProcess.Run(
            "query", "--by", "agency,year", "--measures", "claims_reported,incurred,book_loss_ratio,in_force_policies", "--to", "2024-12-31", "--database", url, "--data", directory["data"], "--json");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(expected, JsonSerializer.Deserialize<JsonElement>(output).ToString());
    }

    [Fact]
    public void The_command_line_shows_a_past_day()
    {
        using var directory = new TestDirectory();
        var url = $"sqlite:{directory["claimbook.db"]}";
        Fill(new Ledger(Database.FromUrl(url), new SetTime(Noon(2024, 3, 1))));

        string[] Causes(string day)
        {
            var (exitCode, output, error) = ClaimBookProcess.Run(
                "query", "--by", "cause", "--measures", "claims_reported", "--as-of", day, "--database", url, "--data", directory["data"], "--json");
            Assert.Equal((0, ""), (exitCode, error));
            return [.. JsonSerializer.Deserialize<JsonElement>(output).Rows().Select(r => r.Text("cause")!)];
        }

        Assert.Empty(Causes("2024-02-29"));
        Assert.Equal(["Fire", "Hail"], Causes("2024-03-01"));
        Assert.Equal(
            (2, "claimbook: --as-of: is for measures of the book, such as claims_reported"),
            ClaimBookProcess.Run("query", "--by", "year", "--as-of", "2024-03-01", "--data", directory["data"]) is var (exit, _, wrong) ? (exit, wrong.Trim()) : default);
    }

    [Fact]
    public void A_mix_of_performance_and_book_in_one_question_is_refused()
    {
        using var directory = new TestDirectory();
        var (exitCode, _, error) = ClaimBookProcess.Run("query", "--measures", "written_premium,severity", "--data", directory["data"]);
        Assert.Equal(2, exitCode);
        Assert.StartsWith("claimbook: measures: 'severity' is unknown here; ask claims/summary.", error, StringComparison.Ordinal);
    }

    static async Task<(TestServer Server, SetTime Time)> Start()
    {
        var time = new SetTime(Noon(2024, 3, 1));
        var server = await TestServer.StartAt(time);
        Fill(server.Services.GetRequiredService<Ledger>());
        time.Now = Noon(2024, 12, 31);
        return (server, time);
    }

    /// <summary>Two policies that earn one and two dollars a day of 2024, a claim on each and one without a policy.</summary>
    static void Fill(Ledger ledger)
    {
        Record(ledger, change => change.Add(new Policy("P-3", new("Ada", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 366_00)), RowScope.All));
        Record(ledger, change => change.Add(new Policy("P-16", new("Bob", "BOP", "CL", 16, "PA", new(2024, 1, 1), new(2025, 1, 1), 732_00)), RowScope.All));
        foreach (var (reference, policy, cause, cents) in new[] { ("C-1", "P-3", "Fire", 80_00L), ("C-2", "P-16", "Hail", 10_00L), ("C-3", null, "Hail", 20_00L) })
        {
            Record(ledger, change => change.Add(Claim(reference, policy, new(2024, 2, 20), cause), RowScope.All)
                .Then(_ => change.Change(reference, RowScope.All, null, c => c.Reserve(MoneyKind.Indemnity, cents, change.Today, change.Today))));
        }
    }

    static Claim Claim(string reference, string? policy, DateOnly loss, string cause) => new(reference, new ClaimDetails(policy, loss, new(2024, 3, 1), cause, ""), []);

    static void Record<T>(TestServer server, Func<BookChange, Outcome<T>> act)
        where T : class => Record(server.Services.GetRequiredService<Ledger>(), act);

    static void Record<T>(Ledger ledger, Func<BookChange, Outcome<T>> act)
        where T : class => Assert.Null(ledger.Record("test", (_, change) => act(change)).Refused?.Text);

    static DateTimeOffset Noon(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.Zero);

    static IEnumerable<string?> Members(JsonElement catalog, string dimension) =>
        catalog.GetProperty("dimensions").EnumerateArray().Single(d => d.Text("name") == dimension).GetProperty("members").EnumerateArray().Select(m => m.Text("name"));

    static async Task<JsonElement> Json(HttpClient client, string address) =>
        JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(address, TestContext.Current.CancellationToken));

    static async Task<string> Tag(TestServer server, string address)
    {
        using var response = await server.Client.GetAsync(address, TestContext.Current.CancellationToken);
        return response.Headers.ETag!.ToString();
    }

    static async Task<HttpStatusCode> Status(TestServer server, string address, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
