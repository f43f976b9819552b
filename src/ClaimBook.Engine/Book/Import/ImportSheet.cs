namespace ClaimBook.Engine.Book.Import;

/// <summary>A table as it stands in a file.</summary>
/// <param name="Name">The sheet's name; empty for a file without sheets.</param>
/// <param name="IsHidden">Whether the workbook hides it.</param>
/// <param name="Rows">Its rows that are not blank.</param>
/// <param name="MergedDown">Cells that reach over rows below: first row, last row and column.</param>
sealed record ImportSheet(string Name, bool IsHidden, IReadOnlyList<SheetRow> Rows, IReadOnlyList<(int First, int Last, int Column)> MergedDown)
{
    /// <summary>Whether days that are written as numbers count from 1904, as on old Macintoshes.</summary>
    public bool IsFrom1904 { get; init; }

    /// <summary>A row as a header: its texts, those of cells that reach into it from above included.</summary>
    public string[] Header(SheetRow row)
    {
        var texts = Array.ConvertAll(row.Cells, c => SheetCell.Shown(c).Trim());
        foreach (var (first, _, column) in MergedDown.Where(m => m.First < row.Number && row.Number <= m.Last))
        {
            if (Rows.FirstOrDefault(r => r.Number == first) is not { } above || column >= above.Cells.Length)
                continue;
            if (column >= texts.Length)
                texts = [.. texts, .. Enumerable.Repeat("", column + 1 - texts.Length)];
            if (texts[column].Length == 0)
                texts[column] = SheetCell.Shown(above.Cells[column]).Trim();
        }
        return texts;
    }
}

/// <summary>A row of a sheet.</summary>
/// <param name="Number">Its number, the first row being 1.</param>
/// <param name="Cells">Its cells up to the last that is not empty: null, a text, a number, a moment, a yes or no, or an error.</param>
sealed record SheetRow(int Number, object?[] Cells)
{
    /// <summary>Why it cannot be read; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>A cell; null beyond the last.</summary>
    public object? this[int column] => column < Cells.Length ? Cells[column] : null;
}

/// <summary>An error that stands in a cell instead of a value.</summary>
/// <param name="Name">Its name: #N/A.</param>
sealed record SheetError(string Name);

/// <summary>Cells of any kind.</summary>
static class SheetCell
{
    /// <summary>Numbers from here on have lost digits in Excel, which keeps fifteen.</summary>
    public const double MostExact = 1e15;

    static readonly Dictionary<string, SheetError> s_errors = new[]
    {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
    }.ToDictionary(name => name, name => new SheetError(name));

    /// <summary>The cell of a text; null if it is blank.</summary>
    public static object? Of(string text)
    {
        var trimmed = text.Trim();
        // What our own exports make inert is as it was again.
        if (trimmed is ['\'', '=' or '+' or '-' or '@' or '\t' or '\r', ..])
            trimmed = trimmed[1..];
        return trimmed.Length == 0 ? null : s_errors.TryGetValue(trimmed, out var error) ? error : trimmed;
    }

    /// <summary>A cell as people would write it.</summary>
    public static string Shown(object? cell) => cell switch
    {
        null => "",
        double number => Shown(number),
        DateTime { TimeOfDay.Ticks: 0 } day => $"{day:yyyy-MM-dd}",
        DateTime moment => $"{moment:yyyy-MM-dd HH:mm:ss}",
        bool flag => flag ? "TRUE" : "FALSE",
        SheetError error => error.Name,
        _ => $"{cell}",
    };

    static string Shown(double number) => Math.Abs(number) < MostExact ? $"{(decimal)number}" : $"{number:R}";
}
