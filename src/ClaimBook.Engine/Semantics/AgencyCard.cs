namespace ClaimBook.Engine.Semantics;

/// <summary>What one agency has done, and where it stands among agencies of its size.</summary>
/// <param name="Years">Every measure by year.</param>
/// <param name="Products">The product mix of the year that it is compared in.</param>
/// <param name="Quotes">Quotes, binds and hit ratio by product line and quoting platform.</param>
/// <param name="ComparedIn">The latest complete year of the data, in which agencies are compared; null if there is none.</param>
/// <param name="Standings">Where it stands.</param>
public sealed record AgencyCard(
    ResultTable Years, ResultTable Products, ResultTable Quotes, int? ComparedIn, IReadOnlyList<Standing> Standings)
{
    static readonly Measure[] s_compared = InsuranceCatalog.MeasuresNamed(
        "written_premium", "new_business_premium", "premium_growth", "loss_ratio", "underwriting_result", "retention_ratio", "policies_in_force");

    static readonly Measure[] s_mix =
        InsuranceCatalog.MeasuresNamed("written_premium", "new_business_share", "earned_premium", "incurred_losses", "loss_ratio", "policies_in_force", "premium_growth");

    /// <summary>Makes the card of an agency.</summary>
    /// <param name="agency">The agency.</param>
    /// <param name="size">Its band in <see cref="AgencySize"/>.</param>
    /// <param name="comparedIn">The latest complete year, null if there is none.</param>
    /// <param name="engine">What answers.</param>
    /// <param name="scope">The agencies that the reader may see. Its peers are all of its size; a reader who may not see them learns its rank
    /// among them and how many they are, and nothing else: a percentile would tell how many have the very same figure.</param>
    public static AgencyCard Of(int agency, string size, int? comparedIn, IAnalyticsEngine engine, RowScope scope)
    {
        var self = new NumberFilter(InsuranceCatalog.Agency, Excludes: false, [(agency, agency)], NamesNone: false);
        var year = new NumberFilter(InsuranceCatalog.Year, Excludes: false, comparedIn is { } y ? [(y, y)] : [], NamesNone: false);
        var peers = engine.Answer(
            new()
            {
                By = [InsuranceCatalog.Agency],
                Measures = s_compared,
                Filters = [new TextFilter(InsuranceCatalog.AgencySize, Excludes: false, [size]), year],
            },
            RowScope.All);
        return new AgencyCard(
            engine.Answer(
                new() { By = [InsuranceCatalog.Year], Measures = [.. InsuranceCatalog.Measures.Where(m => m.Fact == Fact.Performance && m.Formula is not DistinctCount)], Filters = [self] },
                scope),
            engine.Answer(new() { By = [InsuranceCatalog.ProductLine, InsuranceCatalog.Product], Measures = s_mix, Filters = [self, year] }, scope),
            engine.Answer(
                new() { By = [InsuranceCatalog.ProductLine, InsuranceCatalog.Platform], Measures = QueryForm.Quotes.UsualMeasures, Filters = [self] },
                scope),
            comparedIn,
            [.. s_compared.Select(m => Standing.Of(m, agency, peers)).Select(s => scope.IsAll ? s : s with { Percentile = null })]);
    }
}

/// <summary>Where an agency stands among its peers in a measure.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Value">The agency's value, money in currency units; null if it has none.</param>
/// <param name="Rank">1 for the best; equal values have the same rank. Null without a value.</param>
/// <param name="Peers">How many agencies of its size have a value, itself included.</param>
/// <param name="Percentile">Percentile rank, 0 to 100, of which more is better: the share of peers that are worse, with half of those that are
/// equal, itself included (the usual definition: cumulative frequency below plus half the frequency, over all). Null without a value, and for
/// a reader who may not see all agencies.</param>
public sealed record Standing(Measure Measure, double? Value, int? Rank, int Peers, double? Percentile)
{
    internal static Standing Of(Measure measure, int agency, ResultTable peers)
    {
        var agencies = ((ResultColumn<long?>)peers.Columns[0]).Values;
        var values = peers.Columns.First(c => c.Name == measure.Name) switch
        {
            ResultColumn<long?> { Unit.IsMoney: true } amounts => Array.ConvertAll(amounts.Values, v => v / 100.0),
            ResultColumn<long?> numbers => Array.ConvertAll(numbers.Values, v => (double?)v),
            ResultColumn<double?> ratios => ratios.Values,
            var other => throw new InvalidOperationException($"{other.Name} is not a figure"),
        };
        var position = Array.IndexOf(agencies, agency);
        var known = values.OfType<double>().ToList();
        if (position < 0 || values[position] is not { } value)
            return new Standing(measure, null, null, known.Count, null);
        var above = known.Count(v => v > value);
        var equal = known.Count(v => v == value);
        var better = measure.MoreIsBetter == false ? known.Count - above - equal : above;
        var worse = known.Count - better - equal;
        return new Standing(measure, value, better + 1, known.Count, 100 * (worse + (0.5 * equal)) / known.Count);
    }
}
