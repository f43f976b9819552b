namespace ClaimBook.Engine.Semantics;

/// <summary>The facts that a query is about: of the members that its filters and the reader's scope admit, and of the years that its
/// dates touch. Every way to the facts begins here, so that none can forget the scope.</summary>
sealed class Selection
{
    readonly Dictionary<Dimension, bool[]> _admitted;

    /// <summary>Selects.</summary>
    /// <param name="query">The query, for its filters, dates and comparison.</param>
    /// <param name="scope">The agencies that count.</param>
    /// <param name="members">The members of the data.</param>
    public Selection(AnalyticsQuery query, RowScope scope, StarMembers members)
    {
        _admitted = query.Filters.ToDictionary(f => f.Dimension, f => members[f.Dimension].Admitted(f));
        if (!scope.IsAll)
        {
            var agencies = ((NumberMembers)members[InsuranceCatalog.Agency]).Admitted(scope);
            _admitted[InsuranceCatalog.Agency] = _admitted.TryGetValue(InsuranceCatalog.Agency, out var filtered)
                ? [.. agencies.Zip(filtered, (a, b) => a && b)]
                : agencies;
        }
        // A year filter works through the periods: a year left out may still be the prior one of a year that is shown.
        var years = _admitted.Remove(InsuranceCatalog.Year, out var admitted) ? admitted : [.. members.Years.Select(_ => true)];
        Current = Period.Of(members.Years, years, query);
        Prior = query.ComparesPriorYear ? Current.AYearBefore(members.Years, query) : null;
    }

    /// <summary>For the rows of fact_performance behind a query: by dimension that is filtered, and by code, whether rows of the member count. A row belongs
    /// whole, even where an answer would count a share of its year.</summary>
    /// <param name="query">The query, for its filters and dates.</param>
    /// <param name="scope">The agencies that count.</param>
    /// <param name="members">The members of the data.</param>
    /// <exception cref="ArgumentException">A filter is by a dimension that fact_performance does not have.</exception>
    public static Dictionary<Dimension, bool[]> OfRows(AnalyticsQuery query, RowScope scope, StarMembers members)
    {
        if (query.Filters.FirstOrDefault(f => !Fact.Performance.Has(f.Dimension)) is { } foreign)
            throw new ArgumentException($"fact_performance has no {foreign.Dimension.Name}", nameof(query));
        var selection = new Selection(query, scope, members);
        return selection.Admitted(Fact.Performance, selection.Current.Years);
    }

    /// <summary>The years that the query is about.</summary>
    public Period Current { get; }

    /// <summary>The years that they are compared with, if they are.</summary>
    public Period? Prior { get; }

    /// <summary>For dimensions that are filtered: by code, whether facts of the member count.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="years">By code: whether facts of the year count, if the fact has years.</param>
    public Dictionary<Dimension, bool[]> Admitted(Fact fact, bool[] years)
    {
        var admitted = new Dictionary<Dimension, bool[]>(_admitted);
        if (fact.Has(InsuranceCatalog.Year) && years.Contains(false))
            admitted[InsuranceCatalog.Year] = years;
        return admitted;
    }
}
