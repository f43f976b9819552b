using System.Net;
using System.Net.Sockets;
using ClaimBook.Tests.Accounts;

namespace ClaimBook.Tests;

/// <summary><c>claimbook serve</c> and <c>claimbook</c> alone, as processes.</summary>
public sealed class ServeProcessTests : IDisposable
{
    const string AnyPort = "http://127.0.0.1:0";

    readonly TestDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_server_answers_and_ends_without_an_error_when_it_is_told_to()
    {
        var token = ServingProcess.NewToken(_data.Root);
        using var server = ServingProcess.Start("serve", "--data", _data.Root, "--urls", AnyPort);
        using var client = await server.Serves(token);
        Assert.Contains("\"loadId\":0}", await client.GetStringAsync("/api/v1/performance/summary", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        server.Terminate();
        var (exitCode, said) = await server.Ends();

        Assert.Equal(0, exitCode);
        Assert.Equal(
            $"""
            ClaimBook is at {client.BaseAddress!.ToString().TrimEnd('/')}; its HTTP API is described at {client.BaseAddress}api
            The data lies in {_data["claimbook.db"]}. Ctrl+C ends the server.
            """,
            said);
    }

    [Fact]
    public async Task A_request_that_is_running_when_the_server_is_told_to_end_is_finished()
    {
        const int Rows = 60_000;
        Assert.Equal(0, ClaimBookProcess.Run("sample", "--rows", $"{Rows}", "--out", _data["sample.csv"]).ExitCode);
        Assert.Equal(0, ClaimBookProcess.Run("load", _data["sample.csv"], "--json", "--data", _data.Root).ExitCode);
        var token = ServingProcess.NewToken(_data.Root);
        using var server = ServingProcess.Start("serve", "--data", _data.Root, "--urls", AnyPort);
        using var client = await server.Serves(token);
        using var response = await client.GetAsync(
            "/api/v1/performance/details?columns=all&format=csv", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        server.Terminate();
        while (await Answers(client))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(server.HasExited, "the server did not wait");
        var lines = 0;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
            lines++;

        Assert.Equal(Rows, lines);
        Assert.Equal(0, (await server.Ends()).ExitCode);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        using var server = ServingProcess.Start("serve", "--data", _data.Root, "--urls", address);
        Assert.Equal((1, $"claimbook: {address}: Failed to bind to address {address}: address already in use."), await server.Ends());
    }

    [Theory]
    // An address of no machine here: set aside for documentation (RFC 5737).
    [InlineData("http://192.0.2.1:5080", "claimbook: http://192.0.2.1:5080: ")]
    [InlineData("http://127.0.0.1:0/claimbook", "claimbook: The setting Urls is 'http://127.0.0.1:0/claimbook'; allowed: http://HOST:PORT, ")]
    [InlineData("http://localhost:0", "claimbook: The setting Urls is 'http://localhost:0'; allowed: http://HOST:PORT, ")]
    [InlineData("https://localhost:5443", "claimbook: The setting Urls is 'https://localhost:5443'; allowed: http://HOST:PORT, ")]
    [InlineData("localhost:5080", "claimbook: The setting Urls is 'localhost:5080'; allowed: http://HOST:PORT, ")]
    [InlineData("http://127.0.0.1:99999", "claimbook: The setting Urls is 'http://127.0.0.1:99999'; allowed: http://HOST:PORT, ")]
    [InlineData("", "claimbook: The setting Urls is ''; allowed: http://HOST:PORT, ")]
    public async Task An_address_that_cannot_be_listened_on_is_said_in_one_line(string address, string beginning)
    {
        using var server = ServingProcess.Start("serve", "--data", _data.Root, "--urls", address);
        var (exitCode, said) = await server.Ends();
        Assert.Equal(1, exitCode);
        Assert.StartsWith(beginning, said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public async Task Alone_on_an_empty_directory_it_makes_the_sample_once_and_serves_it()
    {
        string token;
        using (var first = ServingProcess.Start("--data", _data["data"], "--urls", AnyPort))
        {
            using var client = await first.Serves(seconds: 60);
            Assert.Contains(first.Said, line => line.StartsWith("There were no accounts. Sign in as admin with the password ", StringComparison.Ordinal));
            token = ServingProcess.NewToken(_data["data"]);
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            // The token was made by another process, which the server sees within a second.
            await Eventually.Holds(async () => (await client.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
            Assert.Contains("\"rowCount\":213328,", await client.GetStringAsync("/api/v1/performance/details?limit=1", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Contains("The database is empty: making a sample file of made-up business.", first.Said);
            Assert.Contains(first.Said, line => line.StartsWith("Made up a book: 5,000 policies, and 1,500 claims with ", StringComparison.Ordinal));
            var bordereau = await client.GetStringAsync($"/api/v1/reports/claims-bordereau?month={TimeProvider.System.GetUtcNow():yyyy-MM}", TestContext.Current.CancellationToken);
            Assert.Contains("\"status\":\"open\"", bordereau, StringComparison.Ordinal);
            first.Terminate();
            Assert.Equal(0, (await first.Ends()).ExitCode);
        }

        using var again = ServingProcess.Start("--data", _data["data"], "--urls", AnyPort);
        using var sameData = await again.Serves(token);
        Assert.Contains("\"loadId\":1}", await sameData.GetStringAsync("/api/v1/performance/summary", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(again.Said, line => line.Contains("sample", StringComparison.Ordinal) || line.Contains("book:", StringComparison.Ordinal) || line.Contains("password", StringComparison.Ordinal));
    }

    static async Task<bool> Answers(HttpClient client)
    {
        try
        {
            // On a connection of its own: those that are open may still be served.
            using var other = new HttpClient { BaseAddress = client.BaseAddress };
            using var response = await other.GetAsync("/health/live", TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
