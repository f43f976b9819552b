using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

/// <summary>Answers as plain values, for comparison: amounts as decimals in cents, ratios as doubles, members as text or int.</summary>
static class Answers
{
    public static List<object?[]> Rows(ResultTable table)
    {
        var columns = table.Columns.Where(c => c.Kind != ResultKind.Flag).ToList();
        return [.. Enumerable.Range(0, table.Rows).Select(row => columns.Select(c => Value(c, row)).ToArray())];
    }

    public static object?[] Total(ResultTable table) => [.. table.Columns.Where(c => c.IsMeasure).Select(object? (c) => c switch
    {
        ResultColumn<long?> amounts => (decimal?)amounts.Total,
        ResultColumn<double?> ratios => ratios.Total,
        _ => throw new InvalidOperationException(c.Name),
    })];

    public static ResultColumn<T> Column<T>(ResultTable table, string name) => (ResultColumn<T>)table.Columns.Single(c => c.Name == name);

    public static void Equal(IReadOnlyList<object?[]> expected, IReadOnlyList<object?[]> actual, string what)
    {
        Assert.True(expected.Count == actual.Count, $"{what}: {expected.Count} rows expected, {actual.Count} found");
        foreach (var (e, a) in expected.Zip(actual))
            Assert.True(e.Length == a.Length && e.Zip(a).All(v => Same(v.First, v.Second)), $"{what}: expected {Shown(e)}, found {Shown(a)}");
    }

    static bool Same(object? a, object? b) => (a, b) switch
    {
        (double x, double y) => Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x)),
        _ => Equals(a, b),
    };

    static string Shown(object?[] values) => string.Join(" | ", values.Select(v => v ?? "null"));

    static object? Value(ResultColumn column, int row) => column switch
    {
        ResultColumn<string> texts => texts.Values[row],
        ResultColumn<long?> { Kind: ResultKind.Dimension } numbers => (int?)numbers.Values[row],
        ResultColumn<long?> amounts => (decimal?)amounts.Values[row],
        ResultColumn<double?> ratios => ratios.Values[row],
        _ => throw new InvalidOperationException(column.Name),
    };
}
