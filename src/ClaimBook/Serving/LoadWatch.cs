namespace ClaimBook.Serving;

/// <summary>Reads the first star, and a new one soon after any load, whichever process made it.</summary>
sealed partial class LoadWatch(CurrentStar current, Watching watching, ILogger<LoadWatch> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        watching.Look(() => Task.Run(current.Refresh, stoppingToken), Failed, stoppingToken);

    [LoggerMessage(LogLevel.Error, "New loads cannot be seen: {Reason}")]
    partial void Failed(string reason);
}
