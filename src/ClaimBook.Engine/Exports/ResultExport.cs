using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>Answers as tables on their way out.</summary>
public static class ResultExport
{
    /// <summary>The table of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="title">What it is, for people.</param>
    /// <param name="query">The question, to be stated beside the figures.</param>
    public static ExportTable ToExport(this ResultTable answer, string title = "Summary", AnalyticsQuery? query = null) => new()
    {
        Title = title,
        Columns = [.. answer.Columns.Select(Column)],
        Rows = Rows(answer),
        RowCount = answer.RowCount,
        Total = [.. answer.Columns.Select(Total)],
        Notices = answer.Notices,
        LoadId = answer.LoadId,
        Parameters = query is null ? [] : [.. query.Parameters().Select(p => (p.Key, p.Value))],
    };

    static ExportColumn Column(ResultColumn column)
    {
        var measure = InsuranceCatalog.FindMeasure(column.Name);
        return new ExportColumn(column.Name, column.Label, column.Kind, column.Unit, TypeOf(column))
        {
            Meaning = column.Meaning ?? measure?.Meaning ?? InsuranceCatalog.Dimensions.FirstOrDefault(d => d.Name == column.Name)?.Meaning,
            Formula = column.Formula ?? measure?.Formula.Text,
        };
    }

    static CellType TypeOf(ResultColumn column) => (column, column.Unit) switch
    {
        (ResultColumn<string>, _) => CellType.Text,
        (ResultColumn<bool>, _) => CellType.Flag,
        (ResultColumn<long?>, { IsMoney: true }) => CellType.Cents,
        (ResultColumn<long?>, _) => CellType.Whole,
        (_, { IsMoney: true }) => CellType.Money,
        _ => CellType.Ratio,
    };

    static IEnumerable<Cell[]> Rows(ResultTable answer)
    {
        var cells = new Cell[answer.Columns.Count];
        Func<int, Cell>[] values = [.. answer.Columns.Select(Values)];
        for (var row = 0; row < answer.Rows; row++)
        {
            for (var column = 0; column < cells.Length; column++)
                cells[column] = values[column](row);
            yield return cells;
        }
    }

    /// <summary>The cells of a column by row.</summary>
    internal static Func<int, Cell> Values(ResultColumn column) => column switch
    {
        ResultColumn<string> texts => row => texts.Values[row],
        ResultColumn<bool> flags => row => flags.Values[row],
        ResultColumn<long?> numbers => row => numbers.Values[row],
        ResultColumn<double?> ratios => row => ratios.Values[row],
        _ => throw new ArgumentException($"{column.Name} has values of an unknown type", nameof(column)),
    };

    static Cell Total(ResultColumn column) => column switch
    {
        ResultColumn<long?> { IsMeasure: true } numbers => (Cell)numbers.Total,
        ResultColumn<double?> { IsMeasure: true } ratios => (Cell)ratios.Total,
        _ => default,
    };
}
