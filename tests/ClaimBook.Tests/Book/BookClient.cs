using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ClaimBook.Tests.Book;

/// <summary>Keeps a book over HTTP, as clients do.</summary>
static class BookClient
{
    public const string Policies = "/api/v1/policies", Claims = "/api/v1/claims";

    /// <summary>Noon of a day in UTC.</summary>
    public static DateTimeOffset Noon(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Sends a document or nothing, with the version that was seen or none.</summary>
    public static Task<HttpResponseMessage> Send(this HttpClient client, HttpMethod method, string address, object? body = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = body is string json ? new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) : JsonContent.Create(body);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Makes something, and answers it.</summary>
    public static async Task<JsonElement> Make(this HttpClient client, string address, object body)
    {
        using var response = await client.Send(HttpMethod.Post, address, body);
        return await Read(response, HttpStatusCode.Created);
    }

    /// <summary>Does something to what is at an address, having seen it as it is, and answers what became of it.</summary>
    public static async Task<JsonElement> Do(this HttpClient client, string address, string act, object? body = null)
    {
        using var response = await client.Send(HttpMethod.Post, $"{address}/{act}", body, await client.Version(address));
        return await Read(response, HttpStatusCode.OK);
    }

    /// <summary>Adds a transaction.</summary>
    public static Task<JsonElement> Transact(this HttpClient client, string claim, string type, decimal amount, string kind = "indemnity", string? date = null) =>
        client.Do(claim, "transactions", new { type, kind, amount, date });

    /// <summary>Tries what must be refused, and reads the problem.</summary>
    public static async Task<JsonElement> Refused(this HttpClient client, int status, HttpMethod method, string address, object? body = null, string? ifMatch = null)
    {
        using var response = await client.Send(method, address, body, ifMatch);
        var problem = await TestServer.Problem(response, status);
        ProblemShapeTests.AssertShape(problem, hasErrors: status == 400 && problem.TryGetProperty("errors", out _));
        return problem;
    }

    /// <summary>The version of what is at an address.</summary>
    public static async Task<string> Version(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        await Read(response, HttpStatusCode.OK);
        Assert.False(response.Headers.ETag!.IsWeak);
        return response.Headers.ETag.Tag;
    }

    /// <summary>The fields that a problem names.</summary>
    public static List<string?> Fields(this JsonElement problem) => [.. problem.GetProperty("errors").EnumerateArray().Select(e => e.Text("parameter"))];

    /// <summary>A policy of the year 2024.</summary>
    public static object Policy(string number, int agency = 3, string holder = "Ada Lovelace", decimal premium = 1200, string state = "OH") => new
    {
        number, holder, product = "HOMEOWNERS", productLine = "PL", agency, state, inception = "2024-01-01", expiry = "2025-01-01", premium,
    };

    /// <summary>A claim with a loss in March 2024.</summary>
    public static object Claim(string reference, string? policy, decimal? cost = null, string cause = "Fire") => new
    {
        reference, policy, lossDate = "2024-03-02", reportedDate = "2024-03-04", cause, description = "Kitchen", cost,
    };

    public static async Task<JsonElement> Read(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
