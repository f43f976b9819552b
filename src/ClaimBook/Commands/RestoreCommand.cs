using System.CommandLine;

namespace ClaimBook.Commands;

/// <summary><c>claimbook restore FILE</c></summary>
static class RestoreCommand
{
    static readonly Argument<string> s_file = new("FILE") { Description = "A file that claimbook backup wrote." };

    public static Command Create()
    {
        var command = new Command("restore", "Put a backup, checked, in the place of the SQLite database, which is kept under another name. No server may be running.") { s_file };
        command.Does((parsed, _) =>
        {
            var database = parsed.Database();
            var report = new RestoreReport(database.Location, database.Restore(Path.GetFullPath(parsed.GetRequiredValue(s_file)), TimeProvider.System.GetUtcNow()));
            if (parsed.Json())
                Output.WriteJson(report);
            else
                Console.Out.WriteLine($"{report.Database}: restored.{(report.Before is null ? "" : $" What was there before is {report.Before}.")}");
            return CommandLine.Done;
        });
        return command;
    }
}

/// <summary>What <c>restore --json</c> writes.</summary>
/// <param name="Database">The database.</param>
/// <param name="Before">Where the former one lies; null if there was none.</param>
sealed record RestoreReport(string Database, string? Before);
