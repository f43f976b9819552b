using ClaimBook.Serving;

namespace ClaimBook.Accounts;

/// <summary>Sees changes of accounts that other nodes make, and writes down when tokens and sessions were used.</summary>
sealed partial class AccountWatch(CurrentAccounts current, LastUses uses, Watching watching, ILogger<AccountWatch> log) : BackgroundService
{
    Task _writing = Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        watching.Look(() => Look(stoppingToken), Failed, stoppingToken);

    /// <summary>Ends; what is being written comes to its end first, so that nobody touches the database any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task Look(CancellationToken stopping)
    {
        await Task.Run(current.Refresh, stopping);
        // A write may have to wait for a load; what others change must be seen meanwhile.
        if (_writing.IsCompleted)
        {
            (var written, _writing) = (_writing, Task.Run(uses.Write, CancellationToken.None));
            await written;
        }
    }

    [LoggerMessage(LogLevel.Error, "Changes of accounts cannot be seen: {Reason}")]
    partial void Failed(string reason);
}
