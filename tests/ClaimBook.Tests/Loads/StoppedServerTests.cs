using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ClaimBook.Tests.Loads;

/// <summary>A server that is told to stop in the middle of a load.</summary>
public sealed class StoppedServerTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_server_that_is_stopped_rolls_back_the_running_load_ends_its_events_and_goes_without_an_error()
    {
        ClaimBookProcess.Output("sample", "--rows", "300000", "--out", _directory["long.csv"]);
        var before = _directory.Write("before.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=100")));
        ClaimBookProcess.Output("load", before, "--json", "--data", _directory["data"]);
        ClaimBookProcess.Output("user", "add", "editor@example.test", "--role", "editor", "--data", _directory["data"]);
        var token = ClaimBookProcess.Output("token", "add", "--user", "editor@example.test", "--name", "test", "--data", _directory["data"]).Trim();
        var content = ClaimBookProcess.Output("export", "original", "--data", _directory["data"]);
        var address = $"http://127.0.0.1:{FreePort()}";
        using var server = ClaimBookProcess.Start("serve", "--urls", address, "--data", _directory["data"]);
        var log = server.StandardError.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        await LoadClient.Until(() => IsReady(client));

        var running = await Upload(client);
        var waiting = await Upload(client);
        using var events = new StreamReader(await client.GetStreamAsync(running + "/events"));
        while (await events.ReadLineAsync() is { } line && !line.Contains("\"rows\":", StringComparison.Ordinal))
        {
        }
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]))
            await kill.WaitForExitAsync();
        var rest = await events.ReadToEndAsync();
        await server.WaitForExitAsync();

        Assert.True(server.ExitCode == 0, await log);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Contains("event: cancelled\n", rest, StringComparison.Ordinal);
        Assert.NotEqual(running, waiting);
        Assert.Equal(content, ClaimBookProcess.Output("export", "original", "--data", _directory["data"]));
        ClaimBookProcess.Output("check", "--data", _directory["data"]);
        Assert.Empty(Directory.GetFiles(_directory["data/uploads"]));
        Assert.Equal([File.ReadAllText(before)], Directory.GetFiles(_directory["data/files"]).Select(File.ReadAllText));
    }

    async Task<Uri> Upload(HttpClient client)
    {
        await using var file = File.OpenRead(_directory["long.csv"]);
        using var form = new MultipartFormDataContent { { new StreamContent(file), "file", "long.csv" } };
        using var response = await client.PostAsync(LoadClient.Loads, form);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!;
    }

    static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
