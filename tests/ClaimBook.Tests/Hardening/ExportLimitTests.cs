using System.Net;
using System.Net.Sockets;
using System.Text;
using ClaimBook.Commands;
using ClaimBook.Serving;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Hardening;

/// <summary>How much a user may ask for at once.</summary>
public sealed class ExportLimitTests : IDisposable
{
    const string Export = "/api/v1/performance/details?format=csv";

    readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Who_has_too_many_exports_under_way_is_asked_to_wait_and_summaries_are_answered_all_the_same()
    {
        SampleCommand.Write(_files["long.csv"], 100_000, seed: 1);
        await using var server = await TestServer.Start(new ServerSettings { ExportsAtOnce = 1 }, _files["long.csv"]);

        using var slow = await AskAndDoNotRead(server);
        // One is under way; of five others two wait for their turn.
        var asked = Enumerable.Range(0, 5).Select(_ => Ask(server)).ToList();
        await LoadClient.Until(() => asked.Count(a => a.IsCompleted) == 3);
        foreach (var refused in asked.Where(a => a.IsCompleted))
            Assert.Equal(HttpStatusCode.TooManyRequests, (await refused).StatusCode);
        var waiting = asked.Where(a => !a.IsCompleted).ToList();

        foreach (var address in new[] { Export, Export.Replace("csv", "xlsx", StringComparison.Ordinal), "/api/v1/performance/details", "/api/v1/agencies?format=csv" })
        {
            using var refused = await server.Client.GetAsync(address, TestContext.Current.CancellationToken);
            var problem = await TestServer.Problem(refused, 429);
            ProblemShapeTests.AssertShape(problem, hasErrors: false);
            Assert.Equal("At most 1 exports and uploads may be under way at once. Try again in a moment.", problem.Text("detail"));
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        }
        using (var refused = await server.Post("a file"u8.ToArray()))
            await TestServer.Problem(refused, 429);
        await server.Json("/api/v1/performance/summary?by=state");
        await server.Json("/api/v1/agencies");
        Assert.All(waiting, w => Assert.False(w.IsCompleted));

        slow.Close();
        foreach (var answer in waiting)
        {
            using var response = await answer;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    static async Task<HttpResponseMessage> Ask(TestServer server) => await server.Client.GetAsync(Export, TestContext.Current.CancellationToken);

    /// <summary>Asks for more than the buffers between server and client hold, and reads only the beginning.</summary>
    static async Task<TcpClient> AskAndDoNotRead(TestServer server)
    {
        var slow = new TcpClient { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        var credentials = string.Concat(server.Client.DefaultRequestHeaders.Select(h => $"{h.Key}: {string.Join(',', h.Value)}\r\n"));
        await slow.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {Export} HTTP/1.1\r\nHost: {server.Client.BaseAddress.Authority}\r\n{credentials}\r\n"), TestContext.Current.CancellationToken);
        var beginning = new byte[12];
        await slow.GetStream().ReadExactlyAsync(beginning, TestContext.Current.CancellationToken);
        Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(beginning));
        return slow;
    }
}
