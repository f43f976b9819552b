namespace ClaimBook.Serving;

/// <summary>Waiting for the next tick of a service that does something again and again.</summary>
static class Ticks
{
    /// <summary>Waits for the next tick; false when the server ends, which is no failure: a start that failed would be told as one of the service.</summary>
    public static async Task<bool> NextTickAsync(this PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
