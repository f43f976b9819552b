using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Samples;

/// <summary>Draws the rows of an agency: which products it sells in which states, and how much.</summary>
sealed class SampleBook(Random random)
{
    static readonly string[] States = ["IN", "KY", "MI", "OH", "PA", "WV"];
    static readonly double[] HomeShares = [0.19, 0.15, 0.05, 0.42, 0.14, 0.05];
    readonly SampleBusiness business = new(random);
    readonly List<SampleRow> rows = [];

    /// <summary>The rows in the order of the file: line, product, state, year. The list is reused for the next agency.</summary>
    public List<SampleRow> RowsOf(SampleAgency agency)
    {
        rows.Clear();
        var isClosed = agency.Status == AgencyStatus.Closed;
        var size = random.Spread(1, 1.0);
        var range = isClosed ? 0.15 * random.NextDouble() : Math.Min(1, 0.55 + (0.25 * Math.Sqrt(size)));
        var stateShares = StateShares(isClosed);
        var start = agency.FirstYear == SampleCalendar.FirstYear ? 0 : SampleCalendar.MonthOf(agency.FirstYear, random.Between(1, 12));
        var stop = agency.Status == AgencyStatus.Terminated
            ? random.Between(Math.Max(start + 12, SampleCalendar.FirstCovered), SampleCalendar.End)
            : SampleCalendar.End;
        do
        {
            foreach (var product in SampleProducts.All)
            {
                for (var state = 0; state < States.Length; state++)
                {
                    var reach = Math.Min(1, 3 * Math.Sqrt(stateShares[state]));
                    if (!random.Chance(product.Popularity * range * reach))
                        continue;
                    var policies = isClosed ? 0 : random.Spread(size * stateShares[state] * product.Policies, 0.9);
                    business.Simulate(product, policies, start, stop);
                    business.AddRows(rows, States[state]);
                }
            }
        }
        while (rows.Count == 0);
        return rows;
    }

    /// <summary>The home state counts 1, each other state what the agency does there beside it.</summary>
    double[] StateShares(bool isClosed)
    {
        var shares = new double[States.Length];
        var neighbours = isClosed ? 0 : 0.32;
        for (var state = 0; state < shares.Length; state++)
            shares[state] = random.Chance(neighbours) ? Beta.Sample(random, 0.4, 4) : 0;
        shares[random.Pick(HomeShares)] = 1;
        return shares;
    }
}
