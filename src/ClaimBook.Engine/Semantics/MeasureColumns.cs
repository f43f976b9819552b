namespace ClaimBook.Engine.Semantics;

/// <summary>The columns of a measure: its value and, where periods are compared, the prior value and the change.</summary>
static class MeasureColumns
{
    const string Prior = "_prior", Change = "_change";

    /// <summary>The names of the columns.</summary>
    public static IEnumerable<string> NamesOf(Measure measure, bool comparesPriorYear) =>
        comparesPriorYear ? [measure.Name, measure.Name + Prior, measure.Name + Change] : [measure.Name];

    /// <summary>Makes the columns.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="figures">The figures of the rows and of the total for each period, the prior period last.</param>
    public static IEnumerable<ResultColumn> Of(Measure measure, IReadOnlyList<(Figures Rows, Figures Total)> figures) =>
        measure.Formula is Ratio ratio
            ? Of(measure, [.. figures.Select(f => (f.Rows.Ratios(ratio), f.Total.Ratios(ratio)[0]))], (a, b) => a - b)
            : Of(measure, [.. figures.Select(f => (f.Rows.Amounts(measure.Formula), f.Total.Amounts(measure.Formula)[0]))], (long? a, long? b) => a - b);

    static IEnumerable<ResultColumn> Of<T>(Measure measure, (T[] Values, T Total)[] periods, Func<T, T, T> subtract)
    {
        yield return Column("", "", periods[0].Values, periods[0].Total);
        if (periods is [var current, var prior])
        {
            yield return Column(Prior, ", prior year", prior.Values, prior.Total);
            yield return Column(Change, ", change", [.. current.Values.Zip(prior.Values, subtract)], subtract(current.Total, prior.Total));
        }

        ResultColumn<T> Column(string suffix, string label, T[] values, T total) =>
            new(measure.Name + suffix, measure.Label + label, measure.Formula.Kind, measure.Unit, values, total);
    }
}
