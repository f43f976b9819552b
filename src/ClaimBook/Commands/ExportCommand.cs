using System.CommandLine;
using System.Data.Common;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Commands;

/// <summary><c>claimbook export original | rejects | policies | claims</c></summary>
static class ExportCommand
{
    static readonly Option<string?> s_out = new("--out") { Description = "File to write; standard output by default.", HelpName = "FILE" };
    static readonly Option<int> s_load = new("--load") { Description = "The load whose rejected lines to write.", HelpName = "ID", Required = true };
    static readonly TableOptions s_table = new(standard: ExportFormat.Csv.Name);

    public static Command Create()
    {
        var original = new Command("original", "Give the facts back as a performance file with its 49 columns.") { s_out };
        original.Does((parsed, _) => Read(parsed, (_, connection) =>
        {
            var path = parsed.GetValue(s_out);
            var rows = OutputFile.Write(path, output => OriginalFile.Write(connection, output));
            if (path is not null)
                Console.Error.WriteLine($"{rows:N0} rows written to {path}.");
        }));
        var rejects = new Command("rejects", "Write the rejected lines of a load with their reasons.") { s_load };
        s_table.AddTo(rejects);
        rejects.Does((parsed, cancellation) => Read(
            parsed, (database, connection) => s_table.Write(parsed, RejectsTable.Of(database, connection, parsed.GetValue(s_load), RowScope.All), cancellation)));
        var policies = BookExport.Create("policies", PolicyTable.List, book => PolicyList.Of(book, RowScope.All), s_table);
        var claims = BookExport.Create("claims", ClaimTable.List, book => ClaimList.Of(book, RowScope.All), s_table);
        return new Command("export", "Write data to a file.") { original, rejects, policies, claims };
    }

    static int Read(ParseResult parsed, Action<Database, DbConnection> write)
    {
        var database = parsed.Database();
        database.Guard(() =>
        {
            using var connection = database.ConnectPatiently();
            using var snapshot = database.BeginRead(connection);
            write(database, connection);
        });
        return CommandLine.Done;
    }
}
