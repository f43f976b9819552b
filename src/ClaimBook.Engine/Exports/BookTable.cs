using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>A list of the book as a table: what may be asked of it, and its columns.</summary>
/// <typeparam name="T">Its rows.</typeparam>
public sealed class BookTable<T>
{
    readonly string _title;
    readonly IReadOnlyList<ListColumn<T>> _columns;
    readonly IReadOnlyList<BookFilter<T>> _filters;
    readonly Dictionary<string, ListColumn<T>> _sortable;

    /// <summary>Makes a kind of table.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="filters">What it may be filtered by.</param>
    /// <param name="change">The change that made a row so: what it may be sorted by besides its columns.</param>
    internal BookTable(string title, IReadOnlyList<ListColumn<T>> columns, IReadOnlyList<BookFilter<T>> filters, Func<T, int> change)
    {
        (_title, _columns, _filters) = (title, columns, filters);
        _sortable = columns.Append(new("recorded", "", CellType.Whole, row => (long?)change(row))).ToDictionary(c => c.Name);
        Sort = new(
            "sort", $"Columns to sort by, separated by commas, with - in front for largest first; rows without a value come last. -recorded: what was recorded last comes first.",
            $"-{columns.First(c => c.Type == CellType.Cents).Name}");
    }

    /// <summary>How its order is asked for.</summary>
    public QueryParameter Sort { get; }

    /// <summary>How its filters are asked for.</summary>
    public IEnumerable<QueryParameter> Filters => _filters.Select(f => f.Parameter);

    /// <summary>Reads what is asked of it.</summary>
    /// <param name="valueOf">The value of a parameter; null if it is not given.</param>
    /// <param name="refuse">Is told which values cannot be right, and why.</param>
    public BookQuestion<T> Read(Func<QueryParameter, string?> valueOf, Action<QueryParameter, string> refuse)
    {
        var (conditions, asked) = BookFilter<T>.ReadAll(_filters, valueOf, refuse);
        return new BookQuestion<T>(conditions, ReadOrder(valueOf(Sort), refuse), asked);
    }

    /// <summary>The table of some rows.</summary>
    /// <param name="book">The book that they are of.</param>
    /// <param name="rows">The rows, by key.</param>
    /// <param name="question">What is asked.</param>
    public ExportTable Of(BookState book, IEnumerable<T> rows, BookQuestion<T> question)
    {
        List<T> selected = [.. rows.Where(question.Admits)];
        IEnumerable<T> shown = selected;
        foreach (var (column, descending) in question.Order)
        {
            var order = new CellOrder(column.Type, descending);
            shown = shown is IOrderedEnumerable<T> sorted ? sorted.ThenBy(column.Value, order) : shown.OrderBy(column.Value, order);
        }
        // Sorting stops where the page ends.
        if (question.Offset > 0)
            shown = shown.Skip(question.Offset);
        if (question.Limit is { } limit)
            shown = shown.Take(limit);
        return _columns.Table(_title, shown, selected.Count) with
        {
            Total = [.. _columns.Select(c => c.Kind == ResultKind.Additive ? (long?)selected.Sum(row => c.Value(row).Whole) : default(Cell))],
            Parameters = [.. question.Asked, (AsOf.Parameter.Name, $"{book.Day:yyyy-MM-dd}")],
        };
    }

    /// <summary>The table of all that was ever recorded of one of its rows: who changed what, when.</summary>
    /// <param name="entries">What was recorded, in the order to show it.</param>
    public ExportTable History(IReadOnlyList<BookEntry<T>> entries)
    {
        ListColumn<BookEntry<T>>[] columns =
        [
            new("recordedAt", "Recorded", CellType.Timestamp, e => (DateTimeOffset?)e.At),
            new("recordedBy", "By", CellType.Text, e => e.By),
            .. _columns.Select(c => new ListColumn<BookEntry<T>>(c.Name, c.Label, c.Type, e => c.Value(e.State)) { Kind = ResultKind.Attribute, Meaning = c.Meaning }),
        ];
        return columns.Table($"History of {_title.ToLowerInvariant()}", entries, entries.Count);
    }

    List<(ListColumn<T> Column, bool Descending)> ReadOrder(string? text, Action<QueryParameter, string> refuse)
    {
        List<(ListColumn<T> Column, bool Descending)> order = [];
        foreach (var name in text?.Split(',') ?? [])
        {
            if (!_sortable.TryGetValue(name.TrimStart('-'), out var column) || name.StartsWith("--", StringComparison.Ordinal))
                refuse(Sort, $"must be some of {string.Join(", ", _sortable.Keys)}, separated by commas, with - in front for largest first");
            else if (order.Any(o => o.Column == column))
                refuse(Sort, $"names {column.Name} twice; name each once");
            else
                order.Add((column, name[0] == '-'));
        }
        return order;
    }
}

/// <summary>What is asked of a list of the book.</summary>
/// <typeparam name="T">Its rows.</typeparam>
/// <param name="Conditions">What rows must be.</param>
/// <param name="Order">What they are sorted by; by key where that leaves a choice.</param>
/// <param name="Asked">The filters as they were given.</param>
public sealed record BookQuestion<T>(
    IReadOnlyList<Func<T, bool>> Conditions, IReadOnlyList<(ListColumn<T> Column, bool Descending)> Order, IReadOnlyList<(string Name, string Text)> Asked)
{
    /// <summary>How many rows to leave out at the start.</summary>
    public int Offset { get; init; }

    /// <summary>How many rows to show at most; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether a row is asked for.</summary>
    internal bool Admits(T row)
    {
        foreach (var condition in Conditions)
        {
            if (!condition(row))
                return false;
        }
        return true;
    }
}
