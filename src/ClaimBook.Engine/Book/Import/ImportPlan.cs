using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book.Import;

/// <summary>A column of a file that is imported.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Header">Its header; empty if it has none.</param>
/// <param name="Field">What it is; null if it is ignored.</param>
/// <param name="Dates">The order of its days; null if it has none as text.</param>
/// <param name="Decimal">The decimal sign of its amounts; null if it has none as text.</param>
/// <param name="Why">Why these were chosen; empty if there was no choice.</param>
public sealed record PlannedColumn(int Index, string Header, ImportColumn? Field, DateOrder? Dates, DecimalSign? Decimal, string Why)
{
    /// <summary>Its letters in a spreadsheet.</summary>
    public string Letters => ColumnMatching.Letters(Index);
}

/// <summary>How a file is read: its sheet, what its columns are, and how they write days and amounts.</summary>
public sealed class ImportPlan
{
    /// <summary>Among how many rows the header is looked for.</summary>
    internal const int MostHeaderRows = 20;

    ImportPlan(ImportForm form, ImportFile file, HeaderPlace found, IReadOnlyList<PlannedColumn> columns) =>
        (Form, FileKind, SheetName, HeaderRow, Columns, IsFrom1904, Rows) = (form, file.Kind, found.Sheet.Name, found.Header.Number, columns, found.Sheet.IsFrom1904, found.Rows);

    /// <summary>What is imported.</summary>
    public ImportForm Form { get; }

    /// <summary>What the file is, in words.</summary>
    public string FileKind { get; }

    /// <summary>The sheet; empty for a file without sheets.</summary>
    public string SheetName { get; }

