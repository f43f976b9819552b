using System.CommandLine;
using System.Data.Common;
using ClaimBook.Engine;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Store;

namespace ClaimBook.Commands;

/// <summary><c>claimbook export original | rejects</c></summary>
static class ExportCommand
{
    static readonly Option<string?> s_out = new("--out") { Description = "File to write; standard output by default.", HelpName = "FILE" };
    static readonly Option<int> s_load = new("--load") { Description = "The load whose rejected lines to write.", HelpName = "ID", Required = true };

    public static Command Create()
    {
        var original = new Command("original", "Give the facts back as a performance file with its 49 columns.") { s_out };
        original.Does((parsed, _) => Export(parsed, OriginalFile.Write));
        var rejects = new Command("rejects", "Write the rejected lines of a load with their reasons as CSV.") { s_load, s_out };
        rejects.Does((parsed, _) => Export(parsed, (connection, output) => WriteRejects(connection, parsed.GetValue(s_load), output)));
        return new Command("export", "Write data to a file.") { original, rejects };
    }

    static int WriteRejects(DbConnection connection, int loadId, Stream output)
    {
        var load = LoadRecord.Find(connection, loadId) ?? throw new ClaimBookException($"There is no load {loadId}; claimbook status lists the loads.");
        ExportFormat.Csv.WriteAsync(RejectTable.Of(connection, load), output).GetAwaiter().GetResult();
        return load.Rejected;
    }

    static int Export(ParseResult parsed, Func<DbConnection, Stream, int> write)
    {
        var database = parsed.Database();
        var path = parsed.GetValue(s_out);
        var rows = database.Guard(() =>
        {
            using var connection = database.Connect();
            using var snapshot = database.BeginRead(connection);
            return OutputFile.Write(path, output => write(connection, output));
        });
        if (path is not null)
            Console.Error.WriteLine($"{rows:N0} rows written to {path}.");
        return CommandLine.Done;
    }
}
