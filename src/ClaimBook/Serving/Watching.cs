using ClaimBook.Engine;

namespace ClaimBook.Serving;

/// <summary>The loop of services that look again every second.</summary>
static class Watching
{
    static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>Looks at once and then every second until the server ends. What was seen before stays when looking fails.</summary>
    /// <param name="look">Looks.</param>
    /// <param name="failed">Told once why looking fails, not every second.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends it.</param>
    public static async Task EverySecond(Func<Task> look, Action<string> failed, TimeProvider time, CancellationToken stopping)
    {
        var failing = false;
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            do
            {
                try
                {
                    await look();
                    failing = false;
                }
                catch (ClaimBookException e)
                {
                    if (!failing)
                        failed(e.Message);
                    failing = true;
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server ends. Where its start failed the host would take this for a failure of the service.
        }
    }
}
