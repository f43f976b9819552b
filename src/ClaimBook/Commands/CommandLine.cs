using System.CommandLine;
using ClaimBook.Engine;

namespace ClaimBook.Commands;

/// <summary>The commands of <c>claimbook</c> and what their exit codes mean.</summary>
static class CommandLine
{
    public const int Done = 0, Failed = 1, WrongUsage = 2, DoneWithRejects = 3;

    /// <summary>How long a command may take to end when it is told to: longer than a server waits for its last requests.</summary>
    static readonly TimeSpan s_termination = TimeSpan.FromSeconds(40);

    /// <summary>The commands with their options.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("ClaimBook: analytics for property and casualty insurers. Without a command it serves, on sample data if there is none.");
        DataOptions.AddTo(root);
        ServeCommand.AddTo(root);
        root.Add(ServeCommand.Create());
        root.Add(LoadCommand.Create());
        root.Add(SampleCommand.Create());
        root.Add(QueryCommand.Create());
        root.Add(ReportCommand.Create());
        root.Add(ExportCommand.Create());
        root.Add(StatusCommand.Create());
        root.Add(UserCommand.Create());
        root.Add(TokenCommand.Create());
        root.Add(CheckCommand.Create());
        root.Add(HealthCommand.Create());
        root.Add(BackupCommand.Create());
        root.Add(RestoreCommand.Create());
        return root;
    }

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"claimbook: {error.Message}");
            Console.Error.WriteLine("Try 'claimbook --help'.");
            return WrongUsage;
        }
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_termination });
    }

    /// <summary>Makes a command do its work; an expected failure becomes one line on standard error.</summary>
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                // On a thread of its own, so that Ctrl+C is heard while it works.
                return await Task.Run(() => work(parsed, cancellation), CancellationToken.None);
            }
            catch (ClaimBookException e)
            {
                await Console.Error.WriteLineAsync($"claimbook: {e.Message}");
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("claimbook: stopped; nothing half-done remains.");
            }
            return Failed;
        });

    /// <inheritdoc cref="Does(Command, Func{ParseResult, CancellationToken, Task{int}})"/>
    public static void Does(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.Does((parsed, cancellation) => Task.FromResult(work(parsed, cancellation)));
}
