namespace ClaimBook.Engine.Semantics;

/// <summary>What an engine has to add up of the book to answer a query, or a part of it. A claim counts on the day of its loss; a policy on each
/// day that it covers, and to a group if it covers one of its days.</summary>
/// <param name="Fact">Claims or policies.</param>
/// <param name="By">The dimensions to group by; year and month stand in the keys of the slices.</param>
/// <param name="Admitted">For other dimensions that are filtered: by code, whether facts of the member count.</param>
/// <param name="Quantities">What to sum.</param>
/// <param name="Slices">The days that count, ascending.</param>
public sealed record BookAggregation(
    Fact Fact,
    IReadOnlyList<Dimension> By,
    IReadOnlyDictionary<Dimension, bool[]> Admitted,
    IReadOnlyList<Quantity> Quantities,
    IReadOnlyList<TimeSlice> Slices)
{
    /// <summary>Whether a dimension is one of time, which slices stand for.</summary>
    internal static bool IsTime(Dimension dimension) => dimension == InsuranceCatalog.Year || dimension == InsuranceCatalog.Month;
}

/// <summary>Answers a query to the book from what an engine adds up. Every engine answers through here, so all give the same answer.</summary>
/// <remarks>Unlike the star schema's years, the book's days are exact: every period, the prior one and the total are sums of their own, and no
/// year is ever shared. Every way to the facts begins here, so that none can forget the scope.</remarks>
public sealed class BookAnswer
{
    /// <summary>Of no use to sums that are not by year of the star schema.</summary>
    static readonly Period s_noYears = new([], LatestShown: -1);

    readonly RowScope _scope;
    readonly BookMembers _members;
    readonly Func<BookAggregation, Aggregate> _aggregate;

    BookAnswer(RowScope scope, BookMembers members, Func<BookAggregation, Aggregate> aggregate) =>
        (_scope, _members, _aggregate) = (scope, members, aggregate);

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query, of measures of the book alone.</param>
    /// <param name="scope">The agencies that count.</param>
    /// <param name="members">The members of the book.</param>
    /// <param name="aggregate">Adds up what is asked of it.</param>
    public static ResultTable Of(AnalyticsQuery query, RowScope scope, BookMembers members, Func<BookAggregation, Aggregate> aggregate) =>
        new BookAnswer(scope, members, aggregate).Answer(query);

    /// <summary>The names of a dimension's members that occur in the book's rows of some agencies; nothing for a dimension of numbers.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    /// <param name="members">The members of the book.</param>
    /// <param name="aggregate">Finds the groups that have a fact.</param>
    public static IReadOnlyList<string> Names(Dimension dimension, RowScope scope, BookMembers members, Func<BookAggregation, Aggregate> aggregate) =>
        new BookAnswer(scope, members, aggregate).Names(dimension);

    ResultTable Answer(AnalyticsQuery query)
    {
        var current = BookPeriod.Of(query, _members);
        List<BookPeriod> periods = query.ComparesPriorYear ? [current, current.AYearBefore()] : [current];
        var groups = periods.ConvertAll(p => Sums(query, query.By, p));
        var rows = RowIndex.Union([.. groups.SelectMany(g => g.Select(s => s.Aggregate.Keys))]);
        var total = new RowIndex([0]);

        var codes = _members.KeySpace(query.By).Codes(rows.Keys);
        List<ResultColumn> columns = [.. query.By.Select((d, position) => _members[d].ToColumn(codes[position]))];
        var figures = periods.Zip(groups).Select(p =>
            (Rows: new Figures(s_noYears, p.Second, rows), Total: new Figures(s_noYears, Sums(query, [], p.First), total))).ToList();
        columns.AddRange(query.Measures.SelectMany(m => MeasureColumns.Of(m, figures)));
        return RowOrder.Show(query, columns, _members, codes, rows.Keys.Length, hiddenRows =>
            [.. Notices.UnknownMembers(query, Names), .. BookNotices.Of(query, _members.Day, current), .. Notices.HiddenRows(hiddenRows)]);
    }

    /// <summary>The sums that the measures need, for each fact.</summary>
    List<Groups> Sums(AnalyticsQuery query, IReadOnlyList<Dimension> by, BookPeriod period)
    {
        var admitted = Admitted(query.Filters);
        var slices = period.Slices(by, _members);
        return [.. query.Measures.SelectMany(m => m.Formula.Quantities).Distinct().GroupBy(q => q.Fact).Select(quantities =>
            new Groups(Aggregate(new BookAggregation(quantities.Key, by, admitted, [.. quantities], slices)), [.. quantities], Axis: null))];
    }

    Aggregate Aggregate(BookAggregation aggregation) =>
        aggregation.Slices.Count > 0 ? _aggregate(aggregation) : new Aggregate([], [.. aggregation.Quantities.Select(_ => Array.Empty<long>())], null);

    Dictionary<Dimension, bool[]> Admitted(IReadOnlyList<DimensionFilter> filters)
    {
        var admitted = filters.Where(f => !BookAggregation.IsTime(f.Dimension)).ToDictionary(f => f.Dimension, f => _members[f.Dimension].Admitted(f));
        if (!_scope.IsAll)
        {
            var agencies = ((NumberMembers)_members[InsuranceCatalog.Agency]).Admitted(_scope);
            admitted[InsuranceCatalog.Agency] = admitted.TryGetValue(InsuranceCatalog.Agency, out var filtered)
                ? [.. agencies.Zip(filtered, (a, b) => a && b)]
                : agencies;
        }
        return admitted;
    }

    /// <summary>Lines and statuses are the program's: they say nothing of anybody's rows.</summary>
    IReadOnlyList<string> Names(Dimension dimension)
    {
        var names = _members[dimension].Names;
        if (_scope.IsAll || names.Count == 0 || dimension == InsuranceCatalog.ProductLine || dimension == InsuranceCatalog.Status)
            return names;
        var fact = Fact.Policies.Has(dimension) ? Fact.Policies : Fact.Claims;
        var always = new TimeSlice(new DateOnly(_members.FirstYear, 1, 1).DayNumber, _members.Day.DayNumber, Key: 0, IsEnd: true);
        var groups = _aggregate(new BookAggregation(fact, [dimension], Admitted([]), [], [always]));
        return [.. groups.Keys.Select(code => names[(int)code])];
    }
}
