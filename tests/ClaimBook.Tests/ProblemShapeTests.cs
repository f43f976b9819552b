using System.Text.Json;
using System.Text.RegularExpressions;
using ClaimBook.Accounts;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;

namespace ClaimBook.Tests;

/// <summary>Whatever is wrong is said in one shape.</summary>
public sealed partial class ProblemShapeTests(ExtractServer extract)
{
    /// <summary>Every resource that asks the star.</summary>
    static readonly string[] s_resources =
        ["performance/summary", "performance/details", "quotes/summary", "catalog", "agencies", "agencies/3", "reports/premium"];

    static readonly string[] s_withDates = ["performance/summary", "performance/details", "reports/premium"];

    static readonly string[] s_withLimit = ["performance/summary", "performance/details", "quotes/summary"];

    static readonly string[] s_withFilters = ["performance/summary", "performance/details", "quotes/summary", "agencies", "reports/premium"];

    /// <summary>Resource, query, the parameter that is wrong, and a part of what is said about it.</summary>
    public static TheoryData<string, string, string, string> WrongParameters =>
    [
        .. Rows(s_resources, "foo=1", "foo", "is not a parameter or a dimension"),
        .. Rows(s_resources, "=1", "", "is not a parameter"),
        .. Rows(s_resources, "%00=1", "\0", "is not a parameter"),
        .. Rows(s_withFilters, "vendr=A", "vendr", "did you mean 'vendor'?"),
        .. Rows(["catalog", "agencies/3"], "state=OH", "state", "Allowed: none"),
        .. Rows(["performance/summary"], "by=stat", "by", "'stat' is unknown; did you mean 'state'? Allowed: agency, primary_agency"),
        .. Rows(["performance/summary"], "by=state,state", "by", "twice"),
        .. Rows(["performance/summary"], "by=state&by=year", "by", "more than once"),
        .. Rows(["performance/summary"], "by=,", "by", "empty"),
        .. Rows(["performance/summary"], "measures=writen_premium", "measures", "did you mean 'written_premium'?"),
        .. Rows(["performance/summary"], "by=state&measures=quotes", "by", "quotes cannot be asked by state"),
        .. Rows(["performance/summary"], "by=state&sort=-stat", "sort", "did you mean 'state'?"),
        .. Rows(["performance/summary"], "having=loss_ratio", "having", "operators are >=, <=, >, <, ="),
        .. Rows(["performance/summary"], "compare=last_year", "compare", "allowed: prior_year"),
        .. Rows(["performance/summary"], "allocation=half", "allocation", "allowed: days, whole"),
        .. Rows(["reports/premium"], "subtotals=yes", "subtotals", "allowed: true, false"),
        .. Rows(["performance/summary"], "offset=-1", "offset", "is not a whole number from 0 to 2,147,483,647"),
        .. Rows(["performance/summary"], "month=1", "month", "needs year"),
        .. Rows(["quotes/summary"], "by=state", "by", "Allowed: agency, primary_agency, product_line, vendor"),
        .. Rows(["performance/details"], "columns=agenci", "columns", "did you mean 'agency'? Allowed: all, agency"),
        .. Rows(["performance/details"], "platform=MDS", "platform", "is not a parameter"),
        .. Rows(["performance/details"], "cursor=abc", "cursor", "is not the nextCursor"),
        .. Rows(["performance/details"], "cursor=", "cursor", "is not the nextCursor"),
        .. Rows(["performance/details"], "cursor=%27%3B--", "cursor", "is not the nextCursor"),
        .. Rows(["performance/details"], "cursor=MSwzNDQ1LDEyODg0OTAxOTk4LDEwNzA4MTg0NzU", "cursor", "is not the nextCursor"),
        .. Rows(s_withDates, "from=2010-1-1", "from", "'2010-1-1' is not a date like 2014-06-30"),
        .. Rows(s_withDates, "to=2010-02-30", "to", "'2010-02-30' is not a date"),
        .. Rows(s_withDates, "from=2012-01-01&to=2011-12-31", "from", "is after to"),
        .. Rows(s_withDates, "from=2012-01-01&year=2012", "year", "cannot be combined with from and to"),
        .. Rows(s_withDates, "from=20%000", "from", "control character"),
        .. Rows(s_withLimit, "limit=0", "limit", "'0' is not a whole number from 1 to 1,000,000"),
        .. Rows(s_withLimit, "limit=1000000000", "limit", "'1000000000' is not a whole number from 1 to 1,000,000"),
        .. Rows(s_withLimit, "limit=%20", "limit", "is not a whole number"),
        .. Rows(s_withLimit, "limit=1&limit=2", "limit", "is given more than once"),
        .. Rows(s_withFilters, $"agency={string.Join(',', Enumerable.Range(1, 10_000))}", "agency", "names 10,000 values; at most 9,999 are allowed"),
        .. Rows(s_withFilters, "agency=3..1", "agency", "'3..1' is not a whole number, a range like 3..16"),
        .. Rows(s_withFilters, "agency=99999999999", "agency", "'99999999999' is not a whole number"),
        .. Rows(s_withFilters, "agency=1%20OR%201%3D1", "agency", "'1 OR 1=1' is not a whole number"),
        .. Rows(s_withFilters, "vendor=%00", "vendor", "control character"),
        .. Rows(s_withFilters, "vendor=A%0AB", "vendor", "control character"),
        .. Rows(s_withFilters, $"vendor={new string('x', 1_000_000)}", "vendor", "more than 200,000 characters"),
        .. Rows([.. s_resources, "loads", "loads/1"], $"{new string('x', 1_000_000)}=1", new string('x', 100), "is not a parameter"),
    ];

