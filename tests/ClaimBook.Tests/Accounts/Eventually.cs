using System.Diagnostics;

namespace ClaimBook.Tests.Accounts;

/// <summary>Waits for what must hold soon.</summary>
static class Eventually
{
    /// <summary>Waits until a condition holds; fails after 5 seconds.</summary>
    public static async Task Holds(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), "it does not hold after 5 s");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
