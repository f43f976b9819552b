using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClaimBook.Tests.S3;

/// <summary>Stands between a client and a server, and breaks connections.</summary>
sealed class BreakingProxy : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly ConcurrentQueue<string> _requests = new();
    readonly Uri _server;
    int _connections;

    public BreakingProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        _ = Accept();
    }

    /// <summary>After how many bytes of the answers the first connection breaks, the second, and so on; the others do not.</summary>
    public int[] BreaksAfter { get; init; } = [];

    /// <summary>What happens when a connection breaks, before the client hears of it.</summary>
    public Func<Task> OnBreak { get; init; } = () => Task.CompletedTask;

    /// <summary>The answer to whoever asks this, after which the connection is closed; null: the server answers.</summary>
    public Func<string, string?> Answer { get; init; } = _ => null;

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>What was asked, with headers.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public void Dispose() => _listener.Dispose();

    async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(), BreaksAfter.ElementAtOrDefault(_connections++));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task Serve(TcpClient client, int breaksAfter)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(_server.Host, _server.Port);
            var (near, far) = (client.GetStream(), server.GetStream());
            _ = Task.Run(() => Ask(near, far));
            var buffer = new byte[16 * 1024];
            int read;
            for (var left = breaksAfter > 0 ? breaksAfter : int.MaxValue; (read = await Read(far, buffer)) > 0;)
            {
                await near.WriteAsync(buffer.AsMemory(0, Math.Min(read, left)));
                left -= read;
                if (left <= 0)
                {
                    await OnBreak();
                    return;
                }
            }
        }
    }

    /// <summary>Passes requests on; they have no bodies, and one comes after the other.</summary>
    async Task Ask(NetworkStream near, NetworkStream far)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await Read(near, buffer)) > 0)
        {
            var request = Encoding.ASCII.GetString(buffer, 0, read);
            _requests.Enqueue(request);
            if (Answer(request) is not { } answer)
            {
                await far.WriteAsync(buffer.AsMemory(0, read));
                continue;
            }
            await near.WriteAsync(Encoding.ASCII.GetBytes(answer));
            near.Socket.Shutdown(SocketShutdown.Both);
            far.Close();
        }
    }

    static async Task<int> Read(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
