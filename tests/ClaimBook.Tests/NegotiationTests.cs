using System.Net.Http.Headers;

namespace ClaimBook.Tests;

/// <summary>Which format an answer has.</summary>
public sealed class NegotiationTests(ExtractServer extract)
{
    const string Summary = "/api/v1/performance/summary?by=state";

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("APPLICATION/JSON", "application/json")]
    [InlineData("application/json; charset=utf-8", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/*", "text/csv")]
    [InlineData("text/csv;charset=utf-8;header=present", "text/csv")]
    [InlineData("text/csv, application/json", "text/csv")]
    [InlineData("application/json, text/csv", "application/json")]
    [InlineData("text/csv;q=0.4, application/json;q=0.5", "application/json")]
    [InlineData("text/csv;q=0.5, application/json;q=0.4", "text/csv")]
    [InlineData("text/csv;q=0.5, */*;q=0.1", "text/csv")]
    [InlineData("application/json;q=0, */*", "text/csv")]
    [InlineData("application/json;q=0.1, */*;q=0.8", "text/csv")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json")]
    public async Task The_header_accept_chooses_the_format(string? accept, string expected)
    {
        var server = await extract.Get();
        using var response = await Ask(server, Summary, accept);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html")]
    [InlineData("application/json;q=0, text/csv;q=0")]
    [InlineData("*/*;q=0")]
    public async Task A_header_that_admits_no_format_is_refused_and_told_which_there_are(string accept)
    {
        var server = await extract.Get();
        using var response = await Ask(server, Summary, accept);
        var problem = await TestServer.Problem(response, 406);
        Assert.StartsWith("Accept: admits none of application/json, text/csv", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("Accept", Assert.Single(problem.GetProperty("errors").EnumerateArray()).Text("parameter"));
    }

    [Theory]
    [InlineData(";;;")]
    [InlineData(",,,")]
    [InlineData("text")]
    [InlineData("/")]
    [InlineData("text/csv;q=x")]
    [InlineData("text/csv;q=9999999999999999999999")]
    [InlineData("text/csv;q=-1")]
    [InlineData("\"")]
    [InlineData("text/csv;a=\"")]
    public async Task A_malformed_header_is_no_failure_of_the_server(string accept)
    {
        var server = await extract.Get();
        using var response = await Ask(server, Summary, accept);
        Assert.InRange((int)response.StatusCode, 200, 499);
    }

    [Fact]
    public async Task The_parameter_format_comes_before_the_header()
    {
        var server = await extract.Get();
        using var csv = await Ask(server, $"{Summary}&format=csv", "application/json");
        using var json = await Ask(server, $"{Summary}&format=json", "image/png");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal("application/json", json.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("format=yaml", "'yaml'")]
    [InlineData("format=CSV", "'CSV'")]
    [InlineData("format=", "''")]
    [InlineData("format=csv&format=json", "'csv,json'")]
    public async Task An_unknown_format_is_refused_and_the_known_ones_are_named(string parameters, string named)
    {
        var server = await extract.Get();
        foreach (var address in new[] { $"{Summary}&{parameters}", $"/api/v1/performance/details?{parameters}", $"/api/v1/agencies?{parameters}" })
        {
            var problem = await server.Problem(address, 400);
            var error = Assert.Single(problem.GetProperty("errors").EnumerateArray());
            Assert.Equal("format", error.Text("parameter"));
            Assert.StartsWith($"{named} is unknown; allowed: json, csv", error.Text("message"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("performance/summary?by=agency", "performance-summary")]
    [InlineData("performance/summary?by=agency&limit=5&offset=3", "performance-summary")]
    [InlineData("performance/details?limit=5", "performance-details")]
    [InlineData("quotes/summary?by=platform", "quotes-summary")]
    [InlineData("agencies?agency=3,16", "agencies")]
    public async Task Every_table_says_its_row_count_and_a_file_has_a_name(string question, string name)
    {
        var server = await extract.Get();
        var count = (await server.Json($"/api/v1/{question}")).Number("rowCount");

        using var json = await Ask(server, $"/api/v1/{question}", null);
        using var csv = await Ask(server, $"/api/v1/{question}", "text/csv");

        Assert.Equal([$"{count}"], json.Headers.GetValues("Row-Count"));
        Assert.Equal([$"{count}"], csv.Headers.GetValues("Row-Count"));
        Assert.Null(json.Content.Headers.ContentDisposition);
        Assert.Equal(ContentDispositionHeaderValue.Parse($"attachment; filename=\"{name}.csv\""), csv.Content.Headers.ContentDisposition);
        Assert.Equal("utf-8", csv.Content.Headers.ContentType?.CharSet);
    }

    static Task<HttpResponseMessage> Ask(TestServer server, string address, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
