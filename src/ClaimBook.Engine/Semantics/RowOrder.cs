namespace ClaimBook.Engine.Semantics;

/// <summary>Which rows of an answer are shown, and in which order.</summary>
static class RowOrder
{
    /// <summary>The answer with the rows to show, in order.</summary>
    /// <param name="query">The query, for having, sort, limit and offset.</param>
    /// <param name="columns">The columns, rows in the order of the dimensions.</param>
    /// <param name="members">The members of the data.</param>
    /// <param name="codes">For each dimension of the query, the codes by row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="notices">What a reader must know, for the number of rows that having hides.</param>
    public static ResultTable Show(
        AnalyticsQuery query, List<ResultColumn> columns, MemberLists members, int[][] codes, int rows, Func<int, IReadOnlyList<string>> notices)
    {
        if (query is { Having.Count: 0, Sort.Count: 0, Limit: null, Offset: 0 })
            return new ResultTable(columns, rows, rows, notices(0), LoadId: null);
        var shown = Of(query, columns, members, codes, rows);
        int[] page = [.. shown.Skip(query.Offset).Take(query.Limit ?? int.MaxValue)];
        return new ResultTable(columns.ConvertAll(c => c.Select(page)), page.Length, shown.Length, notices(rows - shown.Length), LoadId: null);
    }

    static int[] Of(AnalyticsQuery query, List<ResultColumn> columns, MemberLists members, int[][] codes, int rows)
    {
        var conditions = query.Having.Select(h => Condition(h, columns.First(c => c.Name == h.Column))).ToList();
        int[] shown = [.. Enumerable.Range(0, rows)];
        if (conditions.Count > 0)
            shown = Array.FindAll(shown, row => conditions.TrueForAll(holds => holds(row)));
        if (query.Sort.Count > 0)
        {
            var comparisons = query.Sort.Select(Comparison).ToList();
            Array.Sort(shown, (a, b) =>
            {
                foreach (var compare in comparisons)
                {
                    if (compare(a, b) is not 0 and var order)
                        return order;
                }
                return a.CompareTo(b);
            });
        }
        return shown;

        Comparison<int> Comparison(SortKey key)
        {
            var position = query.By.Select(d => d.Name).ToList().IndexOf(key.Column);
            if (position >= 0)
            {
                var none = members[query.By[position]].NoneCode;
                return Ordered(Array.ConvertAll(codes[position], c => c == none ? (int?)null : c), key.Descending);
            }
            return columns.First(c => c.Name == key.Column) switch
            {
                ResultColumn<long?> amounts => Ordered(amounts.Values, key.Descending),
                ResultColumn<double?> ratios => Ordered(ratios.Values, key.Descending),
                var other => throw new InvalidOperationException($"{other.Name} has no order"),
            };
        }
    }

    /// <summary>Orders rows by their values, nulls last in either direction.</summary>
    static Comparison<int> Ordered<T>(T?[] values, bool descending)
        where T : struct, IComparable<T> => (a, b) => (values[a], values[b]) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            var (x, y) => descending ? y.Value.CompareTo(x.Value) : x.Value.CompareTo(y.Value),
        };

    static Predicate<int> Condition(HavingCondition having, ResultColumn column)
    {
        // Cents compare as exact decimals; a ratio is a double, so it is compared as one.
        var ratio = (double)having.Value;
        var amount = having.Value * (column.Unit!.IsMoney ? 100 : 1);
        return column switch
        {
            ResultColumn<long?> amounts => row => amounts.Values[row] is { } value && Holds(having.Operator, decimal.Compare(value, amount)),
            ResultColumn<double?> ratios => row => ratios.Values[row] is { } value && Holds(having.Operator, value.CompareTo(ratio)),
            _ => throw new InvalidOperationException($"{column.Name} is not a figure"),
        };
    }

    static bool Holds(string @operator, int comparison) => @operator switch
    {
        ">" => comparison > 0,
        ">=" => comparison >= 0,
        "<" => comparison < 0,
        "<=" => comparison <= 0,
        _ => comparison == 0,
    };
}
