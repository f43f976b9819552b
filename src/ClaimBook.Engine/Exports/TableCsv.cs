using System.IO.Pipelines;
using System.Text;

namespace ClaimBook.Engine.Exports;

/// <summary>Writes a table as CSV for people and spreadsheets: RFC 4180, UTF-8 with a byte order mark, a header with the column names.</summary>
public static class TableCsv
{
    /// <summary>Writes a table without its total. Money is in currency units with two decimals, null an empty cell.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to; is flushed but not completed.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(ExportTable table, PipeWriter output, CancellationToken cancellation = default)
    {
        using var text = new Utf8Text();
        CellType[] types = [.. table.Columns.Select(c => c.Type)];
        text.Append(Encoding.UTF8.Preamble);
        text.Append(string.Join(',', table.Columns.Select(c => CsvText.Inert(c.Name))));
        text.Append("\r\n"u8);
        foreach (var row in table.Rows)
        {
            Append(text, types, row);
            if (text.IsFull)
                await text.FlushAsync(output, cancellation);
        }
        await text.FlushAsync(output, cancellation);
    }

    static void Append(Utf8Text text, CellType[] types, Cell[] row)
    {
        for (var column = 0; column < types.Length; column++)
        {
            if (column > 0)
                text.AppendAscii(',');
            if (!row[column].IsNull)
                Append(text, types[column], row[column]);
        }
        text.Append("\r\n"u8);
    }

    static void Append(Utf8Text text, CellType type, Cell cell)
    {
        switch (type)
        {
            case CellType.Text:
                text.Append(CsvText.Inert(cell.Text));
                break;
            case CellType.Whole:
                text.Append(cell.Whole);
                break;
            case CellType.Cents:
                text.AppendCents(cell.Whole);
                break;
            case CellType.Money or CellType.Ratio:
                text.Append(cell.Ratio);
                break;
            case CellType.Flag:
                text.Append(cell.Flag ? "true"u8 : "false"u8);
                break;
            case CellType.Date:
                text.Append(cell.Date);
                break;
            case CellType.Timestamp:
                text.Append(cell.Timestamp);
                break;
        }
    }
}
