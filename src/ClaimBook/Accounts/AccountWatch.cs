using ClaimBook.Engine;
using ClaimBook.Serving;

namespace ClaimBook.Accounts;

/// <summary>Sees changes of accounts that other nodes make, and writes down when tokens and sessions were used.</summary>
sealed partial class AccountWatch(CurrentAccounts current, LastUses uses, TimeProvider time, ILogger<AccountWatch> log) : BackgroundService
{
    static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        var writing = Task.CompletedTask;
        using var timer = new PeriodicTimer(s_interval, time);
        do
        {
            try
            {
                await Task.Run(current.Refresh, stoppingToken);
                // A write may have to wait for a load; what others change must be seen meanwhile.
                if (writing.IsCompleted)
                {
                    (var written, writing) = (writing, Task.Run(uses.Write, CancellationToken.None));
                    await written;
                }
                failing = false;
            }
            catch (ClaimBookException e)
            {
                // Said once, not every second; what is known stays as it was.
                if (!failing)
                    Failed(e.Message);
                failing = true;
            }
        }
        while (await timer.NextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Changes of accounts cannot be seen: {Reason}")]
    partial void Failed(string reason);
}
