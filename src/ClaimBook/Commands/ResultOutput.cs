using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Spectre.Console;

namespace ClaimBook.Commands;

/// <summary>Writes an answer to standard output.</summary>
static class ResultOutput
{
    /// <summary>How an answer can be written; a table for people is the default.</summary>
    public static string[] Formats { get; } = ["table", "csv", "json"];

    public static async Task WriteAsync(ResultTable answer, string format, CancellationToken cancellation)
    {
        if (format == "table")
        {
            WriteTable(answer);
            return;
        }
        await using var output = Console.OpenStandardOutput();
        await ExportFormat.Find(format)!.WriteAsync(answer.ToExport(), output, cancellation);
    }

    /// <summary>Figures right-aligned, the total below, the notices after it.</summary>
    static void WriteTable(ResultTable answer)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in answer.Columns)
        {
            var header = new TableColumn(Markup.Escape(column.Label)) { NoWrap = true };
            if (column.IsMeasure)
                header.RightAligned();
            table.AddColumn(header);
        }
        for (var row = 0; row < answer.Rows; row++)
            table.AddRow([.. answer.Columns.Select(c => Markup.Escape(Text(c, row)))]);
        if (answer.Rows != 1)
        {
            table.AddEmptyRow();
            table.AddRow([.. answer.Columns.Select((c, i) => c.IsMeasure ? Total(c) : i == 0 ? "Total" : "")]);
        }
        Output.Tables().Write(table);
        if (answer.Rows < answer.RowCount)
            Console.Out.WriteLine($"{answer.Rows:N0} of {answer.RowCount:N0} rows.");
        foreach (var notice in answer.Notices)
            Console.Out.WriteLine(notice);
    }

    static string Text(ResultColumn column, int row) => column switch
    {
        ResultColumn<string> texts => texts.Values[row] ?? "none",
        ResultColumn<bool> flags => flags.Values[row] ? "yes" : "",
        ResultColumn<long?> numbers => column.IsMeasure ? Number(column, numbers.Values[row]) : $"{numbers.Values[row]}",
        ResultColumn<double?> ratios => Ratio(column, ratios.Values[row]),
        _ => "",
    };

    static string Total(ResultColumn column) => column switch
    {
        ResultColumn<long?> numbers => Number(column, numbers.Total),
        ResultColumn<double?> ratios => Ratio(column, ratios.Total),
        _ => "",
    };

    static string Number(ResultColumn column, long? value) => column.Unit is { IsMoney: true } ? $"{value / 100m:N2}" : $"{value:N0}";

    static string Ratio(ResultColumn column, double? value) => column.Unit is { IsMoney: true } ? $"{value:N2}" : $"{value:P1}";
}