    [Fact]
    public async Task The_shape_of_every_error()
    {
        var server = await extract.Get();
        using var response = await server.Client.GetAsync("/api/v1/performance/summary?by=stat&limit=0", TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """
            {"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"Bad Request","status":400,"detail":"by: 'stat' is unknown; did you mean 'state'? Allowed: agency, primary_agency, product, product_line, state, year, vendor, appointment_decade, agency_size, platform; limit: '0' is not a whole number from 1 to 1,000,000","errors":[{"parameter":"by","message":"'stat' is unknown; did you mean 'state'? Allowed: agency, primary_agency, product, product_line, state, year, vendor, appointment_decade, agency_size, platform"},{"parameter":"limit","message":"'0' is not a whole number from 1 to 1,000,000"}],"traceId":"TRACE"}
            """,
            TraceId().Replace(text.Replace("\\u0027", "'"), "\"TRACE\""));
    }

    [Theory]
    [MemberData(nameof(WrongParameters), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string resource, string query, string parameter, string message)
    {
        var server = await extract.Get();
        var problem = await server.Problem($"/api/v1/{resource}?{query}", 400);
        AssertShape(problem, hasErrors: true);
        var errors = problem.GetProperty("errors").EnumerateArray().ToList();
        Assert.Contains(errors, e => e.Text("parameter") == parameter && e.Text("message")!.Contains(message, StringComparison.Ordinal));
        Assert.All(errors, e => Assert.InRange(e.Text("message")!.Length, 1, 2_000));
        Assert.DoesNotContain(errors, e => e.Text("message")!.Any(char.IsControl));
    }

    [Fact]
    public async Task Every_resource_that_is_described_refuses_parameters_that_it_does_not_know()
    {
        var server = await extract.Get();
        var refused = 0;
        foreach (var (what, operation) in OpenApiTests.Operations(await server.Json("/openapi/v1.json")).Where(o => o.What.Contains(" /api/v1/")))
        {
            // What needs a document as its body says so first.
            if (operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _))
                continue;
            var (method, address) = (HttpMethod.Parse(what.Split(' ')[0]), what.Split(' ')[1]);
            foreach (var parameter in OpenApiTests.Property(operation, "parameters"))
                address = address.Replace($"{{{parameter.Text("name")}}}", parameter.GetProperty("example").ToString());
            using var request = new HttpRequestMessage(method, $"{address}?foo=1");
            using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var problem = await TestServer.Problem(response, 400);
            AssertShape(problem, hasErrors: true);
            Assert.Equal("foo", Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("parameter"));
            refused++;
        }
        Assert.True(refused >= 14, $"only {refused} resources");
    }

    [Theory]
    [InlineData("state", "OH' OR '1'='1")]
    [InlineData("product", "'; DROP TABLE fact_performance; --")]
    [InlineData("vendor", "A\" UNION SELECT * FROM load --")]
    [InlineData("product_line", "CL%' AND 1=1/*")]
    public async Task Sql_in_a_text_is_a_text_that_nothing_has(string dimension, string text)
    {
        var server = await extract.Get();
        foreach (var resource in s_withDates)
        {
            var answer = await server.Json($"/api/v1/{resource}?{dimension}={Uri.EscapeDataString(text)}");
            Assert.Null(answer.Total().Figure("written_premium"));
            Assert.Contains(answer.Notices(), n => n.StartsWith($"No {dimension} in the data is '{text}'", StringComparison.Ordinal));
        }
        Assert.Equal(ExtractServer.Rows.Count, (await server.Json("/api/v1/performance/details?limit=1")).Number("rowCount"));
    }

