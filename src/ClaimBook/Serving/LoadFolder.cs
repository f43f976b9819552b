using ClaimBook.Accounts;
using ClaimBook.Engine.Pipeline;
using Quartz;

namespace ClaimBook.Serving;

/// <summary>The folder whose files are loaded: watched, or looked into when the schedule says so.</summary>
static class LoadFolder
{
    /// <summary>Adds it, if the settings name one.</summary>
    public static IServiceCollection AddLoadFolder(this IServiceCollection services, ServerSettings settings)
    {
        if (settings.LoadFolder is not { } folder)
            return services;
        services.AddSingleton(provider =>
        {
            var queue = provider.GetRequiredService<LoadQueue>();
            return new FolderWatcher(folder, path => queue.Add(new LoadJob(path, new LoadOptions(), isUpload: false, AuditOrigin.Server)));
        });
        return settings.LoadSchedule is { } schedule
            ? services.AddQuartz(quartz => quartz.ScheduleJob<Look>(trigger => trigger.WithCronSchedule(schedule))).AddQuartzHostedService()
            : services.AddHostedService<Watch>();
    }

    sealed class Watch(FolderWatcher watcher) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(
            () => watcher.Watch(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    [DisallowConcurrentExecution]
    sealed class Look(FolderWatcher watcher) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
            await Task.Run(() => watcher.LookOnce(cancellationToken), CancellationToken.None);
    }
}
