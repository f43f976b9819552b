using ClaimBook.Tests.Accounts;

namespace ClaimBook.Tests.Deploy;

public sealed class HealthCommandTests : IDisposable
{
    readonly TestDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task It_asks_a_server_on_all_addresses_that_answers_to_one_name_alone()
    {
        _data.Write("settings.json", """{"Hosts": "claims.example.com"}""");
        using var server = ServingProcess.Start("serve", "--data", _data.Root, "--urls", "http://0.0.0.0:0");
        await Eventually.Holds(() => Task.FromResult(server.Said.Any(line => line.StartsWith("ClaimBook is at ", StringComparison.Ordinal))));
        var port = new Uri(server.Said.First(line => line.StartsWith("ClaimBook is at ", StringComparison.Ordinal))["ClaimBook is at ".Length..].Split(';')[0]).Port;

        await Eventually.Holds(() => Task.FromResult(Ask(port) == (0, $"http://127.0.0.1:{port}/health/ready: is ready.\n", "")));
        server.Terminate();
        await server.Ends();
        Assert.Equal((1, "", $"claimbook: http://127.0.0.1:{port}/health/ready: does not answer.\n"), Ask(port));
    }

    (int ExitCode, string Output, string Error) Ask(int port) => ClaimBookProcess.Run("health", "--data", _data.Root, "--urls", $"http://0.0.0.0:{port}");
}
