namespace ClaimBook.Engine.Samples;

/// <summary>Where a demonstration book is sold.</summary>
/// <param name="Agencies">Agency numbers.</param>
/// <param name="Products">Products with their lines, CL or PL.</param>
/// <param name="States">States, two letters.</param>
public sealed record DemonstrationMarket(
    IReadOnlyList<int> Agencies, IReadOnlyList<(string Code, string Line)> Products, IReadOnlyList<string> States)
{
    const int PoliciesOfAgency = 100, FewestAgencies = 12;

    /// <summary>A small one, for a database that knows no agencies.</summary>
    public static DemonstrationMarket Usual { get; } = new(
        [.. Enumerable.Range(1, 40)],
        [
            ("BOP", "CL"), ("COMMAUTO", "CL"), ("GENERALIAB", "CL"), ("WORKCOMP", "CL"),
            ("ANNIV", "PL"), ("CYCLES", "PL"), ("DWELLFIRE", "PL"), ("HOMEOWNERS", "PL"), ("PERSUMBREL", "PL"),
        ],
        ["IN", "KY", "MI", "OH", "PA", "WV"]);

    /// <summary>As many agencies as so many policies keep busy, from all over the list.</summary>
    internal int[] AgenciesFor(int policies)
    {
        var count = Math.Min(Agencies.Count, Math.Max(FewestAgencies, policies / PoliciesOfAgency));
        return [.. Enumerable.Range(0, count).Select(i => Agencies[(int)((long)i * Agencies.Count / count)])];
    }

    /// <summary>The products that are sold by the policy, as the performance sample knows them; those that it does not know are typical of their line.</summary>
    internal SampleProduct[] SoldProducts() =>
    [
        .. Products.Select(p => SampleProducts.All.FirstOrDefault(known => known.Code == p.Code) is { } known
                ? known with { Line = p.Line }
                : p.Line == "CL" ? new SampleProduct(p.Line, p.Code, 0.8, 30_000, 2_000, 0.6, 9_000) : new SampleProduct(p.Line, p.Code, 0.8, 30_000, 700, 0.6, 4_000))
            .Where(p => p.PolicyPremium > 0),
    ];
}
