using System.CommandLine;
using ClaimBook.Engine;

namespace ClaimBook.Commands;

/// <summary><c>claimbook health</c>: for a container, in which nothing else could ask.</summary>
static class HealthCommand
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("health", "Ask the server on this machine, at the first of its addresses, whether it is ready; for a container's health check.") { ServeCommand.Urls };
        command.Does(Ask);
        return command;
    }

    static async Task<int> Ask(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = ServeCommand.Settings(parsed);
        using var client = new HttpClient { Timeout = s_patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Local(settings.Urls.Split(';')[0]), "/health/ready"));
        request.Headers.Host = settings.Hosts.Count > 0 ? settings.Hosts[0] : null;
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode)
                throw new ClaimBookException($"{request.RequestUri}: answers {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            throw new ClaimBookException($"{request.RequestUri}: does not answer.", e);
        }
        Console.Out.WriteLine($"{request.RequestUri}: is ready.");
        return CommandLine.Done;
    }

    /// <summary>An address to ask, of one to listen on that may mean all of the machine's.</summary>
    static Uri Local(string url)
    {
        var address = new UriBuilder(url.Replace("*", "0.0.0.0", StringComparison.Ordinal));
        address.Host = address.Host switch { "0.0.0.0" => "127.0.0.1", "[::]" => "[::1]", var host => host };
        return address.Uri;
    }
}
