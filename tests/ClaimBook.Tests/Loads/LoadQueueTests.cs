using ClaimBook.Accounts;
using ClaimBook.Api;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Loads;

public sealed class LoadQueueTests
{
    [Fact]
    public async Task Loads_that_have_ended_are_forgotten_after_a_day_and_others_are_not()
    {
        await using var server = await TestServer.Start();
        var time = new ShiftedTime();
        using var queue = ActivatorUtilities.CreateInstance<LoadQueue>(server.Services, time);
        var (ended, waiting) = (queue.Add(NewJob()), queue.Add(NewJob()));
        Assert.True(queue.TryCancel(ended));

        time.Ahead = TimeSpan.FromHours(23.9);
        Assert.Equal([ended, waiting], queue.Jobs);
        time.Ahead = TimeSpan.FromHours(24.1);
        Assert.Equal([waiting], queue.Jobs);
        Assert.Null(queue.Find(ended.Id));
    }

    [Fact]
    public async Task Of_more_than_a_thousand_loads_the_oldest_that_have_ended_are_forgotten()
    {
        await using var server = await TestServer.Start();
        using var queue = ActivatorUtilities.CreateInstance<LoadQueue>(server.Services, TimeProvider.System);
        var jobs = Enumerable.Range(0, 1005).Select(_ => queue.Add(NewJob())).ToList();
        foreach (var job in jobs.Skip(1))
            queue.TryCancel(job);

        Assert.Equal([jobs[0], .. jobs.Skip(6)], queue.Jobs);
    }

    [Fact]
    public async Task A_load_that_does_not_get_on_gives_a_sign_of_life_every_ten_seconds()
    {
        var time = new HastyTime();
        var job = NewJob();

        var events = await LoadEvents.Follow(job, RowScope.All, time).Take(3).ToListAsync();

        Assert.All(events, e => Assert.Equal(("progress", LoadStatus.Waiting), (e.EventType, e.Data.Status)));
        Assert.Equal([10, 0.2, 10, 0.2], time.Pauses.Select(p => p.TotalSeconds));
    }

    static LoadJob NewJob() => new("book.csv", new LoadOptions(), isUpload: false, AuditOrigin.CommandLine);

    sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    /// <summary>Remembers how long it was to wait, and does not.</summary>
    sealed class HastyTime : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
