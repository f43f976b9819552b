using System.CommandLine;

namespace ClaimBook.Commands;

/// <summary><c>claimbook backup FILE</c></summary>
static class BackupCommand
{
    static readonly Argument<string> s_file = new("FILE") { Description = "The backup, which must not exist." };

    public static Command Create()
    {
        var command = new Command("backup", "Write the SQLite database to one file, checked, also while a server or a load writes.") { s_file };
        command.Does((parsed, _) =>
        {
            var file = Path.GetFullPath(parsed.GetRequiredValue(s_file));
            parsed.Database().BackUp(file);
            var report = new BackupReport(file, new FileInfo(file).Length);
            if (parsed.Json())
                Output.WriteJson(report);
            else
                Console.Out.WriteLine($"{report.File}: {report.Bytes:N0} bytes, checked.");
            return CommandLine.Done;
        });
        return command;
    }
}

/// <summary>What <c>backup --json</c> writes.</summary>
/// <param name="File">The backup.</param>
/// <param name="Bytes">Its length.</param>
sealed record BackupReport(string File, long Bytes);
