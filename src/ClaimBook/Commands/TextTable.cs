using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Spectre.Console;

namespace ClaimBook.Commands;

/// <summary>Writes a table for people to standard output.</summary>
static class TextTable
{
    /// <summary>Figures right-aligned, the total below, the notices after it.</summary>
    public static void Write(ExportTable table)
    {
        var text = new Table().Border(TableBorder.Simple);
        foreach (var column in table.Columns)
        {
            var header = new TableColumn(Markup.Escape(column.Label)) { NoWrap = true };
            if (column.Kind.IsMeasure())
                header.RightAligned();
            text.AddColumn(header);
        }
        foreach (var row in table.Rows)
            text.AddRow([.. table.Columns.Zip(row, (column, cell) => Markup.Escape(Text(column, cell)))]);
        var rows = text.Rows.Count;
        if (table.Total is { } total && rows != 1)
        {
            text.AddEmptyRow();
            text.AddRow([.. table.Columns.Zip(
                total, (column, cell) => column.Kind.IsMeasure() ? Text(column, cell) : column == table.Columns[0] ? "Total" : "")]);
        }
        Output.Tables().Write(text);
        if (rows < table.RowCount)
            Console.Out.WriteLine($"{rows:N0} of {table.RowCount:N0} rows.");
        foreach (var notice in table.Notices)
            Console.Out.WriteLine(notice);
    }

    static string Text(ExportColumn column, Cell cell) => cell.IsNull ? "" : column.Type switch
    {
        CellType.Text => cell.Text,
        CellType.Whole => column.Kind.IsMeasure() ? $"{cell.Whole:N0}" : $"{cell.Whole}",
        CellType.Cents => $"{cell.Whole / 100m:N2}",
        CellType.Money => $"{cell.Ratio:N2}",
        CellType.Ratio => $"{cell.Ratio:P1}",
        CellType.Flag => cell.Flag ? "yes" : "",
        CellType.Date => $"{cell.Date:yyyy-MM-dd}",
        CellType.Timestamp => $"{cell.Timestamp:yyyy-MM-dd HH:mm:ss}",
        _ => "",
    };
}
