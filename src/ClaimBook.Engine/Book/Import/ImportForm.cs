using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book.Import;

/// <summary>What can be imported: its columns, and how a row becomes part of the book.</summary>
public abstract class ImportForm
{
    /// <summary>Claims.</summary>
    public static ImportForm Claims { get; } = new ClaimImport();

    /// <summary>Policies.</summary>
    public static ImportForm Policies { get; } = new PolicyImport();

    /// <summary>What the rows are: claims.</summary>
    public abstract string Name { get; }

    /// <summary>The columns that are known.</summary>
    public abstract IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>The fields that a file must have, of each list one or more.</summary>
    public abstract IReadOnlyList<IReadOnlyList<string>> Required { get; }

    /// <summary>Adds what a row says to a change of the book, unless it is there.</summary>
    internal abstract Taken Take(ImportRow row, ImportRun run);
}

/// <summary>What becomes of a row.</summary>
/// <param name="Result">What.</param>
/// <param name="Reason">Why it is rejected; empty if it is not.</param>
readonly record struct Taken(RowResult Result, string Reason = "");

/// <summary>What becomes of a row.</summary>
public enum RowResult
{
    /// <summary>It is added to the book.</summary>
    New,

    /// <summary>The book says the same already.</summary>
    Unchanged,

    /// <summary>It cannot be.</summary>
    Rejected,
}

/// <summary>An import under way.</summary>
/// <param name="change">The change of the book that it makes.</param>
/// <param name="scope">The agencies that whoever imports may see.</param>
/// <param name="products">The products that are known.</param>
sealed class ImportRun(BookChange change, RowScope scope, KnownProducts products)
{
    readonly Dictionary<string, int> _rows = [];

    /// <summary>The change.</summary>
    public BookChange Change => change;

    /// <summary>The agencies that whoever imports may see.</summary>
    public RowScope Scope => scope;

    /// <summary>The products that are known.</summary>
    public KnownProducts Products => products;

    /// <summary>Adds what a row says, or compares it with what is there under the same key.</summary>
    /// <typeparam name="T">A policy or a claim.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="key">What identifies it.</param>
    /// <param name="said">What it says.</param>
    /// <param name="there">What is there; null if nothing is, or nothing that whoever imports may see.</param>
    /// <param name="shown">Each field that the row may say, as it is shown.</param>
    /// <param name="add">Adds it.</param>
    public Taken Settle<T>(
        ImportRow row, string key, Outcome<T> said, T? there, IEnumerable<(ImportColumn Column, Func<T, string> Of)> shown, Func<T, Outcome<T>> add)
        where T : class
    {
        if (said.Value is not { } value)
            return Rejected(said.Refused!);
        if (there is null)
        {
            if (add(value).Refused is { } refused)
                return Rejected(refused);
            _rows[key] = row.Number;
            return new(RowResult.New);
        }
        string[] differences =
        [
            .. shown.Where(s => row.Has(s.Column.Field) && s.Of(value) != s.Of(there))
                .Select(s => $"{s.Column.Field} is {Spelling.Quote(s.Of(there))} there and {Spelling.Quote(s.Of(value))} here"),
        ];
        return differences.Length == 0
            ? new(RowResult.Unchanged)
            : new(RowResult.Rejected, $"{(_rows.TryGetValue(key, out var first) ? $"row {first} has it already" : "the book has it already, and an import changes nothing that is there")}: {string.Join(", ", differences)}");
    }

    static Taken Rejected(Refused refused) => new(RowResult.Rejected, refused.Text);
}
