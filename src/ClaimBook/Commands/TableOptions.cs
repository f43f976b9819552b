using System.CommandLine;
using ClaimBook.Engine.Exports;

namespace ClaimBook.Commands;

/// <summary>The options <c>--format</c> and <c>--out</c> of commands whose result is a table.</summary>
sealed class TableOptions
{
    /// <summary>For people, on a terminal.</summary>
    public const string Text = "table";

    readonly string _standard;
    readonly Option<string?> _format;
    readonly Option<string?> _out = new("--out") { Description = "File to write; standard output by default.", HelpName = "FILE" };

    /// <summary>Makes the options of one command.</summary>
    /// <param name="standard">The format on standard output if none is chosen.</param>
    public TableOptions(string standard = Text)
    {
        _standard = standard;
        _format = new("--format") { Description = $"How to write it; by default {standard}, or with --out what the file's name ends with, else csv." };
        _format.AcceptOnlyFromAmong([Text, .. ExportFormat.All.Select(f => f.Name)]);
    }

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_out);
        command.Validators.Add(result =>
        {
            var (format, path) = (result.GetValue(_format), result.GetValue(_out));
            if (format == Text && path is not null)
                result.AddError($"--format {Text} is for a terminal; with --out choose {string.Join(", ", ExportFormat.All.Select(f => f.Name))}.");
            if (format is not null && ExportFormat.Find(format) is { IsText: false } && path is null && !Console.IsOutputRedirected)
                result.AddError($"--format {format} is not for a terminal; name a file with --out.");
        });
    }

    /// <summary>Writes the result of the command.</summary>
    public void Write(ParseResult parsed, ExportTable table, CancellationToken cancellation)
    {
        var path = parsed.GetValue(_out);
        var ending = Path.GetExtension(path)?.TrimStart('.').ToLowerInvariant();
        var name = parsed.Json() ? ExportFormat.Json.Name : parsed.GetValue(_format) ?? (ExportFormat.All.Any(f => f.Name == ending) ? ending : null);
        if (ExportFormat.Find(name ?? (path is null ? _standard : ExportFormat.Csv.Name)) is not { } format)
        {
            TextTable.Write(table);
            return;
        }
        var rows = OutputFile.Write(path, output =>
        {
            var written = 0;
            // Commands have a thread of their own, and the database reads without waiting anyway.
            format.WriteAsync(table with { Rows = Counted() }, output, cancellation).GetAwaiter().GetResult();
            return written;

            IEnumerable<Cell[]> Counted()
            {
                foreach (var row in table.Rows)
                {
                    written++;
                    yield return row;
                }
            }
        });
        if (path is not null)
            Console.Error.WriteLine($"{rows:N0} rows written to {path}.");
    }
}
