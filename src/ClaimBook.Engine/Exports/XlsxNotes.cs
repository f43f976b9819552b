using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>What a workbook says about its figures: a table of its own, on the sheet after them.</summary>
static class XlsxNotes
{
    /// <summary>Makes the table.</summary>
    /// <param name="table">The table it is about.</param>
    /// <param name="rows">How many rows of it were written.</param>
    public static ExportTable Of(ExportTable table, int rows)
    {
        List<Cell[]> notes =
        [
            Note("Title", table.Title),
            Note("Rows", rows == table.RowCount ? $"{rows:N0}" : $"{rows:N0} of {table.RowCount:N0}"),
        ];
        if (table.LoadId is { } load)
            notes.Add(Note("Load", $"{load}"));
        notes.AddRange(table.Parameters.Select(p => Note($"Asked: {p.Name}", p.Text)));
        notes.AddRange(table.Notices.Select(n => Note("Notice", n)));
        notes.AddRange(table.Columns.Select(c => Note(c.Label, c.Meaning, c.Formula, c.Unit?.Name)));
        return new ExportTable
        {
            Title = "Notes",
            Columns = [Column("About"), Column("What is to be known"), Column("Formula"), Column("Unit")],
            Rows = notes,
            RowCount = notes.Count,
        };

        static Cell[] Note(string about, string? text, string? formula = null, string? unit = null) => [about, text, formula, unit];

        static ExportColumn Column(string label) => new(label, label, ResultKind.Attribute, null, CellType.Text);
    }
}
