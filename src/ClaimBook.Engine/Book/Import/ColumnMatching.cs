using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book.Import;

/// <summary>Finds out which column of a sheet is which field.</summary>
static class ColumnMatching
{
    /// <summary>The name of no field, for columns that are to be ignored.</summary>
    public const string None = "-";

    /// <summary>A column's letters in a spreadsheet.</summary>
    public static string Letters(int index) => index < 26 ? $"{(char)('A' + index)}" : Letters((index / 26) - 1) + Letters(index % 26);

    /// <summary>The field of each column.</summary>
    /// <param name="form">What is imported.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="chosen">The fields that whoever imports has named, by column.</param>
    /// <returns>For each header the columns it may be; none if it is not known or not needed.</returns>
    public static IReadOnlyList<ImportColumn>[] Match(ImportForm form, IReadOnlyList<string> headers, IReadOnlyDictionary<int, ImportColumn?> chosen)
    {
        var taken = chosen.Values.ToHashSet();
        var matches = new IReadOnlyList<ImportColumn>[headers.Count];
        for (var i = 0; i < matches.Length; i++)
        {
            matches[i] = chosen.TryGetValue(i, out var field) ? field is null ? [] : [field]
                : [.. form.Columns.Where(c => c.Means(headers[i]) && !taken.Contains(c))];
        }
        // A name of several fields is no question where others have columns of their own.
        var certain = matches.Where(m => m.Count == 1).Select(m => m[0]).ToHashSet();
        return Array.ConvertAll(matches, m => m.Count > 1 && m.All(certain.Contains) ? [] : m);
    }

    /// <summary>What is to be asked about a match, or refused.</summary>
    public static IEnumerable<QueryProblem> Problems(IReadOnlyList<string> headers, IReadOnlyList<ImportColumn>[] matches)
    {
        foreach (var (index, match) in matches.Index().Where(m => m.Item.Count > 1))
        {
            yield return Ask(
                $"{Named(headers, index)} may be {string.Join(" or ", match.Select(c => c.Field))}; say which, as columns={Letters(index)}:{match[0].Field}, or columns={Letters(index)}:{None} to ignore it");
        }
        foreach (var field in matches.Index().Where(m => m.Item.Count == 1).GroupBy(m => m.Item[0]).Where(g => g.Count() > 1))
        {
            yield return Ask(
                $"{string.Join(" and ", field.Select(m => Named(headers, m.Index)))} are both {field.Key.Field}; say which is, as columns={Letters(field.First().Index)}:{field.Key.Field}");
        }
    }

    /// <summary>Reads which columns whoever imports has named.</summary>
    /// <param name="form">What is imported.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="text">The text, as <see cref="ImportOptions.Columns"/>.</param>
    /// <returns>The fields by column; null for columns to be ignored. And what is wrong.</returns>
    public static (Dictionary<int, ImportColumn?> Chosen, List<QueryProblem> Problems) Choose(ImportForm form, IReadOnlyList<string> headers, string? text)
    {
        Dictionary<int, ImportColumn?> chosen = [];
        List<QueryProblem> problems = [];
        foreach (var choice in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = choice.LastIndexOf(':');
            var (header, name) = at < 0 ? (choice, "") : (choice[..at].Trim(), choice[(at + 1)..].Trim());
            var field = form.Columns.FirstOrDefault(c => c.Field.Equals(name, StringComparison.OrdinalIgnoreCase));
            var column = Find(headers, header);
            if (column is null)
                problems.Add(Ask($"there is no column {Spelling.Quote(header)}, or there are several; there are: {string.Join(", ", headers.Select((_, i) => Named(headers, i)))}"));
            else if (field is null && name != None)
                problems.Add(Ask($"{Spelling.Quote(name)} is no field; allowed: {string.Join(", ", form.Columns.Select(c => c.Field).Append(None))}"));
            else if (!chosen.TryAdd(column.Value, field))
                problems.Add(Ask($"{Named(headers, column.Value)} is given twice"));
            else if (field is not null && chosen.Values.Count(f => f == field) > 1)
                problems.Add(Ask($"{field.Field} is given twice"));
        }
        return (chosen, problems);
    }

    /// <summary>A column by its header or, failing that, by its letters.</summary>
    static int? Find(IReadOnlyList<string> headers, string name)
    {
        int[] named = [.. headers.Index().Where(h => ImportColumn.Plain(h.Item) is { Length: > 0 } plain && plain == ImportColumn.Plain(name)).Select(h => h.Index)];
        int[] lettered = [.. Enumerable.Range(0, headers.Count).Where(i => Letters(i).Equals(name, StringComparison.OrdinalIgnoreCase))];
        return named.Length == 1 ? named[0] : named.Length == 0 && lettered.Length == 1 ? lettered[0] : null;
    }

    static string Named(IReadOnlyList<string> headers, int index) =>
        headers[index].Length > 0 ? $"{Spelling.Quote(headers[index])} (column {Letters(index)})" : $"column {Letters(index)}";

    static QueryProblem Ask(string message) => new("columns", message);
}
