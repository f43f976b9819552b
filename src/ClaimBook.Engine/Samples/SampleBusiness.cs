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
    const double LapseRate = 0.12;
    const double LapseRateAfterTermination = 0.96;
    const double SalesRate = 0.06;
    const double SalesOfBeginners = 1.4;
    const double MonthlyInflation = 1.0015;
    const double UnchangedRateChance = 0.35;
    const double RefundChance = 0.85;
    const double LargestRefund = 0.6;
    const double KeptAfterPurge = 0.35;
    readonly SampleClaims _claims = new(random);
    readonly int[] _sold = new int[SampleCalendar.End];
    readonly int[] _policies = new int[SampleCalendar.End];
    readonly int[] _inForce = new int[SampleCalendar.End];
    readonly int[] _retained = new int[SampleCalendar.End];
    readonly long[] _soldPremium = new long[SampleCalendar.End];
    readonly long[] _policyPremium = new long[SampleCalendar.End];
    readonly long[] _written = new long[SampleCalendar.End];
    readonly long[] _earned = new long[SampleCalendar.End];
    SampleProduct _product = SampleProducts.All[0];
    int _first;
    int _end;

    /// <summary>Simulates all months.</summary>
    /// <param name="ofProduct">The product.</param>
    /// <param name="size">The policies in force that the business is made for; 0: only the record of an old business.</param>
    /// <param name="start">The month in which the agency begins; 0: it has sold for long.</param>
    /// <param name="stop">The month from which it sells no more and hardly a policy is renewed.</param>
    public void Simulate(SampleProduct ofProduct, double size, int start, int stop)
    {
        _product = ofProduct;
        start = Math.Max(start, SampleCalendar.MonthOf(_product.FirstYear, 1));
        var isOld = start <= 0;
        var price = random.Spread(_product.PolicyPremium, 0.2);
        var rate = 0.0;
        for (var month = 0; month < SampleCalendar.End; month++)
        {
            if (SampleCalendar.IsJanuary(month))
                rate = random.Chance(UnchangedRateChance) ? 0 : Normal.Sample(random, 0.02, 0.06);
            if (month >= 12)
                Renew(month, 1 + rate, month < stop ? LapseRate : LapseRateAfterTermination);
            else
                Stock(month, isOld ? size / 12 : 0, price);
            if (month >= Math.Max(start, 12) && month < stop)
                Sell(month, size * SalesRate / 12 * (isOld ? 1 : SalesOfBeginners), price);
            else
                (_sold[month], _soldPremium[month]) = (0, 0);
            price *= MonthlyInflation;
        }

        SumYears();
        _first = isOld ? 0 : Array.FindIndex(_policies, count => count > 0);
        _end = LastMonth();
        _claims.Begin(_product, isOld);
    }

    /// <summary>The policies with which a simulation begins.</summary>
    void Stock(int month, double expected, double price)
    {
        _policies[month] = random.Count(expected);
        _policyPremium[month] = _written[month] = WholeDollars(_policies[month], price);
    }

    void Renew(int month, double rate, double lapseRate)
    {
        var (due, duePremium) = (_policies[month - 12], _policyPremium[month - 12]);
        var lapsed = Math.Min(due, random.Count(due * lapseRate));
        var lapsedPremium = due == 0 ? 0 : duePremium * lapsed / due;
        var refund = lapsed > 0 && random.Chance(RefundChance) ? (long)(lapsedPremium * LargestRefund * random.NextDouble()) : 0;
        _policies[month] = due - lapsed;
        _policyPremium[month] = (long)((duePremium - lapsedPremium) * rate);
        _written[month] = _policyPremium[month] - refund;
    }

    void Sell(int month, double expected, double price)
    {
        _sold[month] = random.Count(expected);
        _soldPremium[month] = WholeDollars(_sold[month], price);
        _policies[month] += _sold[month];
        _policyPremium[month] += _soldPremium[month];
        _written[month] += _soldPremium[month];
    }

    long WholeDollars(int count, double price) =>
        count == 0 || price == 0 ? 0 : 100 * (long)random.Spread(count * price, 0.5 / Math.Sqrt(count));

    /// <summary>Policies in force and premium earned in a month come from the policies written in the twelve months to it.</summary>
    void SumYears()
    {
        var (count, justSold, premium) = (0, 0, 0L);
        for (var month = 0; month < SampleCalendar.End; month++)
        {
            count += _policies[month] - (month < 12 ? 0 : _policies[month - 12]);
            justSold += _sold[month] - (month < _product.TermMonths ? 0 : _sold[month - _product.TermMonths]);
            premium += _written[month] - (month < 12 ? 0 : _written[month - 12]);
            _inForce[month] = count;
            _retained[month] = count - justSold;
            _earned[month] = premium / 12;
        }
    }

    /// <summary>The month after the last one on record.</summary>
    int LastMonth()
    {
        foreach (var purge in SampleCalendar.Purges)
        {
            if (purge >= _first && _inForce[purge] == 0 && !random.Chance(KeptAfterPurge))
                return purge + 1;
        }
        return SampleCalendar.End;
    }

    /// <summary>Adds a row for each year with months on record.</summary>
    public void AddRows(List<SampleRow> rows, string state)
    {
        for (var year = 2005; _first >= 0 && year <= 2015; year++)
        {
            var from = Math.Max(Math.Max(_first, SampleCalendar.FirstCovered), SampleCalendar.MonthOf(year, 1));
            var to = Math.Min(_end, SampleCalendar.MonthOf(year + 1, 1));
            if (from < to)
                rows.Add(Row(state, year, from, to));
        }
    }

    SampleRow Row(string state, int year, int from, int to)
    {
        var months = from..to;
        var priorMonths = Math.Max(_first, from - 12)..Math.Max(_first, to - 12);
        var hasPrior = to - 12 > _first;
        var earnedCents = Sum(_earned, months);
        return new SampleRow(
            _product,
            state,
            year,
            Months: to - from,
            RetainedPolicies: _product.CountsPolicies ? Sum(_retained, months) : 0,
            PoliciesInForce: _product.CountsPolicies ? Sum(_inForce, months) : 0,
            PriorPoliciesInForce: !hasPrior ? null : _product.CountsPolicies ? Sum(_inForce, priorMonths) : 0,
            NewBusinessCents: Sum(_soldPremium, months),
            WrittenCents: Sum(_written, months),
            PriorWrittenCents: hasPrior ? Sum(_written, priorMonths) : null,
            earnedCents,
            LossCents: _claims.NextYear(earnedCents));
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
