using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What the database holds of the values that many lines share: only what differs from them is written.</summary>
sealed class StoredValues
{
    readonly Dictionary<int, AgencyAttributes> _agencies;
    readonly Dictionary<LineYear, (double? LossRatio, double? Growth)> _ratios;

    StoredValues(StarDimensions star, IEnumerable<PublishedRatioRow> ratios)
    {
        var quotes = star.Quotes.ToDictionary(q => (q.AgencyId, q.Line, q.Platform));
        _agencies = star.Agencies.ToDictionary(a => a.Id, a => new AgencyAttributes(
            a.Numbers, a.VendorIndicator, a.Vendor,
            [.. PerformanceFile.Platforms.Select(p => quotes[(a.Id, p.Line, p.Name)]).SelectMany(q => new[] { q.Bound, q.Quoted })]));
        _ratios = ratios.ToDictionary(r => new LineYear(r.AgencyId, r.Line, r.Year), r => (r.LossRatio3Year, r.Growth3Year));
    }

    /// <summary>Reads them over a connection of its own, so that it can go on beside the load that holds the lock.</summary>
    public static StoredValues Read(Database database)
    {
        using var connection = database.ConnectPatiently();
        return new StoredValues(Dimensions.ReadAll(connection), Dimensions.ReadPublishedRatios(connection));
    }

    /// <summary>Agencies of the file that are new or have other attributes.</summary>
    public IEnumerable<(int Id, AgencyAttributes Attributes)> ChangedAgencies(Conformer conformer) => conformer.Agencies
        .Where(a => !_agencies.TryGetValue(a.Key, out var stored) || stored != a.Value.Value).Select(a => (a.Key, a.Value.Value));

    /// <summary>Published ratios of the file that are new or have other values.</summary>
    public IEnumerable<(LineYear Of, (double? LossRatio, double? Growth) Ratios)> ChangedRatios(Conformer conformer) => conformer.PublishedRatios
        .Where(r => !_ratios.TryGetValue(r.Key, out var stored) || stored != r.Value.Value).Select(r => (r.Key, r.Value.Value));
}
