namespace ClaimBook.Engine.Semantics;

/// <summary>Answers a query from what an engine adds up. Every engine answers through here, so all give the same answer.</summary>
public sealed class QueryAnswer
{
    readonly AnalyticsQuery _query;
    readonly RowScope _scope;
    readonly StarMembers _members;
    readonly Func<Aggregation, Aggregate> _aggregate;
    readonly Selection _selection;

    QueryAnswer(AnalyticsQuery query, RowScope scope, StarMembers members, Func<Aggregation, Aggregate> aggregate)
    {
        (_query, _scope, _members, _aggregate) = (query, scope, members, aggregate);
        _selection = new Selection(query, scope, members);
    }

    Period Current => _selection.Current;

    Period? Prior => _selection.Prior;

    bool ShowsYears => _query.By.Contains(InsuranceCatalog.Year);

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="scope">The agencies that count.</param>
    /// <param name="members">The members of the data.</param>
    /// <param name="aggregate">Adds up what is asked of it.</param>
    public static ResultTable Of(AnalyticsQuery query, RowScope scope, StarMembers members, Func<Aggregation, Aggregate> aggregate) =>
        new QueryAnswer(query, scope, members, aggregate).Answer();

    ResultTable Answer()
    {
        var sums = Sums();
        var totals = sums.ConvertAll(s => s.Total());
        List<Period> periods = Prior is null ? [Current] : [Current, Prior];
        var groups = periods.ConvertAll(p => Counts(p, _query.By).Concat(sums).ToList());
        var rows = RowIndex.Union([.. periods.Zip(groups).SelectMany(p => p.Second.Select(g => g.RowKeys(p.First)))]);
        var total = new RowIndex([0]);

        var codes = _members.KeySpace(_query.By).Codes(rows.Keys);
        List<ResultColumn> columns = [.. _query.By.Select((d, position) => _members[d].ToColumn(codes[position]))];
        if (ShowsYears && Current.CutsYears)
        {
            var years = codes[_query.By.ToList().IndexOf(InsuranceCatalog.Year)];
            var isCut = Array.ConvertAll(years, y => Current.Slices[y] is { Sums.IsWhole: false });
            columns.Add(new ResultColumn<bool>("estimated", "Estimated", ResultKind.Flag, null, isCut, Total: false));
        }

        var figures = periods.Zip(groups).Select(p => (
            Rows: new Figures(p.First, p.Second, rows),
            Total: new Figures(p.First, [.. Counts(p.First, []), .. totals], total))).ToList();
        columns.AddRange(_query.Measures.SelectMany(m => MeasureColumns.Of(m, figures)));

        return RowOrder.Show(_query, columns, _members, codes, rows.Keys.Length, hiddenRows => Notices.Of(
            _query, dimension => KnownNames.Of(dimension, _scope, _members, _aggregate), _members, Current, Prior, hiddenRows)) with
        { LoadId = _members.LoadId };
    }

    /// <summary>The sums that the measures need, for each fact; by year where years do not simply count whole.</summary>
    List<Groups> Sums()
    {
        List<Groups> sums = [];
        foreach (var formulas in _query.Measures.Select(m => m.Formula).GroupBy(f => f.Fact))
        {
            Quantity[] quantities = [.. formulas.SelectMany(f => f.Quantities).Distinct()];
            if (quantities.Length == 0)
                continue;
            var isByYear = formulas.Key.Has(InsuranceCatalog.Year) && (ShowsYears || Current.CutsYears || Prior is not null || formulas.Any(f => f.HasBalance));
            List<Dimension> by = isByYear && !ShowsYears ? [.. _query.By, InsuranceCatalog.Year] : [.. _query.By];
            var years = Prior is null ? Current.Years : [.. Current.Years.Zip(Prior.Years, (a, b) => a || b)];
            sums.Add(new Groups(_aggregate(Aggregation(formulas.Key, by, years) with { Quantities = quantities }), quantities, isByYear ? Axis(by) : null));
        }
        return sums;
    }

    /// <summary>The numbers of agencies, if a measure needs them; they cannot be folded, so each period counts its own.</summary>
    IEnumerable<Groups> Counts(Period period, IReadOnlyList<Dimension> by)
    {
        if (_query.Measures.Any(m => m.Formula is DistinctCount))
        {
            var counted = _aggregate(Aggregation(Fact.Performance, by, period.Years) with { CountsAgencies = true });
            yield return new Groups(counted, [], by.Contains(InsuranceCatalog.Year) ? Axis(by) : null);
        }
    }

    Aggregation Aggregation(Fact fact, IReadOnlyList<Dimension> by, bool[] years) => new(fact, by, _selection.Admitted(fact, years), []);

    YearAxis Axis(IReadOnlyList<Dimension> by) =>
        new(_members.KeySpace(by).Stride(by.ToList().IndexOf(InsuranceCatalog.Year)), _members.Years.Count, ShowsYears);
}
