using System.Net;
using System.Text;
using System.Text.Json;
using ClaimBook.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Accounts;

/// <summary>Who may do what: every route asked by everybody, compared with a table. A route that is not in the table fails the test, so whoever adds
/// one decides whom it is for.</summary>
public sealed class RouteMatrixTests
{
    /// <summary>The agency of the limited users; examples of agencies name it.</summary>
    const int Agency = 3;

    /// <summary>Who asks, in the order of the table.</summary>
    static readonly string[] s_users = ["anonymous", "viewer", "editor", "admin", "limited viewer", "limited editor", "limited admin"];

    // For each user 401, 403, or - for neither: the answer may still be that there is no such thing or that something is missing in the request.
    const string Anybody = "- - - - - - -", Users = "401 - - - - - -", Loaders = "401 403 - - 403 403 403", Admins = "401 403 403 - 403 403 403",
        Editors = "401 403 - - 403 - -";

    static readonly Dictionary<string, string> s_table = new()
    {
        ["GET /health/live"] = Anybody,
        ["GET /health/ready"] = Anybody,
        ["GET /api/v1/performance/summary"] = Users,
        ["GET /api/v1/performance/details"] = Users,
        ["GET /api/v1/quotes/summary"] = Users,
        ["GET /api/v1/catalog"] = Users,
        ["GET /api/v1/agencies"] = Users,
        ["GET /api/v1/agencies/{id}"] = Users,
        ["GET /api/v1/reports/premium"] = Users,
        ["GET /api/v1/reports/loss-run"] = Users,
        ["GET /api/v1/reports/claims-bordereau"] = Users,
        ["GET /api/v1/policies"] = Users,
        ["POST /api/v1/policies"] = Editors,
        ["GET /api/v1/policies/export"] = Users,
        ["GET /api/v1/policies/{number}"] = Users,
        ["PUT /api/v1/policies/{number}"] = Editors,
        ["GET /api/v1/policies/{number}/claims"] = Users,
        ["GET /api/v1/policies/{number}/history"] = Users,
        ["POST /api/v1/policies/{number}/accept"] = Editors,
        ["POST /api/v1/policies/{number}/cancel"] = Editors,
        ["POST /api/v1/policies/{number}/renew"] = Editors,
        ["GET /api/v1/claims"] = Users,
        ["POST /api/v1/claims"] = Editors,
        ["GET /api/v1/claims/export"] = Users,
        ["POST /api/v1/claims/random"] = Editors,
        ["GET /generate_random_claim"] = Editors,
        ["GET /api/v1/claims/{reference}"] = Users,
        ["PUT /api/v1/claims/{reference}"] = Editors,
        ["POST /api/v1/claims/{reference}/open"] = Editors,
        ["POST /api/v1/claims/{reference}/close"] = Editors,
        ["POST /api/v1/claims/{reference}/reopen"] = Editors,
        ["POST /api/v1/claims/{reference}/deny"] = Editors,
        ["GET /api/v1/claims/{reference}/transactions"] = Users,
        ["GET /api/v1/claims/{reference}/history"] = Users,
        ["POST /api/v1/claims/{reference}/transactions"] = Editors,
        ["GET /api/v1/claims/summary"] = Users,
        ["GET /api/v1/policies/summary"] = Users,
        ["GET /api/v1/loads"] = Users,
        ["POST /api/v1/loads"] = Loaders,
        ["GET /api/v1/loads/{id}"] = Users,
        ["GET /api/v1/loads/{id}/events"] = Users,
        ["POST /api/v1/loads/{id}/cancel"] = Loaders,
        ["GET /api/v1/loads/{id}/rejects"] = Users,
        ["GET /api/v1/loads/{id}/lines/{line}"] = Users,
        // The example has no password that would be right.
        ["POST /api/v1/session"] = "401 401 401 401 401 401 401",
        ["GET /api/v1/session"] = Anybody,
        ["GET /api/v1/session/oidc"] = Anybody,
        ["GET /api/v1/session/oidc/end"] = Anybody,
        ["DELETE /api/v1/session"] = Users,
        ["GET /api/v1/me"] = Users,
        // Everybody here has a token; a password is changed by whoever has signed in with it.
        ["PUT /api/v1/me/password"] = "401 403 403 403 403 403 403",
        ["DELETE /api/v1/me/sessions"] = Users,
        ["GET /api/v1/users"] = Admins,
        ["POST /api/v1/users"] = Admins,
        ["GET /api/v1/users/{id}"] = Admins,
        ["PUT /api/v1/users/{id}"] = Admins,
        ["POST /api/v1/users/{id}/password"] = Admins,
        ["DELETE /api/v1/users/{id}"] = Admins,
        ["GET /api/v1/tokens"] = Users,
        ["POST /api/v1/tokens"] = Users,
        ["DELETE /api/v1/tokens/{id}"] = Users,
        ["GET /api/v1/audit"] = Admins,
        ["POST /api/v1/claims/import"] = Editors,
        ["POST /api/v1/policies/import"] = Editors,
    };

