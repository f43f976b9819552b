using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Backup;

public sealed class PostgresBackupTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void On_PostgreSQL_the_commands_name_command_lines_that_do_it()
    {
        var database = postgres.NewDatabase();
        var file = _directory.Write("file.csv", PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=100")));
        Assert.Equal(0, ClaimBookProcess.Run("load", file, "--data", _directory.Root, "--database", database).ExitCode);

        Do("backup", "PostgreSQL makes its backups itself", database);
        Do("restore", "PostgreSQL restores its backups itself", database);

        var restored = DatabaseStatus.Read(Database.FromUrl($"{database}_restored"));
        Assert.Equal((1, 1), (restored.Facts, restored.LatestLoads.Count));
        Assert.Equal(0, ClaimBookProcess.Run("check", "--database", $"{database}_restored").ExitCode);
    }

    /// <summary>Asks for a command that is refused, and runs the lines that the refusal names.</summary>
    void Do(string command, string reason, string database)
    {
        var (exitCode, output, error) = ClaimBookProcess.Run(command, _directory["backup.dump"], "--database", database);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        foreach (var line in error.TrimEnd('\n').Split('\n').Skip(1))
        {
            var run = ClaimBookProcess.RunProgram("sh", "-c", $"PGPASSWORD=secret {line.Trim()}");
            Assert.True(run.ExitCode == 0, run.Error);
        }
    }
}
