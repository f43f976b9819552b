using ClaimBook.Engine.Semantics;
using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Samples;

/// <summary>Draws one agency after the other, their ids ascending with gaps.</summary>
sealed class SampleAgencies(Random random)
{
    const int Missing = PerformanceFile.Missing;
    const int RememberedPrimaries = 8;
    static readonly string[] s_vendors = ["A", "B", "C", "D", "E"];
    static readonly double[] s_statusShares = [0.572, 0.104, 0.324];
    readonly EvenDraws _statuses = new(random.NextDouble(), 0.618_033_988_749_895);
    readonly EvenDraws _platforms = new(random.NextDouble(), 0.414_213_562_373_095);
    readonly Queue<int> _primaries = new();
    int _id;

    public SampleAgency Next()
    {
        _id += 1 + random.Count(5);
        if (_id == Missing)
            _id++;
        var status = (AgencyStatus)Chances.PickAt(_statuses.Next(), s_statusShares);
        var isNew = status != AgencyStatus.Closed && random.Chance(0.38);
        var firstYear = isNew ? random.Between(2005, status == AgencyStatus.Active ? 2014 : 2010) : SampleCalendar.FirstYear;
        var isKnown = random.Chance(status == AgencyStatus.Closed ? 0.4 : 0.985);
        var (minAge, maxAge) = (random.Between(24, 60), random.Between(61, 93));
        var hasVendor = status == AgencyStatus.Active && random.Chance(0.6);
        return new SampleAgency(_id, status)
        {
            PrimaryId = status == AgencyStatus.Active ? Primary() : Missing,
            FirstYear = firstYear,
            AppointmentYear = !isKnown ? Missing : isNew ? firstYear : random.Between(1950, 2004),
            ActiveProducers = isKnown ? 2 + (int)random.Spread(14, 0.8) : Missing,
            MaxAge = isKnown ? maxAge : Missing,
            MinAge = isKnown ? minAge : Missing,
            Vendor = hasVendor ? s_vendors[random.Pick([0.45, 0.05, 0.25, 0.05, 0.2])] : SampleAgency.NoVendor,
            ModuleYears = ModuleYears(hasVendor),
            QuoteCounts = QuoteCounts(status),
        };
    }

    /// <summary>The agency itself, or one of those before it that lead a group.</summary>
    int Primary()
    {
        if (_primaries.Count > 0 && random.Chance(0.45))
            return _primaries.ElementAt(random.Between(0, _primaries.Count - 1));
        _primaries.Enqueue(_id);
        if (_primaries.Count > RememberedPrimaries)
            _primaries.Dequeue();
        return _id;
    }

    int[] ModuleYears(bool hasVendor) =>
    [
        .. Module(hasVendor, 2001, 2012, 0),
        .. Module(hasVendor && random.Chance(0.8), 2005, 2013, 0),
        .. Module(hasVendor && random.Chance(0.75), 2011, 2012, 0.05),
        .. Module(hasVendor && random.Chance(0.4), 2013, 2014, 0.2),
    ];

    int[] Module(bool used, int first, int last, double ended) =>
    [
        used ? random.Between(first, last) : Missing,
        used && random.Chance(ended) ? random.Between(last, 2015) : Missing,
    ];

    int[] QuoteCounts(AgencyStatus status)
    {
        var at = status == AgencyStatus.Active ? _platforms.Next() : 1;
        return [.. PerformanceFile.Platforms.SelectMany(platform => Quotes(platform, at < (platform.Line == "PL" ? 0.89 : 0.65)))];
    }

    int[] Quotes(QuotePlatform platform, bool quotes)
    {
        if (!quotes)
            return [Missing, Missing];
        var (usage, mean) = platform switch
        {
            { Line: "CL" } => (0.5, 3),
            { Name: "eQTte" } => (0.97, 200),
            { Name: "PLRANK" } => (0.35, 250),
            _ => (0.03, 60),
        };
        var quoted = random.Chance(usage) ? random.Count(random.Spread(mean, 1)) : 0;
        return [quoted == 0 ? 0 : Binomial.Sample(random, 0.4 * random.NextDouble(), quoted), quoted];
    }
}
