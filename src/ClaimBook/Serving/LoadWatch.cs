using ClaimBook.Engine.Book;

namespace ClaimBook.Serving;

/// <summary>Reads the first star, and a new one soon after any load, whichever process made it; then the book, so that nobody who asks has to wait for it.</summary>
sealed partial class LoadWatch(CurrentStar current, Ledger ledger, TimeProvider time, ILogger<LoadWatch> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Watching.EverySecond(
        () => Task.Run(
            () =>
            {
                current.Refresh();
                ledger.Now();
            },
            stoppingToken),
        Failed, time, stoppingToken);

    [LoggerMessage(LogLevel.Error, "What is new in the database cannot be seen: {Reason}")]
    partial void Failed(string reason);
}
