using System.Data.Common;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book.Import;

/// <summary>A row and what becomes of it.</summary>
/// <param name="Number">Its number in the file, the first row being 1.</param>
/// <param name="Values">What it says, field by field, as it is shown.</param>
/// <param name="Result">What becomes of it.</param>
/// <param name="Reason">Why it is rejected; empty if it is not.</param>
public sealed record ReadRow(int Number, IReadOnlyDictionary<string, string> Values, RowResult Result, string Reason);

/// <summary>A row that is not imported.</summary>
/// <param name="Number">Its number in the file, the first row being 1.</param>
/// <param name="Cells">Its cells as they stand there, written out; empty ones are left out at its end.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectedRow(int Number, IReadOnlyList<string> Cells, string Reason);

/// <summary>What came of an import, or would come of it.</summary>
/// <param name="Plan">How the file was read.</param>
/// <param name="Imported">Rows added to the book.</param>
/// <param name="Unchanged">Rows that the book had already.</param>
/// <param name="Rejected">Rows that could not be.</param>
/// <param name="FirstRows">The first rows as they were read.</param>
public sealed record ImportReport(ImportPlan Plan, int Imported, int Unchanged, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<ReadRow> FirstRows)
{
    /// <summary>How many rows there are.</summary>
    public int Rows => Imported + Unchanged + Rejected.Count;
}

/// <summary>Brings the rows of a file into the book: all that are good in one transaction, the others back with a reason.</summary>
/// <param name="ledger">The book.</param>
/// <param name="products">The products that are known.</param>
public sealed class Importer(Ledger ledger, KnownProducts products)
{
    /// <summary>How many rows a report shows as they were read.</summary>
    public const int MostFirstRows = 20;

    /// <summary>What an import would do. Nothing is written.</summary>
    /// <param name="plan">How the file is read.</param>
    /// <param name="scope">The agencies that whoever imports may see.</param>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public ImportReport Preview(ImportPlan plan, RowScope scope) => Run(plan, new BookChange(ledger.Now()), scope);

    /// <summary>Imports.</summary>
    /// <param name="plan">How the file is read.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="scope">The agencies that they may see.</param>
    /// <param name="alongside">Writes what must stand or fall with the import, over its connection.</param>
    /// <exception cref="ClaimBookException">The database failed; nothing was imported.</exception>
    public ImportReport Import(ImportPlan plan, string by, RowScope scope, Action<DbConnection, ImportReport>? alongside = null) =>
        ledger.Record<ImportReport>(by, (_, change) => Run(plan, change, scope), alongside).Value!;

    ImportReport Run(ImportPlan plan, BookChange change, RowScope scope)
    {
        var run = new ImportRun(change, scope, products);
        var (imported, unchanged) = (0, 0);
        List<RejectedRow> rejected = [];
        List<ReadRow> first = [];
        foreach (var row in plan.Rows.Select(r => new ImportRow(plan, r)))
        {
            var (result, reason) = plan.Form.Take(row, run);
            if (result == RowResult.Rejected)
                rejected.Add(new RejectedRow(row.Number, Array.ConvertAll(row.Row.Cells, SheetCell.Shown), reason));
            else if (result == RowResult.New)
                imported++;
            else
                unchanged++;
            if (first.Count < MostFirstRows)
                first.Add(new ReadRow(row.Number, row.Shown, result, reason));
        }
        return new ImportReport(plan, imported, unchanged, rejected, first);
    }
}
