using ClaimBook.Engine.Store;

namespace ClaimBook.Benchmarks;

/// <summary>A star schema of the size and sparseness of the real file: 1,623 agencies, 28 products, 6 states, 11 years, 213,328 rows.</summary>
static class SyntheticFacts
{
    public const int FileAgencies = 1_623, FileRows = 213_328;

    const int Products = 28, Years = 11, FirstYear = 2005;

    static readonly string[] s_states = ["IN", "KY", "MI", "OH", "PA", "WV"];
    static readonly string[] s_platforms = ["MDS", "SBZ", "eQT"];

    public static StarDimensions Dimensions(int agencies) => new(
        LoadId: 1,
        [.. Enumerable.Range(1, agencies).Select(id => new AgencyRow(
            id, [id % 5 == 0 ? null : id / 4, 1950 + (id % 60), .. new int?[11]], "Y", ((char)('A' + (id % 8))).ToString(), "100k to 500k"))],
        [.. Enumerable.Range(1, Products).Select(id => new ProductRow(id, $"PRODUCT{id:00}", $"Product {id}", id <= 11 ? "CL" : "PL"))],
        [.. s_states.Select((code, i) => new StateRow(i + 1, code, code))],
        [.. Enumerable.Range(FirstYear, Years).Select(y => new YearRow(y, y == FirstYear ? 5 : 1, y == FirstYear + Years - 1 ? 5 : 12))],
        [.. from id in Enumerable.Range(1, agencies)
            from platform in s_platforms
            select new QuoteRow(id, "CL", platform, id % 40, id % 7)]);

    /// <summary>Rows by ascending key: each agency sells some of the products, mostly in one state, in most years.</summary>
    public static IEnumerable<PerformanceRow> Rows(int agencies, int rows)
    {
        var random = new Random(1);
        var cells = (double)agencies * Products * 2 * Years;
        for (var agency = 1; agency <= agencies; agency++)
        {
            for (var product = 1; product <= Products; product++)
            {
                for (var state = 1 + (agency % 5); state <= 2 + (agency % 5); state++)
                {
                    for (var year = FirstYear; year < FirstYear + Years; year++)
                    {
                        if (random.NextDouble() < rows / cells)
                            yield return Row(new FactKey(agency, product, state, year), random);
                    }
                }
            }
        }
    }

    static PerformanceRow Row(FactKey key, Random random)
    {
        var written = random.NextInt64(-1_000_00, 100_000_00);
        return new PerformanceRow
        {
            Key = key,
            RetainedPolicies = random.Next(100),
            PoliciesInForce = random.Next(120),
            PriorPoliciesInForce = random.Next(120),
            NewBusinessCents = written / 5,
            WrittenCents = written,
            PriorWrittenCents = written * 9 / 10,
            EarnedCents = written * 95 / 100,
            IncurredCents = random.NextInt64(0, 100_000_00),
        };
    }
}
