namespace ClaimBook.Engine.Semantics;

/// <summary>The figures of one period in the rows of an answer, or in the one row of its total.</summary>
sealed class Figures
{
    readonly Period _period;
    readonly int _count;
    readonly List<(Groups Groups, int[] Rows, int[] Years)> _placed;
    readonly Dictionary<Formula, long?[]> _computed = [];

    /// <summary>Places groups in rows.</summary>
    /// <param name="period">The period.</param>
    /// <param name="groups">What was added up for it.</param>
    /// <param name="rows">The rows.</param>
    public Figures(Period period, IEnumerable<Groups> groups, RowIndex rows)
    {
        _period = period;
        _count = rows.Keys.Length;
        _placed = [.. groups.Select(g => (g, rows.RowsOf(g.RowKeys(period)), g.Years))];
    }

    /// <summary>A sum, a balance or a count by row; null where no fact counts.</summary>
    public long?[] Amounts(Formula formula)
    {
        if (!_computed.TryGetValue(formula, out var amounts))
        {
            _computed[formula] = amounts = formula switch
            {
                Sum { Subtracted: { } subtracted } sum => Subtract(Amounts(new Sum(sum.First)), Amounts(new Sum(subtracted))),
                Sum sum => SumOf(sum.First),
                Balance balance => BalanceOf(balance.Quantity),
                DistinctCount => AgenciesOf(),
                _ => throw new ArgumentException($"{formula.Text} is not an amount", nameof(formula)),
            };
        }
        return amounts;
    }

    /// <summary>A ratio by row; null where the denominator is zero or less. Of a row that only the denominator's fact has, the numerator is zero.</summary>
    public double?[] Ratios(Ratio ratio)
    {
        var (numerators, denominators) = (Amounts(ratio.Numerator), Amounts(ratio.Denominator));
        var cents = ratio.Unit.IsMoney ? 100.0 : 1.0;
        var ratios = new double?[_count];
        for (var row = 0; row < _count; row++)
            ratios[row] = denominators[row] > 0 ? ((numerators[row] ?? 0) / cents / denominators[row] * ratio.Times) - ratio.Minus : null;
        return ratios;
    }

    static long?[] Subtract(long?[] from, long?[] subtracted)
    {
        var differences = new long?[from.Length];
        for (var row = 0; row < differences.Length; row++)
            differences[row] = from[row] - subtracted[row];
        return differences;
    }

    long?[] SumOf(Quantity quantity) => Fold(quantity, (_, slice, sum) => slice.Sums.Take(sum));

    long?[] BalanceOf(Quantity quantity) => Fold(quantity, (axis, slice, sum) =>
        !axis.IsShown && slice.Shown != _period.LatestShown ? null : quantity.IsStock ? sum : slice.Balances.Take(sum));

    long?[] AgenciesOf() => Fold(_placed.FindIndex(p => p.Groups.Aggregate.Agencies is not null), g => g.Aggregate.Agencies!, (_, _, n) => n);

    long?[] Fold(Quantity quantity, Func<YearAxis, YearSlice, long, long?> part) =>
        Fold(_placed.FindIndex(p => p.Groups.Quantities.Contains(quantity)), g => g.Aggregate.Sums[Array.IndexOf(g.Quantities, quantity)], part);

    long?[] Scatter(long[] amounts, int[] rows)
    {
        // Answers can have many rows: where each gets its amount there is no need to clear them first.
        var values = amounts.Length == _count ? GC.AllocateUninitializedArray<long?>(_count) : new long?[_count];
        for (var g = 0; g < rows.Length; g++)
            values[rows[g]] = amounts[g];
        return values;
    }

    /// <summary>Adds up by row the part of each group's amount that counts.</summary>
    long?[] Fold(int index, Func<Groups, long[]> amountsOf, Func<YearAxis, YearSlice, long, long?> part)
    {
        var (groups, rows, years) = _placed[index];
        var amounts = amountsOf(groups);
        if (groups.Axis is null)
            return Scatter(amounts, rows);
        var values = new long?[_count];
        for (var g = 0; g < rows.Length; g++)
        {
            if (rows[g] >= 0 && part(groups.Axis, _period.Slices[years[g]]!, amounts[g]) is { } counted)
                values[rows[g]] = (values[rows[g]] ?? 0) + counted;
        }
        return values;
    }
}
