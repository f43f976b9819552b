namespace ClaimBook.Engine.Semantics;

/// <summary>The names of members that a reader may know: those that occur in the rows of their scope.</summary>
static class KnownNames
{
    static readonly AnalyticsQuery s_everything = new() { By = [], Measures = [] };

    /// <summary>The names in the order of the members; nothing for a dimension of numbers.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    /// <param name="members">The members of the data.</param>
    /// <param name="aggregate">Finds the groups that have a fact.</param>
    public static IReadOnlyList<string> Of(Dimension dimension, RowScope scope, StarMembers members, Func<Aggregation, Aggregate> aggregate)
    {
        var names = members[dimension].Names;
        if (scope.IsAll || names.Count == 0 || IsTheSameForAll(dimension))
            return names;
        var selection = new Selection(s_everything, scope, members);
        var groups = aggregate(new Aggregation(Fact.Performance, [dimension], selection.Admitted(Fact.Performance, selection.Current.Years), []));
        return [.. groups.Keys.Select(code => names[(int)code])];
    }

    /// <summary>Lines and platforms are columns of the file's format, and the bands are the program's: they say nothing of anybody's rows.</summary>
    static bool IsTheSameForAll(Dimension dimension) =>
        dimension == InsuranceCatalog.AgencySize || dimension.Key is KeyColumn.Line or KeyColumn.Platform;
}
