using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ClaimBook.Tests.Faults;

/// <summary>The network between a node and its database: a port of this machine whose traffic goes to another one, as long as it goes.</summary>
sealed class Network : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly int _target;
    readonly ConcurrentBag<Socket> _sockets = [];
    volatile TaskCompletionSource _isWhole = new();

    /// <summary>Begins to forward.</summary>
    /// <param name="databaseUrl">The database whose server lies behind the network.</param>
    public Network(string databaseUrl)
    {
        var url = new Uri(databaseUrl);
        _target = url.Port;
        _isWhole.SetResult();
        _listener.Start();
        DatabaseUrl = databaseUrl.Replace($":{url.Port}/", $":{((IPEndPoint)_listener.LocalEndpoint).Port}/", StringComparison.Ordinal);
        _ = Accept();
    }

    /// <summary>The database as it is reached through the network.</summary>
    public string DatabaseUrl { get; }

    /// <summary>Nothing comes through any more, and nobody is told: as if a cable were pulled.</summary>
    public void Cut() => _isWhole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What has waited comes through, as senders repeat what was lost.</summary>
    public void Mend() => _isWhole.TrySetResult();

    /// <summary>Resets all connections, as a firewall does that has forgotten them.</summary>
    public void Reset()
    {
        foreach (var socket in _sockets)
        {
            if (socket.Connected)
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Dispose();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Mend();
        Reset();
    }

    async Task Accept()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync();
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _sockets.Add(near);
                _sockets.Add(far);
                await far.ConnectAsync(IPAddress.Loopback, _target);
                _ = Forward(near, far);
                _ = Forward(far, near);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task Forward(Socket from, Socket to)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            for (int count; (count = await from.ReceiveAsync(buffer)) > 0;)
            {
                await _isWhole.Task;
                await to.SendAsync(buffer.AsMemory(0, count));
            }
            await _isWhole.Task;
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
