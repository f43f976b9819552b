using System.Diagnostics;
using ClaimBook.Accounts;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Spectre.Console;

namespace ClaimBook.Commands;

/// <summary>Loads a file and shows how far it is: a bar on a terminal, plain lines in a pipe, nothing for machines.</summary>
static class LoadWithProgress
{
    static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(2);

    public static LoadReport Load(
        Database database, KeptFiles keptFiles, string path, LoadOptions options, bool quiet, CancellationToken cancellation)
    {
        var name = options.FileName ?? Path.GetFileName(path);
        if (quiet)
            return Load(onProgress: null);
        if (Console.IsErrorRedirected)
            return Load(PlainLines(name));

        return Output.Progress().Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .AutoClear(true)
            .Start(context =>
            {
                var bar = context.AddTask(Markup.Escape(name));
                return Load(p =>
                {
                    bar.MaxValue = Math.Max(1, p.TotalBytes);
                    bar.Value = p.Bytes;
                    bar.Description = $"{Markup.Escape(name)}  {p.Rows:N0} rows, {p.Rejected:N0} rejected, {p.MegabytesPerSecond:0} MB/s";
                });
            });

        LoadReport Load(Action<LoadProgress>? onProgress) => new Loader(database)
        {
            KeptFiles = keptFiles,
            OnProgress = onProgress,
            OnPublish = (transaction, report) => LoadAudit.Done(transaction, TimeProvider.System.GetUtcNow(), AuditOrigin.CommandLine, report),
            OnWait = () => Console.Error.WriteLine("Another load is running; waiting for it to end."),
        }.Load(path, options, cancellation);
    }

    static Action<LoadProgress> PlainLines(string name)
    {
        var last = Stopwatch.StartNew();
        return p =>
        {
            if (last.Elapsed < s_betweenLines)
                return;
            last.Restart();
            Console.Error.WriteLine(
                $"{name}: {p.Rows:N0} rows, {p.Rejected:N0} rejected, {100.0 * p.Bytes / p.TotalBytes:0} %, "
                + $"{p.MegabytesPerSecond:0} MB/s, {p.Left.TotalSeconds:0} s left");
        };
    }
}
