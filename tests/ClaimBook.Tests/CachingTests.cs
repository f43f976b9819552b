using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Tests;

/// <summary>What caches and browsers are told, and that nobody sees old figures for it.</summary>
public sealed class CachingTests : IDisposable
{
    const string Summary = "/api/v1/performance/summary?by=state&measures=written_premium";

    readonly TestDirectory _files = new();

    public static TheoryData<string> Answers =>
    [
        Summary, "/api/v1/performance/details", "/api/v1/quotes/summary", "/api/v1/catalog", "/api/v1/agencies", "/api/v1/agencies/7",
    ];

    public void Dispose() => _files.Dispose();

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_repeated_question_about_unchanged_data_is_answered_304_without_a_body(string address)
    {
        await using var server = await TestServer.Start(Ohio(100));

        // The second time it may come from the memory of answers, and must not differ.
        for (var time = 0; time < 2; time++)
        {
            using var first = await Ask(server, address);
            using var again = await Ask(server, address, first.Headers.ETag);

            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.StartsWith("\"1-", first.Headers.ETag?.Tag, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            foreach (var response in new[] { first, again })
            {
                Assert.Equal(first.Headers.ETag, response.Headers.ETag);
                Assert.Equal(["Accept", "Authorization", "Cookie"], response.Headers.Vary);
                Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true, Public: false, MaxAge: null });
            }
        }
    }

    [Fact]
    public async Task Another_question_or_format_is_another_answer()
    {
        await using var server = await TestServer.Start(Ohio(100));
        using var first = await Ask(server, Summary);

        foreach (var other in new[] { $"{Summary}&format=csv", $"{Summary}&state=OH", "/api/v1/performance/summary", "/api/v1/catalog", "/api/v1/agencies/7" })
        {
            using var response = await Ask(server, other, first.Headers.ETag);
            Assert.Equal((other, HttpStatusCode.OK), (other, response.StatusCode));
            Assert.NotEqual(first.Headers.ETag, response.Headers.ETag);
        }
        using var csv = await Ask(server, Summary, first.Headers.ETag, accept: "text/csv");
        Assert.Equal((HttpStatusCode.OK, "text/csv"), (csv.StatusCode, csv.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_new_load_changes_the_tag_and_the_answer_within_five_seconds()
    {
        await using var server = await TestServer.Start(Ohio(100));
        using var before = await Ask(server, Summary);
        Assert.Equal([("OH", 100m)], await States(before));

        new Loader(server.Database).Load(_files.Write("more.csv", PerformanceCsv.File(
            PerformanceCsv.Line("STATE_ABBR=OH", "WRTN_PREM_AMT=250.25"), PerformanceCsv.Line("STATE_ABBR=PA", "WRTN_PREM_AMT=-1.5"))), new LoadOptions());
        var clock = Stopwatch.StartNew();
        HttpStatusCode status;
        do
        {
            using var asked = await Ask(server, Summary, before.Headers.ETag);
            status = asked.StatusCode;
            if (status == HttpStatusCode.OK)
            {
                Assert.StartsWith("\"2-", asked.Headers.ETag?.Tag, StringComparison.Ordinal);
                Assert.Equal([("OH", 250.25m), ("PA", -1.5m)], await States(asked));
            }
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), "the load is not seen");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        while (status == HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Another_server_on_the_same_database_gives_the_same_tag()
    {
        await using var one = await TestServer.Start(Ohio(100));
        await using var other = await TestServer.StartOn($"sqlite:{one.Database.Location}");
        using var first = await Ask(one, Summary);
        using var second = await Ask(other, Summary, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_same_load_number_of_other_data_is_another_answer()
    {
        await using var one = await TestServer.Start(Ohio(100));
        await using var other = await TestServer.Start(Ohio(101));
        using var first = await Ask(one, Summary);
        using var second = await Ask(other, Summary, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task A_parameter_in_other_letters_is_wrong_whether_or_not_the_answer_is_in_memory()
    {
        await using var server = await TestServer.Start(Ohio(100));
        await server.Problem("/api/v1/performance/summary?BY=state", 400);
        await server.Json("/api/v1/performance/summary?by=state");
        await server.Problem("/api/v1/performance/summary?BY=state", 400);
    }

    [Fact]
    public async Task What_is_wrong_has_no_tag_and_is_not_kept()
    {
        await using var server = await TestServer.Start(Ohio(100));
        foreach (var wrong in new[] { "/api/v1/agencies/8", "/api/v1/performance/details?columns=x", "/api/v1/performance/summary?by=x" })
        {
            for (var time = 0; time < 2; time++)
            {
                using var response = await Ask(server, wrong);
                Assert.Null(response.Headers.ETag);
                Assert.Null(response.Headers.Age);
                await TestServer.Problem(response, wrong.EndsWith('8') ? 404 : 400);
            }
        }
    }

    [Fact]
    public async Task A_malformed_condition_is_no_condition()
    {
        await using var server = await TestServer.Start(Ohio(100));
        foreach (var condition in new[] { "abc", "\"", "W/", ",,,", "\"1-x\", W/\"2\"" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Summary);
            request.Headers.TryAddWithoutValidation("If-None-Match", condition);
            using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal((condition, HttpStatusCode.OK), (condition, response.StatusCode));
        }
    }

    /// <summary>A file with one row of Ohio.</summary>
    string Ohio(int written) => _files.Write($"{written}.csv", PerformanceCsv.File(PerformanceCsv.Line("STATE_ABBR=OH", $"WRTN_PREM_AMT={written}")));

    static async Task<HttpResponseMessage> Ask(TestServer server, string address, EntityTagHeaderValue? known = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    static async Task<List<(string?, decimal?)>> States(HttpResponseMessage response) =>
    [
        .. JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.Rows()
            .Select(r => (r.Text("state"), r.Figure("written_premium"))),
    ];
}
