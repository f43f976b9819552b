using System.Diagnostics.CodeAnalysis;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>Rows of fact_performance for people: codes instead of ids, money in currency units, with what is known of their agencies.
/// Made once for a state of the data; any thread may use it.</summary>
public sealed class DetailTable
{
    readonly Dictionary<int, (AgencyRow Row, QuoteRow?[] Quotes)> _agencies;
    readonly Dictionary<int, ProductRow> _products;
    readonly Dictionary<int, StateRow> _states;
    readonly Dictionary<(int Agency, string Line, int Year), PublishedRatioRow> _published;

    /// <summary>Takes what stands beside the facts.</summary>
    /// <param name="dimensions">The dimensions and quotes.</param>
    /// <param name="published">The published 3-year ratios.</param>
    public DetailTable(StarDimensions dimensions, IEnumerable<PublishedRatioRow> published)
    {
        var quotes = dimensions.Quotes.ToDictionary(q => (q.AgencyId, q.Line, q.Platform));
        LoadId = dimensions.LoadId;
        _agencies = dimensions.Agencies.ToDictionary(a => a.Id, a => (a, (QuoteRow?[])
            [.. PerformanceFile.Platforms.Select(p => quotes.GetValueOrDefault((a.Id, p.Line, p.Name)))]));
        _products = dimensions.Products.ToDictionary(p => p.Id);
        _states = dimensions.States.ToDictionary(s => s.Id);
        _published = published.ToDictionary(p => (p.AgencyId, p.Line, p.Year));
    }

    /// <summary>The load whose data it was made for.</summary>
    public int LoadId { get; }

    /// <summary>All columns: what a row holds, then what its agency holds, then where it comes from.</summary>
    public static IReadOnlyList<DetailColumn> Columns { get; } = DetailColumn.All();

    /// <summary>The columns that are shown where none are chosen.</summary>
    public static IReadOnlyList<DetailColumn> Default { get; } = [.. Columns.Where(c => c.IsDefault)];

    /// <summary>Reads which columns to show.</summary>
    /// <param name="names">Names separated by commas; <c>all</c> for all; null for the default ones.</param>
    /// <param name="columns">The columns, in the order named.</param>
    /// <param name="problem">What is wrong, with what is allowed.</param>
    public static bool TrySelect(
        string? names, [NotNullWhen(true)] out IReadOnlyList<DetailColumn>? columns, [NotNullWhen(false)] out QueryProblem? problem)
    {
        string[] items = names is null or "all" ? [] : names.Split(',', StringSplitOptions.TrimEntries);
        problem = null;
        foreach (var item in items)
        {
            if (Columns.All(c => c.Name != item))
            {
                var known = Columns.Select(c => c.Name).ToList();
                problem = new(
                    "columns", $"{Spelling.Quote(item)} is unknown{Spelling.Suggest(item, known)} Allowed: all, {string.Join(", ", known)}");
            }
            else if (items.Count(i => i == item) > 1)
            {
                problem = new("columns", $"names '{item}' twice; name each once");
            }
        }
        columns = problem is not null ? null
            : names is null ? Default
            : names == "all" ? Columns
            : [.. items.Select(i => Columns.First(c => c.Name == i))];
        return problem is null;
    }

    /// <summary>The table of some facts.</summary>
    /// <param name="columns">The columns, some of <see cref="Columns"/>.</param>
    /// <param name="rows">The facts, read once; all of the state of the data that this was made for.</param>
    /// <param name="rowCount">How many there are.</param>
    public ExportTable Of(IReadOnlyList<DetailColumn> columns, IEnumerable<PerformanceRow> rows, int rowCount) => new()
    {
        Title = "Performance details",
        Columns = [.. columns.Select(c => c.Column)],
        Rows = Rows(columns, rows),
        RowCount = rowCount,
        LoadId = LoadId,
    };

    /// <summary>Sorts facts by some of <see cref="Columns"/>. Those without a value come last, whichever way it goes; equal ones stay in their order. Texts go
    /// byte by byte, agency sizes from small to large.</summary>
    /// <param name="facts">The facts, all of the state of the data that this was made for.</param>
    /// <param name="rows">Which of them to sort: positions.</param>
    /// <param name="sort">The columns, the most important one first.</param>
    public int[] Sorted(IReadOnlyList<PerformanceRow> facts, int[] rows, IReadOnlyList<SortKey> sort)
    {
        var row = new DetailRow { Table = this };
        return DetailOrder.Sorted(rows, sort, position => row.At(facts[position]));
    }

    internal (AgencyRow Row, QuoteRow?[] Quotes) Agency(int id) => _agencies[id];

    internal ProductRow Product(int id) => _products[id];

    internal StateRow State(int id) => _states[id];

    internal PublishedRatioRow? Published(int agency, string line, int year) => _published.GetValueOrDefault((agency, line, year));

    IEnumerable<Cell[]> Rows(IReadOnlyList<DetailColumn> columns, IEnumerable<PerformanceRow> facts)
    {
        var row = new DetailRow { Table = this };
        var cells = new Cell[columns.Count];
        Func<DetailRow, Cell>[] values = [.. columns.Select(c => c.Value)];
        foreach (var fact in facts)
        {
            row.At(fact);
            for (var column = 0; column < cells.Length; column++)
                cells[column] = values[column](row);
            yield return cells;
        }
    }
}
