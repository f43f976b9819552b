using System.CommandLine;
using ClaimBook.Aws;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Serving;

namespace ClaimBook.Commands;

/// <summary><c>claimbook load FILE...</c></summary>
static class LoadCommand
{
    static readonly Argument<string[]> s_files = new("FILE")
    {
        Description = "Performance files: .csv, .csv.gz or .zip; s3://BUCKET/KEY in Amazon S3, and s3://BUCKET/PREFIX/ for all under it.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    static readonly Option<bool> s_replace = new("--replace") { Description = "The file becomes the whole truth: facts that it does not have are deleted." };
    static readonly Option<bool> s_force = new("--force") { Description = "Load even if the same file was loaded before." };
    static readonly Option<string?> s_watch = new("--watch") { Description = "Load every file that appears in a folder, until stopped.", HelpName = "DIR" };

    static readonly Option<double> s_maxRejectRate = new("--max-reject-rate")
    {
        Description = "The largest share of rejected lines with which a load still goes through, 0 to 1.",
        HelpName = "R",
        DefaultValueFactory = _ => new LoadOptions().MaxRejectRate,
    };

    public static Command Create()
    {
        s_maxRejectRate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 1))
                result.AddError("--max-reject-rate must be a number from 0 to 1.");
        });
        var command = new Command("load", "Load performance files into the database.") { s_files, s_replace, s_force, s_maxRejectRate, s_watch };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_files) is null or [] == result.GetValue(s_watch) is null)
                result.AddError("Name the files to load, or a folder with --watch.");
        });
        command.Does(Run);
        return command;
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new LoadOptions
        {
            Replace = parsed.GetValue(s_replace),
            Force = parsed.GetValue(s_force),
            MaxRejectRate = parsed.GetValue(s_maxRejectRate),
        };
        var database = parsed.Database();
        if (parsed.GetValue(s_watch) is { } folder)
        {
            var watcher = new FolderWatcher(
                folder, path => Report(LoadWithProgress.Load(database, parsed.KeptFiles(), path, options, parsed.Json(), cancellation), parsed.Json()),
                failure => Console.Error.WriteLine($"claimbook: {failure}"));
            watcher.Watch(cancellation);
            return CommandLine.Done;
        }
        var rejected = 0;
        foreach (var file in parsed.GetRequiredValue(s_files))
        {
            if (S3Address.Find(file) is { } address)
                await LoadFromS3(address);
            else
                Load(file, options);
        }
        return rejected > 0 ? CommandLine.DoneWithRejects : CommandLine.Done;

        void Load(string path, LoadOptions options)
        {
            var report = LoadWithProgress.Load(database, parsed.KeptFiles(), path, options, parsed.Json(), cancellation);
            Report(report, parsed.Json());
            rejected += report.Rejected;
        }

        async Task LoadFromS3(S3Address address)
        {
            using var client = AwsClients.S3();
            var s3 = new S3Files(client, TimeProvider.System);
            foreach (var file in await s3.Find(address, cancellation))
            {
                if (!parsed.Json())
                    await Console.Error.WriteLineAsync($"{file}: fetching it.");
                await using var fetched = await s3.Fetch(file, new Uploads(new DataDirectory(parsed.DataDirectory())), cancellation);
                Load(fetched.Name, options with { FileName = $"{file}" });
            }
        }
    }

    public static void Report(LoadReport report, bool json)
    {
        if (json)
        {
            Output.WriteJson(report);
            return;
        }
        var deleted = report.Deleted > 0 ? $", {report.Deleted:N0} deleted" : "";
        Console.Out.WriteLine(
            $"{report.File}: {report.RowsRead:N0} rows read: {report.Inserted:N0} inserted, {report.Updated:N0} updated, {report.Unchanged:N0} unchanged{deleted}, "
            + $"{report.Rejected:N0} rejected, in {report.Seconds:0.00} s (load {report.LoadId}).");
        foreach (var notice in report.Notices)
            Console.Out.WriteLine($"  {notice}");
        if (report.Rejected > 0)
            Console.Out.WriteLine($"  The rejected lines with their reasons: claimbook export rejects --load {report.LoadId}");
    }
}
