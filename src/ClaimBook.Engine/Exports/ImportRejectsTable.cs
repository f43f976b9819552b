using ClaimBook.Engine.Book.Import;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>The rows of a file that were not imported, as they stand there, with a reason: corrected, the table can be imported itself.</summary>
public static class ImportRejectsTable
{
    /// <summary>The header of the reasons.</summary>
    public const string Reason = "Reason";

    /// <summary>The rejected rows of an import.</summary>
    public static ExportTable Of(ImportReport report)
    {
        var headers = report.Plan.Columns.Select(c => c.Header.Length > 0 ? c.Header : c.Letters).ToList();
        var width = report.Rejected.Select(r => r.Cells.Count).Append(headers.Count).Max();
        for (var i = headers.Count; i < width; i++)
            headers.Add(ColumnMatching.Letters(i));
        return new ExportTable
        {
            Title = $"Rejected {report.Plan.Form.Name}",
            Columns = [.. headers.Append(Reason).Select(h => new ExportColumn(h, h, ResultKind.Attribute, null, CellType.Text))],
            Rows = report.Rejected.Select(r => Row(r, width)),
            RowCount = report.Rejected.Count,
        };
    }

    static Cell[] Row(RejectedRow row, int width)
    {
        var cells = new Cell[width + 1];
        for (var i = 0; i < row.Cells.Count; i++)
            cells[i] = row.Cells[i];
        cells[width] = row.Reason;
        return cells;
    }
}
