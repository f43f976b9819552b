using ClaimBook.Engine;
using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>What watches the database for what other processes change: told by it where it can tell, and looking every second in any case.</summary>
sealed class Watching(Database database, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    TaskCompletionSource _change = NewChange();

    /// <summary>Looks at once, after every change that the database tells of, and every second until the server ends. What was seen before stays when
    /// looking fails.</summary>
    /// <param name="look">Looks.</param>
    /// <param name="failed">Told once why looking fails, not every second.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task Look(Func<Task> look, Action<string> failed, CancellationToken stopping)
    {
        var failing = false;
        try
        {
            while (true)
            {
                var change = Volatile.Read(ref _change).Task;
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
                await change.WaitAsync(s_interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server ends. Where its start failed the host would take this for a failure of the service.
        }
    }

    /// <summary>Listens, and begins anew a second after the connection broke. Why it broke is said by those who look.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await database.Listen(() => Interlocked.Exchange(ref _change, NewChange()).SetResult(), stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(s_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
