using ClaimBook.Engine;

namespace ClaimBook.Serving;

/// <summary>Reads the first star, and a new one soon after any load, whichever process made it.</summary>
sealed partial class LoadWatch(CurrentStar current, TimeProvider time, ILogger<LoadWatch> log) : BackgroundService
{
    static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        using var timer = new PeriodicTimer(s_interval, time);
        do
        {
            try
            {
                await Task.Run(current.Refresh, stoppingToken);
                failing = false;
            }
            catch (ClaimBookException e)
            {
                // Said once, not every second; what is shown stays as it was.
                if (!failing)
                    Failed(e.Message);
                failing = true;
            }
        }
        while (await timer.NextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "New loads cannot be seen: {Reason}")]
    partial void Failed(string reason);
}