    /// <summary>The row of the header, the first row being 1.</summary>
    public int HeaderRow { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<PlannedColumn> Columns { get; }

    /// <summary>The columns that are not imported, by their headers.</summary>
    public IEnumerable<string> IgnoredColumns => Columns.Where(c => c.Field is null && c.Header.Length > 0).Select(c => c.Header);

    /// <summary>What the reader should know: how days and amounts were read and why, and what is not imported.</summary>
    public IReadOnlyList<string> Notices =>
    [
        .. Columns.Where(c => c.Dates is not null && c.Why.Length > 0).Select(c => $"The dates of {c.Header} are read as {c.Dates!.Value.ToString().ToUpperInvariant()}: {c.Why}."),
        .. Columns.Where(c => c.Decimal is not null && c.Why.Length > 0).Select(c => $"The amounts of {c.Header} are read with a decimal {c.Decimal!.Value.ToString().ToLowerInvariant()}: {c.Why}."),
        .. IgnoredColumns.Any() ? [$"Not imported: {string.Join(", ", IgnoredColumns)}."] : Array.Empty<string>(),
    ];

    internal bool IsFrom1904 { get; }

    internal IReadOnlyList<SheetRow> Rows { get; }

    /// <summary>Whether a column is a field.</summary>
    internal bool Has(string field) => Columns.Any(c => c.Field?.Field == field);

    /// <summary>Reads a file, and finds out how it is to be understood.</summary>
    /// <param name="form">What is imported.</param>
    /// <param name="path">Where the file lies.</param>
    /// <param name="options">What whoever imports says about it.</param>
    /// <returns>The plan; or what is wrong with the file, as <c>file</c>, or is to be asked, as the option that answers it.</returns>
    public static Outcome<ImportPlan> Of(ImportForm form, string path, ImportOptions options)
    {
        try
        {
            var file = ImportFile.Read(path, form);
            return Sheet(form, file, options).Then(found => Of(form, file, found, options));
        }
        catch (ClaimBookException e)
        {
            return Refused.Wrong("file", e.Message);
        }
    }

    static Outcome<ImportPlan> Of(ImportForm form, ImportFile file, HeaderPlace found, ImportOptions options)
    {
        var headers = found.Sheet.Header(found.Header);
        var (chosen, problems) = ColumnMatching.Choose(form, headers, options.Columns);
        var matches = ColumnMatching.Match(form, headers, chosen);
        if (problems.Count == 0)
            problems.AddRange(ColumnMatching.Problems(headers, matches));
        if (problems.Count > 0)
            return Refused.Wrong([.. problems]);
        PlannedColumn[] columns = [.. headers.Select((header, i) => Understand(i, header, matches[i].SingleOrDefault(), found.Rows, options, problems))];
        return problems.Count > 0 ? Refused.Wrong([.. problems]) : new ImportPlan(form, file, found, columns);
    }

    /// <summary>Tells from all values of a column how it writes days or amounts; what they do not tell is asked.</summary>
    static PlannedColumn Understand(
        int index, string header, ImportColumn? field, IReadOnlyList<SheetRow> rows, ImportOptions options, List<QueryProblem> problems)
    {
        var texts = rows.Select(r => r[index]).OfType<string>();
        var named = $"column {ColumnMatching.Letters(index)}, {Spelling.Quote(header)}: ";
        if (field?.Kind == ImportKind.Date && texts.Any())
        {
            var (order, why) = options.Dates is { } said ? (said, "as you said") : DateText.OrderOf(texts);
            if (order is null)
                problems.Add(new("dates", $"{named}{why}; say which, as dates=dmy, mdy or ymd"));
            return new PlannedColumn(index, header, field, order, null, why);
        }
        if (field?.Kind == ImportKind.Amount && texts.Any())
        {
            var (sign, why) = options.Decimal is { } said ? (said, "as you said") : AmountText.SignOf(texts);
            if (sign is null)
                problems.Add(new("decimal", $"{named}{why}; say which, as decimal=point or comma"));
            return new PlannedColumn(index, header, field, null, sign, why);
        }
        return new PlannedColumn(index, header, field, null, null, "");
    }

    static Outcome<HeaderPlace> Sheet(ImportForm form, ImportFile file, ImportOptions options)
    {
        if (options.Sheet is { } name && !file.Sheets.Any(s => Is(s, name)))
            return Refused.Wrong("sheet", $"there is no sheet {Spelling.Quote(name)}; there are: {Names(file.Sheets)}");
        ImportSheet[] sheets = [.. file.Sheets.Where(s => options.Sheet is { } wanted ? Is(s, wanted) : !s.IsHidden)];
        if (sheets.Length == 0)
            return Refused.Wrong("file", file.Sheets.Count > 0 ? $"has nothing but hidden sheets: {Names(file.Sheets)}." : "has no rows.");
        HeaderPlace[] found = [.. sheets.Select(s => Header(form, s, options)).OfType<HeaderPlace>()];
        HeaderPlace[] filled = [.. found.Where(f => f.Rows.Count > 0)];
        return filled.Length switch
        {
            1 => filled[0],
            0 when found.Length > 0 => Refused.Wrong("file", $"has a header in row {found[0].Header.Number} and no rows below it."),
            0 when options.Columns is not null => Refused.Wrong("columns", $"with these the file {NoHeader(form, sheets, options)}"),
            0 => Refused.Wrong("file", NoHeader(form, sheets, options)),
            _ => Refused.Wrong("sheet", $"{filled.Length} sheets have these columns; say which, as sheet=NAME: {Names(filled.Select(f => f.Sheet))}"),
        };

        static bool Is(ImportSheet sheet, string name) => sheet.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
        static string Names(IEnumerable<ImportSheet> sheets) => string.Join(", ", sheets.Select(s => s.Name).Where(n => n.Length > 0).DefaultIfEmpty("none"));
    }

    /// <summary>The first of a sheet's first rows that names all fields that are needed.</summary>
    static HeaderPlace? Header(ImportForm form, ImportSheet sheet, ImportOptions options) => sheet.Rows.TakeWhile(r => r.Number <= MostHeaderRows)
        .Where(row => Missing(form, sheet.Header(row), options).Count == 0).Select(row => new HeaderPlace(sheet, row, [.. sheet.Rows.SkipWhile(r => r.Number <= row.Number)])).FirstOrDefault();

    static List<string> Missing(ImportForm form, string[] headers, ImportOptions options)
    {
        var matches = ColumnMatching.Match(form, headers, ColumnMatching.Choose(form, headers, options.Columns).Chosen);
        return [.. form.Required.Where(any => !matches.Any(m => m.Any(c => any.Contains(c.Field)))).Select(any => string.Join(" or ", any))];
    }

    static string NoHeader(ImportForm form, IEnumerable<ImportSheet> sheets, ImportOptions options)
    {
        var (headers, missing) = sheets.SelectMany(s => s.Rows.TakeWhile(r => r.Number <= MostHeaderRows).Select(s.Header))
            .Select(h => (h, Missing: Missing(form, h, options))).MinBy(h => h.Missing.Count);
        var known = missing is null || missing.Count == form.Required.Count ? "" : $" The nearest row has {string.Join(", ", headers.Where(h => h.Length > 0).Select(Spelling.Quote))}, but not {string.Join(", ", missing)}.";
        return $"has no row among its first {MostHeaderRows} that names the columns of {form.Name}: {string.Join(", ", form.Required.Select(any => string.Join(" or ", any)))}.{known} "
            + "Other names of columns can be given, as columns=HEADER:FIELD.";
    }

    sealed record HeaderPlace(ImportSheet Sheet, SheetRow Header, IReadOnlyList<SheetRow> Rows);
}
