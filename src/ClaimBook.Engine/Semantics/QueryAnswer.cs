namespace ClaimBook.Engine.Semantics;

/// <summary>Answers a query from what an engine adds up. Every engine answers through here, so all give the same answer.</summary>
public sealed class QueryAnswer
{
    readonly AnalyticsQuery query;
    readonly RowScope scope;
    readonly StarMembers members;
    readonly Func<Aggregation, Aggregate> aggregate;
    readonly Dictionary<Dimension, bool[]> admitted;
    readonly Period current;
    readonly Period? prior;

    QueryAnswer(AnalyticsQuery query, RowScope scope, StarMembers members, Func<Aggregation, Aggregate> aggregate)
    {
        (this.query, this.scope, this.members, this.aggregate) = (query, scope, members, aggregate);
        admitted = query.Filters.ToDictionary(f => f.Dimension, f => members[f.Dimension].Admitted(f));
        if (!scope.IsAll)
        {
            var agencies = ((NumberMembers)members[InsuranceCatalog.Agency]).Admitted(scope);
            admitted[InsuranceCatalog.Agency] = admitted.TryGetValue(InsuranceCatalog.Agency, out var filtered)
                ? [.. agencies.Zip(filtered, (a, b) => a && b)]
                : agencies;
        }

        var years = admitted.GetValueOrDefault(InsuranceCatalog.Year) ?? [.. members.Years.Select(_ => true)];
        current = Period.Of(members.Years, years, query);
        prior = query.ComparesPriorYear ? current.AYearBefore(members.Years, query) : null;
    }

    bool ShowsYears => query.By.Contains(InsuranceCatalog.Year);

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
        List<Period> periods = prior is null ? [current] : [current, prior];
        var groups = periods.ConvertAll(p => Counts(p, query.By).Concat(sums).ToList());
        var rows = RowIndex.Union([.. periods.Zip(groups).SelectMany(p => p.Second.Select(g => g.RowKeys(p.First)))]);
        var total = new RowIndex([0]);

        var codes = members.KeySpace(query.By).Codes(rows.Keys);
        List<ResultColumn> columns = [.. query.By.Select((d, position) => members[d].ToColumn(codes[position]))];
        if (ShowsYears && current.CutsYears)
        {
            var years = codes[query.By.ToList().IndexOf(InsuranceCatalog.Year)];
            var isCut = Array.ConvertAll(years, y => current.Slices[y] is { Sums.IsWhole: false });
            columns.Add(new ResultColumn<bool>("estimated", "Estimated", ResultKind.Flag, null, isCut, Total: false));
        }

        var figures = periods.Zip(groups).Select(p => (
            Rows: new Figures(p.First, p.Second, rows),
            Total: new Figures(p.First, [.. Counts(p.First, []), .. totals], total))).ToList();
        columns.AddRange(query.Measures.SelectMany(m => MeasureColumns.Of(m, figures)));

        if (query is { Having.Count: 0, Sort.Count: 0, Limit: null, Offset: 0 })
        {
            return Table(columns, rows.Keys.Length, rows.Keys.Length);
        }

        var shown = RowOrder.Of(query, columns, members, codes, rows.Keys.Length);
        int[] page = [.. shown.Skip(query.Offset).Take(query.Limit ?? int.MaxValue)];
        return Table(columns.ConvertAll(c => c.Select(page)), page.Length, shown.Length);

        ResultTable Table(List<ResultColumn> shownColumns, int shownRows, int rowCount) => new(
            shownColumns, shownRows, rowCount,
            Notices.Of(query, scope, members, current, prior, hiddenRows: rows.Keys.Length - rowCount),
            members.LoadId);
    }

    /// <summary>The sums that the measures need, for each fact; by year where years do not simply count whole.</summary>
    List<Groups> Sums()
    {
        List<Groups> sums = [];
        foreach (var formulas in query.Measures.Select(m => m.Formula).GroupBy(f => f.Fact))
        {
            Quantity[] quantities = [.. formulas.SelectMany(f => f.Quantities).Distinct()];
            if (quantities.Length == 0)
            {
                continue;
            }

            var isByYear = formulas.Key.Has(InsuranceCatalog.Year) && (ShowsYears || current.CutsYears || prior is not null || formulas.Any(f => f.HasBalance));
            List<Dimension> by = isByYear && !ShowsYears ? [.. query.By, InsuranceCatalog.Year] : [.. query.By];
            var years = prior is null ? current.Years : [.. current.Years.Zip(prior.Years, (a, b) => a || b)];
            sums.Add(new Groups(aggregate(Aggregation(formulas.Key, by, years) with { Quantities = quantities }), quantities, isByYear ? Axis(by) : null));
        }

        return sums;
    }

    /// <summary>The numbers of agencies, if a measure needs them; they cannot be folded, so each period counts its own.</summary>
    IEnumerable<Groups> Counts(Period period, IReadOnlyList<Dimension> by)
    {
        if (query.Measures.Any(m => m.Formula is DistinctCount))
        {
            var counted = aggregate(Aggregation(Fact.Performance, by, period.Years) with { CountsAgencies = true });
            yield return new Groups(counted, [], by.Contains(InsuranceCatalog.Year) ? Axis(by) : null);
        }
    }

    Aggregation Aggregation(Fact fact, IReadOnlyList<Dimension> by, bool[] years)
    {
        var filters = new Dictionary<Dimension, bool[]>(admitted);
        if (fact.Has(InsuranceCatalog.Year) && years.Contains(false))
        {
            filters[InsuranceCatalog.Year] = years;
        }
        else
        {
            filters.Remove(InsuranceCatalog.Year);
        }

        return new Aggregation(fact, by, filters, []);
    }

    YearAxis Axis(IReadOnlyList<Dimension> by) =>
        new(members.KeySpace(by).Stride(by.ToList().IndexOf(InsuranceCatalog.Year)), members.Years.Count, ShowsYears);
}
