using System.Net.Sockets;
using System.Text;

namespace ClaimBook.Tests;

public sealed class SlowReaderTests(ExtractServer extract)
{
    [Fact]
    public async Task A_client_that_does_not_read_its_answer_holds_up_nobody_who_asks_the_same()
    {
        var server = await extract.Get();
        // More than the buffers between server and client hold.
        var measures = string.Join(',', RawMeasures.OfPerformance.Keys);
        var question = $"/api/v1/performance/summary?by=agency,product,state,year&compare=prior_year&measures={measures}";
        using var slow = new TcpClient { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {question} HTTP/1.1\r\nHost: {server.Client.BaseAddress.Authority}\r\nAuthorization: {server.Client.DefaultRequestHeaders.Authorization}\r\n\r\n"), TestContext.Current.CancellationToken);
        await slow.GetStream().ReadExactlyAsync(new byte[100], TestContext.Current.CancellationToken);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var answer = await server.Client.GetByteArrayAsync(question, patience.Token);

        Assert.True(answer.Length > 3_000_000, $"{answer.Length}");
    }
}