    /// <summary>Routes that nobody need sign in for; the description and the page that shows it hold no data.</summary>
    static readonly string[] s_anonymous = ["/health/live", "/health/ready", "/api/v1/session", "/api/v1/session/oidc", "/api/v1/session/oidc/end", "/api/page.js", "/openapi/{documentName}.json"];

    [Fact]
    public async Task Every_route_answers_everybody_as_the_table_says()
    {
        using var files = new TestDirectory();
        await using var server = await TestServer.Start(files.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line($"AGENCY_ID={Agency}"))));
        var document = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "reference", "openapi.json"), TestContext.Current.CancellationToken));
        var operations = OpenApiTests.Operations(document).ToDictionary(o => o.What, o => o.Operation);
        Assert.Equal(operations.Keys.Order(StringComparer.Ordinal), s_table.Keys.Order(StringComparer.Ordinal));

        List<string> wrong = [];
        foreach (var (route, expected) in s_table)
        {
            var answers = new List<string>();
            foreach (var user in s_users)
            {
                using var client = Client(server, user);
                using var request = Request(route, operations[route]);
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                Assert.True((int)response.StatusCode < 500, $"{user} {route}: {(int)response.StatusCode}");
                answers.Add(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? $"{(int)response.StatusCode}" : "-");
                if (answers[^1] != "-")
                    await TestServer.Problem(response, (int)response.StatusCode);
            }
            if (string.Join(' ', answers) is var found && found != expected)
                wrong.Add($"{route}: {found} instead of {expected}");
        }
        Assert.True(wrong.Count == 0, $"{string.Join(", ", s_users)}\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public async Task Every_address_without_credentials_is_401_but_for_health_sign_in_and_the_description()
    {
        await using var server = await TestServer.Start();
        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count >= s_table.Count, $"only {endpoints.Count} endpoints");

        Assert.Equal(
            s_anonymous.Order(StringComparer.Ordinal),
            endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(Pattern).Distinct().Order(StringComparer.Ordinal));
        foreach (var endpoint in endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Parse(method), Pattern(endpoint).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
                    .Replace(":int", "", StringComparison.Ordinal).Replace("/id", "/1", StringComparison.Ordinal));
                using var response = await server.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {Pattern(endpoint)}: {(int)response.StatusCode}");
            }
        }

        static string Pattern(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
    }

    static HttpClient Client(TestServer server, string user) => user switch
    {
        "anonymous" => server.NewClient(),
        _ when user.StartsWith("limited ", StringComparison.Ordinal) => server.ClientOf(Roles.Find(user["limited ".Length..])!.Value, Agency),
        _ => server.ClientOf(Roles.Find(user)!.Value),
    };

    /// <summary>The request that the description gives as an example, without a query: what is missing in it is complained about after the question
    /// whether it is allowed.</summary>
    static HttpRequestMessage Request(string route, JsonElement operation)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        foreach (var parameter in OpenApiTests.Property(operation, "parameters").Where(p => p.Text("in") == "path"))
            path = path.Replace($"{{{parameter.Text("name")}}}", parameter.GetProperty("example").ToString(), StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (operation.TryGetProperty("requestBody", out var body))
        {
            request.Content = body.GetProperty("content").EnumerateObject().First().Name switch
            {
                "multipart/form-data" => new MultipartFormDataContent { { new StringContent("x"), "file", "x.csv" } },
                var type => new StringContent("{}", Encoding.UTF8, type),
            };
        }
        return request;
    }
}
