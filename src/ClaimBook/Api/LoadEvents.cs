using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;

namespace ClaimBook.Api;

/// <summary>A load as server-sent events: <c>progress</c> while it is on its way, then one last event named after its end.</summary>
static class LoadEvents
{
    static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(200), s_longestPause = TimeSpan.FromSeconds(10);

    /// <summary>Follows a load to its end. When the server stops every load ends, and with it this.</summary>
    public static IAsyncEnumerable<SseItem<LoadDocument>> Follow(LoadJob job, RowScope scope, TimeProvider time, CancellationToken cancellation = default) =>
        Follow(() => (job.Changed, LoadDocument.Of(job, scope)), time, cancellation);

    /// <summary>Follows a load of another node to its end.</summary>
    public static IAsyncEnumerable<SseItem<LoadDocument>> Follow(
        LoadDocument load, SharedLoads shared, RowScope scope, TimeProvider time, CancellationToken cancellation = default) =>
        Follow(() => (Task.Delay(s_shortestPause, time, cancellation), (load = shared.Find(load.Id) ?? load).For(scope)), time, cancellation);

    static async IAsyncEnumerable<SseItem<LoadDocument>> Follow(
        Func<(Task Changed, LoadDocument Load)> look, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var (changed, load) = look();
            if (load.FinishedAt is not null)
            {
                yield return Last(load);
                yield break;
            }
            yield return new SseItem<LoadDocument>(load, "progress");
            await Task.WhenAny(changed, Task.Delay(s_longestPause, time, cancellation));
            await Task.Delay(s_shortestPause, time, cancellation);
        }
    }

    /// <summary>The event that says how a load ended.</summary>
    public static SseItem<LoadDocument> Last(LoadDocument load) => new(load, load.Status.Name());
}
