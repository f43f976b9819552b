using System.Globalization;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book.Import;

/// <summary>A row of a file, read.</summary>
sealed class ImportRow
{
    static readonly HashSet<string> s_totals = ["total", "totals", "grandtotal", "subtotal", "sum"];

    readonly Dictionary<string, object> _values = [];
    readonly List<QueryProblem> _problems = [];

    /// <summary>Reads a row.</summary>
    public ImportRow(ImportPlan plan, SheetRow row)
    {
        Row = row;
        Plan = plan;
        if (Array.Find(row.Cells, c => c is not null) is string first && s_totals.Contains(ImportColumn.Plain(first)))
            _problems.Add(new("row", "is one of totals"));
        if (row.Problem is not null)
            _problems.Add(new("row", row.Problem));
        if (row.Cells.Length > plan.Columns.Count)
            _problems.Add(new("row", $"has {row.Cells.Length} values, but the header only {plan.Columns.Count}"));
        foreach (var column in plan.Columns)
        {
            if (column.Field is null || row[column.Index] is not { } cell)
                continue;
            var (value, problem) = Read(cell, column.Field.Kind, column, plan.IsFrom1904);
            if (value is not null)
                _values.Add(column.Field.Field, value);
            else
                _problems.Add(new(column.Field.Field, $"{Spelling.Quote(SheetCell.Shown(cell))} {problem}"));
        }
    }

    /// <summary>The row as it stands in the file.</summary>
    public SheetRow Row { get; }

    /// <summary>Where its columns are.</summary>
    public ImportPlan Plan { get; }

    /// <summary>Its number in the file.</summary>
    public int Number => Row.Number;

    /// <summary>Why it cannot be read; null if it can.</summary>
    public Refused? Refused => _problems.Count > 0 ? Refused.Wrong([.. _problems]) : null;

    /// <summary>Every value, as it is shown.</summary>
    public IReadOnlyDictionary<string, string> Shown => _values.ToDictionary(v => v.Key, v => v.Value switch
    {
        DateOnly day => $"{day:yyyy-MM-dd}",
        long cents => Money(cents),
        var value => $"{value}",
    });

    /// <summary>An amount as it is shown.</summary>
    public static string Money(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Whether the row says something of a field.</summary>
    public bool Has(string field) => _values.ContainsKey(field);

    /// <summary>A text; null if nothing is said.</summary>
    public string? Text(string field) => (string?)_values.GetValueOrDefault(field);

    /// <summary>A whole number; null if nothing is said.</summary>
    public int? Whole(string field) => (int?)_values.GetValueOrDefault(field);

    /// <summary>An amount in cents; null if nothing is said.</summary>
    public long? Cents(string field) => (long?)_values.GetValueOrDefault(field);

    /// <summary>A day; null if nothing is said.</summary>
    public DateOnly? Day(string field) => (DateOnly?)_values.GetValueOrDefault(field);

    static (object? Value, string? Problem) Read(object cell, ImportKind kind, PlannedColumn column, bool isFrom1904) => (kind, cell) switch
    {
        (_, SheetError) => (null, "is an error of the workbook; correct the formula or the value"),
        (_, bool) => (null, "is a yes or no"),
        (ImportKind.Text, DateTime) => (null, "is a date in the workbook; format the cell as text and write it again"),
        (ImportKind.Text, double and (>= SheetCell.MostExact or <= -SheetCell.MostExact)) =>
            (null, "is a number of more than 15 digits, of which Excel has lost some; format the cell as text and write it again"),
        (ImportKind.Text, _) => (SheetCell.Shown(cell), null),
        (ImportKind.Whole, DateTime) or (ImportKind.Amount, DateTime) => (null, "is a date, not a number"),
        (ImportKind.Whole, _) => int.TryParse(SheetCell.Shown(cell), NumberStyles.None, null, out var whole) ? (whole, null) : (null, "must be a whole number, 0 or more"),
        (ImportKind.Amount, double number) => Math.Abs(number) < SheetCell.MostExact ? Cents((decimal)number) : (null, "is too large"),
        (ImportKind.Amount, string text) => AmountText.Read(text, column.Decimal ?? DecimalSign.Point) is { } amount
            ? Cents(amount) : (null, column.Decimal is null ? "is no amount" : $"is no amount with a decimal {(column.Decimal == DecimalSign.Comma ? "comma" : "point")}"),
        (_, DateTime day) => (DateOnly.FromDateTime(day), null),
        (_, double serial) => DateText.OfSerial(serial, isFrom1904) is { } day ? (day, null) : (null, "is no date"),
        (_, string text) => Date(text, column.Dates ?? DateOrder.Ymd, isFrom1904),
        _ => throw new ArgumentException($"a cell of type {cell.GetType()}", nameof(cell)),
    };

    static (object? Value, string? Problem) Cents(decimal amount) =>
        AmountText.Cents(amount) is { } cents ? (cents, null) : (null, "has more than two decimals, or is too large");

    static (object? Value, string? Problem) Date(string text, DateOrder order, bool isFrom1904) =>
        DateText.Read(text, order) is { } day ? (day, null)
        : text.Length == 5 && int.TryParse(text, NumberStyles.None, null, out var serial) && DateText.OfSerial(serial, isFrom1904) is { } counted ? (counted, null)
        : DateText.HasShortYear(text) ? (null, "has a year of two digits; write all four")
        : (null, $"is no date {order switch { DateOrder.Mdy => "like 3/31/2024 or 2024-03-31", DateOrder.Dmy => "like 31/3/2024 or 2024-03-31", _ => "like 2024-03-31" }}");
}
