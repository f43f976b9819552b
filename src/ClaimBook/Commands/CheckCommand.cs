using System.CommandLine;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Store;

namespace ClaimBook.Commands;

/// <summary><c>claimbook check</c></summary>
static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Verify the database: orphans, summary tables, loads, and that the cube in memory equals it.");
        command.Does(Run);
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var database = parsed.Database();
        var results = database.Guard(() =>
        {
            using var connection = database.ConnectPatiently();
            using var snapshot = database.BeginRead(connection);
            CheckResult[] undamaged = [new("the files of the database are undamaged", database.FindDamage(connection))];
            return undamaged.Concat(database.CheckPlacement(connection)).Concat(Integrity.Check(connection)).Concat(CubeCheck.Check(connection)).ToList();
        });
        var failed = results.Count(r => r.Problem is not null);
        if (parsed.Json())
        {
            Output.WriteJson(new CheckReport(failed == 0, results));
        }
        else
        {
            foreach (var result in results)
                Console.Out.WriteLine($"{(result.Problem is null ? "ok    " : "FAILED")} {result.Name}{(result.Problem is null ? "" : $": {result.Problem}")}");
        }
        return failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}

/// <summary>What <c>check --json</c> writes.</summary>
/// <param name="Ok">Whether everything holds.</param>
/// <param name="Checks">Each check with its problem.</param>
sealed record CheckReport(bool Ok, IReadOnlyList<CheckResult> Checks);
