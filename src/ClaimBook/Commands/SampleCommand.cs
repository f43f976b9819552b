using System.CommandLine;
using ClaimBook.Engine.Samples;

namespace ClaimBook.Commands;

/// <summary><c>claimbook sample</c></summary>
static class SampleCommand
{
    static readonly Option<int> s_rows = new("--rows")
    {
        Description = "How many rows.",
        HelpName = "N",
        DefaultValueFactory = _ => SampleFile.FullSize,
    };

    static readonly Option<int> s_seed = new("--seed")
    {
        Description = "The same seed makes the same file.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    static readonly Option<string> s_out = new("--out") { Description = "File to write.", HelpName = "FILE", Required = true };

    public static Command Create()
    {
        s_rows.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--rows must be a whole number, 1 or more.");
        });
        var command = new Command("sample", "Write a performance file of made-up business with the shape and the quirks of a real one.") { s_rows, s_seed, s_out };
        command.Does((parsed, _) =>
        {
            var path = parsed.GetRequiredValue(s_out);
            Write(path, parsed.GetValue(s_rows), parsed.GetValue(s_seed));
            if (parsed.Json())
                Output.WriteJson(new SampleReport(path, parsed.GetValue(s_rows), parsed.GetValue(s_seed), new FileInfo(path).Length));
            else
                Console.Error.WriteLine($"{parsed.GetValue(s_rows):N0} rows written to {path}.");
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Writes a sample file; it takes its name only when it is complete.</summary>
    public static void Write(string path, int rows, int seed) => OutputFile.Write(path, output =>
    {
        SampleFile.Write(output, rows, seed);
        return rows;
    });
}

/// <summary>What <c>sample --json</c> writes.</summary>
sealed record SampleReport(string File, int Rows, int Seed, long Bytes);
