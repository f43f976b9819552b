using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.Sql;

/// <summary>An answer as lines of text, everything in it to the last bit: two engines must give the same lines.</summary>
static class ExactAnswers
{
    public static IReadOnlyList<string> Lines(ResultTable table) =>
    [
        string.Join(" | ", table.Columns.Select(c => $"{c.Name} {c.Kind} {c.Unit?.Name}")),
        .. Enumerable.Range(0, table.Rows).Select(row => string.Join(" | ", table.Columns.Select(c => Value(c, row)))),
        $"total {string.Join(" | ", table.Columns.Where(c => c.IsMeasure).Select(Total))}",
        .. table.Notices,
        $"{table.RowCount} rows of load {table.LoadId}",
    ];

    static string Value(ResultColumn column, int row) => column switch
    {
        ResultColumn<string> texts => texts.Values[row],
        ResultColumn<bool> flags => $"{flags.Values[row]}",
        ResultColumn<long?> numbers => $"{numbers.Values[row]}",
        ResultColumn<double?> ratios => $"{ratios.Values[row]:R}",
        _ => throw new InvalidOperationException(column.Name),
    };

    static string Total(ResultColumn column) => column switch
    {
        ResultColumn<long?> numbers => $"{numbers.Total}",
        ResultColumn<double?> ratios => $"{ratios.Total:R}",
        _ => throw new InvalidOperationException(column.Name),
    };
}
