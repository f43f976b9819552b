using ClaimBook.Engine.Book.Import;

namespace ClaimBook.Api;

/// <summary>What came of an import, or would come of it.</summary>
/// <param name="Preview">Whether nothing was written.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Kind">What the file is.</param>
/// <param name="Sheet">The sheet; null for a file without sheets.</param>
/// <param name="HeaderRow">The row of the header, the first row being 1.</param>
/// <param name="Columns">The columns of the file.</param>
/// <param name="IgnoredColumns">The headers of columns that are not imported.</param>
/// <param name="Rows">How many rows it has below the header.</param>
/// <param name="Imported">Rows added to the book; of a preview, those that would be.</param>
/// <param name="Unchanged">Rows that the book has already, with the same values.</param>
/// <param name="Rejected">Rows that cannot be imported.</param>
/// <param name="Notices">What the reader should know: how dates and amounts were read and why, and what is not imported.</param>
/// <param name="FirstRows">The first rows as they were read.</param>
/// <param name="Problems">The first rejected rows; all of them are to be had as a file, by the parameter rejects.</param>
sealed record ImportDocument(
    bool Preview, string File, string Kind, string? Sheet, int HeaderRow, IReadOnlyList<ImportColumnDocument> Columns, IReadOnlyList<string> IgnoredColumns,
    int Rows, int Imported, int Unchanged, int Rejected, IReadOnlyList<string> Notices, IReadOnlyList<ImportRowDocument> FirstRows, IReadOnlyList<ImportProblemDocument> Problems)
{
    const int MostProblems = 100;

    public static ImportDocument Of(ImportReport report, string file, bool preview)
    {
        var plan = report.Plan;
        return new ImportDocument(
            preview, file, plan.FileKind, plan.SheetName.Length > 0 ? plan.SheetName : null, plan.HeaderRow,
            [.. plan.Columns.Select(c => new ImportColumnDocument(c.Letters, c.Header, c.Field?.Field, c.Dates?.ToString().ToLowerInvariant(), c.Decimal?.ToString().ToLowerInvariant(), c.Why))],
            [.. plan.IgnoredColumns], report.Rows, report.Imported, report.Unchanged, report.Rejected.Count, plan.Notices,
            [.. report.FirstRows.Select(r => new ImportRowDocument(r.Number, r.Values, r.Result.ToString().ToLowerInvariant(), r.Reason))],
            [.. report.Rejected.Take(MostProblems).Select(r => new ImportProblemDocument(r.Number, r.Reason))]);
    }
}

/// <summary>A column of an imported file.</summary>
/// <param name="Column">Its letters in a spreadsheet.</param>
/// <param name="Header">Its header; empty if it has none.</param>
/// <param name="Field">What it is read as; null if it is ignored.</param>
/// <param name="Dates">The order of its dates: ymd, mdy or dmy; null if it has none as text.</param>
/// <param name="Decimal">The decimal sign of its amounts: point or comma; null if it has none as text.</param>
/// <param name="Why">Why these were chosen; empty if there was no choice.</param>
sealed record ImportColumnDocument(string Column, string Header, string? Field, string? Dates, string? Decimal, string Why);

/// <summary>A row of an imported file as it was read.</summary>
/// <param name="Row">Its number, the first row being 1.</param>
/// <param name="Values">What it says, field by field.</param>
/// <param name="Result">What becomes of it: new, unchanged or rejected.</param>
/// <param name="Reason">Why it is rejected; empty if it is not.</param>
sealed record ImportRowDocument(int Row, IReadOnlyDictionary<string, string> Values, string Result, string Reason);

/// <summary>A row that is not imported.</summary>
/// <param name="Row">Its number, the first row being 1.</param>
/// <param name="Reason">Why.</param>
sealed record ImportProblemDocument(int Row, string Reason);
