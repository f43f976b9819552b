using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Samples;

/// <summary>Draws the rows of an agency: which products it sells in which states, and how much.</summary>
sealed class SampleBook(Random random)
{
    const double MeanSize = 2.5;
    const double SizeShape = 1.6;
    const double OldRecordChance = 0.12;
    const double BeginsLaterChance = 0.32;
    const double NeighbourChance = 2.1;
    static readonly string[] s_states = ["IN", "KY", "MI", "OH", "PA", "WV"];
    static readonly double[] s_homeShares = [0.20, 0.15, 0.04, 0.43, 0.14, 0.04];
    readonly SampleBusiness _business = new(random);
    readonly List<SampleRow> _rows = [];

    /// <summary>The rows in the order of the file: line, product, state, year. The list is reused for the next agency.</summary>
    public List<SampleRow> RowsOf(SampleAgency agency)
    {
        _rows.Clear();
        var isClosed = agency.Status == AgencyStatus.Closed;
        var size = Gamma.Sample(random, SizeShape, SizeShape / MeanSize);
        var range = isClosed ? 0.15 * random.NextDouble() : Math.Min(1, 0.65 + (0.25 * Math.Sqrt(size)));
        var stateShares = StateShares(isClosed);
        var start = agency.FirstYear == SampleCalendar.FirstYear ? 0 : SampleCalendar.MonthOf(agency.FirstYear, random.Between(1, 12));
        var stop = agency.Status == AgencyStatus.Terminated
            ? random.Between(Math.Max(start + 12, SampleCalendar.FirstCovered), SampleCalendar.End)
            : SampleCalendar.End;
        do
        {
            foreach (var product in SampleProducts.All)
            {
                for (var state = 0; state < s_states.Length; state++)
                {
                    var reach = Math.Min(1, 3 * Math.Sqrt(stateShares[state]));
                    if (!random.Chance(product.Popularity * range * reach))
                        continue;
                    var isOldRecord = isClosed || random.Chance(OldRecordChance);
                    var policies = isOldRecord ? 0 : random.Spread(size * stateShares[state] * product.Policies, 0.3);
                    var begin = !isClosed && random.Chance(BeginsLaterChance) ? random.Between(start, stop - 1) : start;
                    _business.Simulate(product, policies, begin, stop);
                    _business.AddRows(_rows, s_states[state]);
                }
            }
        }
        while (_rows.Count == 0);
        return _rows;
    }

    /// <summary>What the agency does in each state, its home state being one. It sells in the states where much is sold.</summary>
    double[] StateShares(bool isClosed)
    {
        var neighbourChance = isClosed ? 0 : NeighbourChance;
        var shares = Array.ConvertAll(s_homeShares, share => random.Chance(neighbourChance * share) ? Beta.Sample(random, 0.45, 4) : 0);
        shares[random.Pick(s_homeShares)] = 1;
        return shares;
    }
}