    [Theory]
    [InlineData("GET", "/api/v1/agencies/4", 404, "There is no agency 4.")]
    [InlineData("GET", "/api/v1/agencies/-1", 404, "There is no agency -1.")]
    [InlineData("GET", "/api/v1/agencies/x", 404, "There is nothing at this address; the API is described at /api.")]
    [InlineData("GET", "/api/v1/agencies/99999999999", 404, "There is nothing at this address; the API is described at /api.")]
    [InlineData("GET", "/api/v1/nothing", 404, "There is nothing at this address; the API is described at /api.")]
    [InlineData("GET", "/api/nothing", 404, "There is nothing at this address; the API is described at /api.")]
    [InlineData("GET", "/api/v1/performance/..%2F..%2F..%2Fetc%2Fpasswd", 404, "There is nothing at this address; the API is described at /api.")]
    [InlineData("POST", "/api/v1/performance/summary", 405, "Allowed here: GET.")]
    [InlineData("DELETE", "/api/v1/agencies/3", 405, "Allowed here: GET.")]
    public async Task What_is_not_there_is_said_in_the_same_shape_whatever_the_client_accepts(string method, string address, int status, string detail)
    {
        var server = await extract.Get();
        foreach (var accept in new[] { null, "application/json", "text/csv", "text/html" })
        {
            // A resource that answers in one format only does not ask what is accepted.
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (accept is not null)
                request.Headers.Accept.ParseAdd(accept);
            using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var problem = await TestServer.Problem(response, status);
            AssertShape(problem, hasErrors: false);
            Assert.Equal(detail, problem.Text("detail"));
        }
    }

    [Fact]
    public async Task Until_the_data_is_read_everybody_is_asked_to_try_again()
    {
        using var files = new TestDirectory();
        var database = Database.FromUrl($"sqlite:{files["claimbook.db"]}");
        var accounts = new CurrentAccounts(database);
        var user = accounts.Change(c => NewAccount.Insert(c, "a@example.test", Role.Viewer, null, null, mustChangePassword: false, TimeProvider.System.GetUtcNow()));
        var token = new ApiTokens(database, accounts, TimeProvider.System).Add(user, "test").Secret;
        // The accounts are there, but the star is never read.
        using (var connection = database.Connect())
            connection.Execute("DROP TABLE dim_state");
        await using var server = ClaimBookServer.Build(database, files.Root, new ServerSettings { Urls = "http://127.0.0.1:0" });
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        foreach (var address in s_resources.Select(r => $"/api/v1/{r}").Append("/health/ready"))
        {
            using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
            var problem = await TestServer.Problem(response, 503);
            AssertShape(problem, hasErrors: false);
            // The second once it was tried, and failed.
            Assert.Contains(problem.Text("detail"), (string[])["The data is being read. Try again in a moment.", "The database does not answer. Try again in a moment."]);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        }
        Assert.Equal("live", JsonDocument.Parse(await client.GetStringAsync("/health/live", TestContext.Current.CancellationToken)).RootElement.Text("status"));
        await server.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task While_accounts_cannot_be_read_who_has_a_token_is_asked_to_try_again_and_nobody_else_gets_in()
    {
        using var files = new TestDirectory();
        var database = Database.FromUrl($"sqlite:{files.Write("claimbook.db", "This is not a database.")}");
        await using var server = ClaimBookServer.Build(database, files.Root, new ServerSettings { Urls = "http://127.0.0.1:0" });
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        using var anonymous = await client.GetAsync("/api/v1/catalog", TestContext.Current.CancellationToken);
        await TestServer.Problem(anonymous, 401);

        client.DefaultRequestHeaders.Authorization = new("Bearer", ApiTokenSecret.New());
        using var response = await client.GetAsync("/api/v1/catalog", TestContext.Current.CancellationToken);

        Assert.Equal("The database does not answer. Try again in a moment.", (await TestServer.Problem(response, 503)).Text("detail"));
    }

    internal static void AssertShape(JsonElement problem, bool hasErrors)
    {
        Assert.Equal(hasErrors ? ["type", "title", "status", "detail", "errors", "traceId"] : ["type", "title", "status", "detail", "traceId"], problem.Names());
        Assert.StartsWith(
            problem.Number("status") switch
            {
                428 => "https://tools.ietf.org/html/rfc6585#section-3",
                429 => "https://tools.ietf.org/html/rfc6585#section-4",
                _ => "https://tools.ietf.org/html/rfc9110#section-15.",
            },
            problem.Text("type"), StringComparison.Ordinal);
        Assert.NotEmpty(problem.Text("title")!);
        Assert.NotEmpty(problem.Text("detail")!);
        Assert.NotEmpty(problem.Text("traceId")!);
        if (hasErrors)
            Assert.All(problem.GetProperty("errors").EnumerateArray(), e => Assert.Equal(["parameter", "message"], e.Names()));
    }

    static IEnumerable<TheoryDataRow<string, string, string, string>> Rows(IEnumerable<string> resources, string query, string parameter, string message) =>
        resources.Select(r => new TheoryDataRow<string, string, string, string>(r, query, parameter, message));

    [GeneratedRegex("\"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TraceId();
}
