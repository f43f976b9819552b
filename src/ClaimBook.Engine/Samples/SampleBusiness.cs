using System.Numerics;
using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Samples;

/// <summary>One agency's business with one product in one state, simulated month by month.</summary>
/// <remarks>
/// Policies run for a year: those of a month come from the ones of the same month a year before, less the lapsed, plus the sold.
/// The rows are sums over months, and prior-year columns are sums over the same months a year before, so that they agree.
/// </remarks>
sealed class SampleBusiness(Random random)
{
    const double LapseRate = 0.13;
    const double LapseRateAfterTermination = 0.92;
    const double SalesRate = 0.11;
    const double LargestLoss = 6_250_000;
    readonly int[] written = new int[SampleCalendar.End];
    readonly int[] sold = new int[SampleCalendar.End];
    readonly int[] inForce = new int[SampleCalendar.End];
    readonly int[] retained = new int[SampleCalendar.End];
    readonly long[] premium = new long[SampleCalendar.End];
    readonly long[] newPremium = new long[SampleCalendar.End];
    readonly long[] earned = new long[SampleCalendar.End];
    SampleProduct product = SampleProducts.All[0];
    int first;
    int end;
    double openClaims;

    /// <summary>Simulates all months.</summary>
    /// <param name="ofProduct">The product.</param>
    /// <param name="policies">The policies in force that the business is made for; 0: only the record of an old business.</param>
    /// <param name="start">The month in which the agency begins; 0: it has sold for long.</param>
    /// <param name="stop">The month from which it sells no more and its policies are not renewed.</param>
    public void Simulate(SampleProduct ofProduct, double policies, int start, int stop)
    {
        product = ofProduct;
        start = Math.Max(start, SampleCalendar.MonthOf(product.FirstYear, 1));
        var policyPremium = random.Spread(product.PolicyPremium, 0.4);
        var rate = 0.0;
        var sales = policies * SalesRate / 12 * (start > 0 ? 1.8 : 1);
        for (var month = 0; month < SampleCalendar.End; month++)
        {
            if (month % 12 == 8)
                rate = random.Chance(0.35) ? 0 : Normal.Sample(random, 0.02, 0.06);
            var isOpen = month >= start && month < stop;
            sold[month] = isOpen && month >= 12 ? random.Count(sales) : 0;
            newPremium[month] = WholeDollars(sold[month], policyPremium);
            if (month < 12)
                (written[month], premium[month]) = Stock(start == 0 ? policies / 12 : 0, policyPremium);
            else
                (written[month], premium[month]) = Renew(month - 12, rate, month < stop ? LapseRate : LapseRateAfterTermination);
            written[month] += sold[month];
            premium[month] += newPremium[month];
            policyPremium *= 1.0015;
        }

        SumYears();
        first = start <= 0 ? 0 : Math.Max(start, Array.FindIndex(written, count => count > 0));
        end = LastMonth();
        openClaims = start <= 0 && random.Chance(0.4) ? random.Spread(2 * product.ClaimSize, 1.5) : 0;
    }

    (int Written, long Premium) Stock(double policies, double policyPremium)
    {
        var count = random.Count(policies);
        return (count, WholeDollars(count, policyPremium));
    }

    (int Written, long Premium) Renew(int before, double rate, double lapseRate)
    {
        var count = written[before];
        if (count == 0)
            return default;
        var lapsed = Math.Min(count, random.Count(count * lapseRate));
        var lapsedPremium = premium[before] * lapsed / count;
        var refund = lapsed > 0 && random.Chance(0.3) ? (long)(lapsedPremium * 0.5 * random.NextDouble()) : 0;
        return (count - lapsed, (long)((premium[before] - lapsedPremium) * (1 + rate)) - refund);
    }

    long WholeDollars(int count, double policyPremium) =>
        count == 0 || policyPremium == 0 ? 0 : 100 * (long)random.Spread(count * policyPremium, 0.5 / Math.Sqrt(count));

    /// <summary>Policies in force and premium earned in a month come from the policies written in the twelve months to it.</summary>
    void SumYears()
    {
        var (policies, recentlySold, premiums) = (0, 0, 0L);
        for (var month = 0; month < SampleCalendar.End; month++)
        {
            policies += written[month] - (month < 12 ? 0 : written[month - 12]);
            recentlySold += sold[month] - (month < product.TermMonths ? 0 : sold[month - product.TermMonths]);
            premiums += premium[month] - (month < 12 ? 0 : premium[month - 12]);
            inForce[month] = policies;
            retained[month] = policies - recentlySold;
            earned[month] = premiums / 12;
        }
    }

    /// <summary>The month after the last one on record.</summary>
    int LastMonth()
    {
        foreach (var purge in SampleCalendar.Purges)
        {
            if (purge >= first && inForce[purge] == 0 && !random.Chance(0.35))
                return purge + 1;
        }

        return SampleCalendar.End;
    }

    /// <summary>Adds a row for each year with months on record.</summary>
    public void AddRows(List<SampleRow> rows, string state)
    {
        if (first < 0)
            return;
        for (var year = 2005; year <= 2015; year++)
        {
            var from = Math.Max(Math.Max(first, SampleCalendar.FirstCovered), SampleCalendar.MonthOf(year, 1));
            var to = Math.Min(end, SampleCalendar.MonthOf(year + 1, 1));
            if (from >= to)
                continue;
            var months = from..to;
            var priorMonths = Math.Max(first, from - 12)..Math.Max(first, to - 12);
            var hasPrior = to - 12 > first;
            var earnedCents = Sum(earned, months);
            rows.Add(new SampleRow(
                product,
                state,
                year,
                to - from,
                product.CountsPolicies ? Sum(retained, months) : 0,
                product.CountsPolicies ? Sum(inForce, months) : 0,
                !hasPrior ? null : product.CountsPolicies ? Sum(inForce, priorMonths) : 0,
                Sum(newPremium, months),
                Sum(premium, months),
                hasPrior ? Sum(premium, priorMonths) : null,
                earnedCents,
                Losses(earnedCents / 100.0)));
        }
    }

    /// <summary>A year's incurred losses in cents: its claims, and what the open ones turn out to cost more or less than reserved.</summary>
    long Losses(double earnedPremium)
    {
        var claims = 0.0;
        for (var count = random.Count(earnedPremium * product.LossRatio / product.ClaimSize); count > 0; count--)
            claims += Math.Min(LargestLoss, random.Spread(product.ClaimSize, 1.5));
        var development = openClaims > 1 && random.Chance(0.3) ? openClaims * Normal.Sample(random, -0.15, 0.5) : 0;
        openClaims = (openClaims + claims) / 2;
        return (long)((claims + development) * 100);
    }

    static T Sum<T>(T[] values, Range months)
        where T : INumber<T>
    {
        var sum = T.Zero;
        foreach (var value in values.AsSpan(months))
            sum += value;
        return sum;
    }
}
