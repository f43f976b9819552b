using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests;

/// <summary>A star schema for tests: dimensions and facts in key order.</summary>
sealed record Star(StarDimensions Dimensions, IReadOnlyList<PerformanceRow> Facts)
{
    public ResultTable Ask(string query) => Ask(query, RowScope.All);

    public ResultTable Ask(string query, RowScope scope) => new CubeEngine(StarCube.Build(Dimensions, Facts)).Answer(Queries.Parse(query), scope);

    /// <summary>The same with only the facts and quotes of some agencies; the dimensions stay.</summary>
    public Star Only(IReadOnlyCollection<int> agencies) => new(
        Dimensions with { Quotes = [.. Dimensions.Quotes.Where(q => agencies.Contains(q.AgencyId))] },
        [.. Facts.Where(f => agencies.Contains(f.Key.AgencyId))]);

    public static AgencyRow Agency(int id, int? primary, int? appointed, string vendor, string size) =>
        new(id, [primary, appointed, .. new int?[11]], vendor == "Unknown" ? "N" : "Y", vendor, size);

    /// <summary>A star of some agencies, products and years, with every quirk of the data, that depends on the seed alone.</summary>
    public static Star Random(int seed, int agencies = 12)
    {
        var random = new Random(seed);
        AgencyRow[] agencyRows = [.. Enumerable.Range(1, agencies).Select(i => Agency(
            i * 7, random.Next(3) == 0 ? null : random.Next(1, 4), random.Next(4) == 0 ? null : random.Next(1950, 2010),
            Pick(random, "A", "B", "Unknown"), Pick(random, "no premium", "under 100k", "100k to 500k", "5M and over")))];
        ProductRow[] products = [new(1, "YACHT", "yacht", "PL"), new(2, "ANNIV   12", "anniv", "PL"), new(3, "BOP", "business owner", "CL"), new(4, "CRIME", "crime", "CL")];
        StateRow[] states = [new(1, "OH", "Ohio"), new(2, "IN", "Indiana"), new(3, "PA", "Pennsylvania")];
        YearRow[] years = [.. Enumerable.Range(2005, 11).Where(y => seed % 5 != 0 || y != 2009)
            .Select(y => new YearRow(y, y == 2005 ? 5 : 1, y == 2015 ? 5 : 12))];
        var facts =
            from agency in agencyRows
            from product in products
            from state in states
            from year in years
            where random.Next(4) == 0
            select Fact(random, new FactKey(agency.Id, product.Id, state.Id, year.Year));
        var quotes =
            from agency in agencyRows
            where random.Next(3) > 0
            from line in new[] { "CL", "PL" }
            from platform in line == "CL" ? new[] { "MDS", "SBZ" } : ["ELINKS"]
            select random.Next(5) == 0
                ? new QuoteRow(agency.Id, line, platform, null, null)
                : new QuoteRow(agency.Id, line, platform, random.Next(100), random.Next(20));
        return new Star(new StarDimensions(7, agencyRows, products, states, years, [.. quotes]), [.. facts]);
    }

    static PerformanceRow Fact(Random random, FactKey key) => new()
    {
        Key = key,
        RetainedPolicies = random.Next(50),
        PoliciesInForce = random.Next(60),
        PriorPoliciesInForce = random.Next(4) == 0 ? null : random.Next(60),
        NewBusinessCents = random.NextInt64(-100_00, 5_000_00),
        WrittenCents = random.NextInt64(-1_000_00, random.Next(20) == 0 ? 100_000_000_00 : 50_000_00),
        PriorWrittenCents = random.Next(4) == 0 ? null : random.NextInt64(-1_000_00, 50_000_00),
        EarnedCents = random.NextInt64(-1_000_00, 50_000_00),
        IncurredCents = random.Next(3) == 0 ? random.NextInt64(-50_000_00, 90_000_00) : 0,
        Months = 12,
    };

    static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
