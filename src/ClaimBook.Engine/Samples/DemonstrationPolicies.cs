using System.Globalization;
using Bogus;
using ClaimBook.Engine.Book;
using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Samples;

/// <summary>A time in which a policy covered its holder.</summary>
/// <param name="Policy">The policy as it is in the end.</param>
/// <param name="Product">Its product.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, or that up to which the book is made.</param>
sealed record DemonstrationCover(Policy Policy, SampleProduct Product, DateOnly First, DateOnly Last)
{
    /// <summary>How many days it is.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;
}

/// <summary>Sells policies: most are new business that is renewed year after year, some are only offered, some are cancelled.</summary>
sealed class DemonstrationPolicies(Random random, int seed, DemonstrationMarket market, DemonstrationDays days)
{
    const double StockChance = 0.35, QuoteChance = 0.15, AcceptChance = 0.6, CancelChance = 0.06, AmendChance = 0.05, RenewChance = 0.87;

    readonly Faker _names = new() { Random = new Randomizer(seed) };
    readonly List<DemonstrationCover> _covers = [];
    int _left;
    int _customers;

    /// <summary>Sells.</summary>
    /// <param name="count">How many policies there are to be, renewals counted.</param>
    /// <returns>The covers that came of it.</returns>
    public IReadOnlyList<DemonstrationCover> Sell(int count)
    {
        _left = count;
        var products = market.SoldProducts();
        double[] productShares = Shares(products.Select(p => p.Popularity * p.Policies));
        var agencies = market.AgenciesFor(count);
        double[] agencyShares = Shares(agencies.Select(_ => random.Spread(1, 0.8)));
        int[] homes = [.. agencies.Select(_ => random.Between(0, market.States.Count - 1))];
        while (_left > 0)
        {
            var (product, agency) = (products[random.Pick(productShares)], random.Pick(agencyShares));
            var state = market.States[random.Chance(0.85) ? homes[agency] : random.Between(0, market.States.Count - 1)];
            Insure(product, agencies[agency], state);
        }
        return _covers;
    }

    /// <summary>One customer, from the first offer to the last policy.</summary>
    void Insure(SampleProduct product, int agency, string state)
    {
        var inception = random.Chance(StockChance)
            ? days.First.AddDays(random.Between(1, 365))
            : days.First.AddDays(random.Between(1, days.Last.DayNumber - days.First.DayNumber + 20));
        var offered = days.First.AddDays(Math.Max(0, inception.DayNumber - days.First.DayNumber - random.Between(3, 30)));
        if (offered > days.Last)
            return;
        var holder = product.Line == "CL" ? _names.Company.CompanyName() : _names.Name.FullName();
        var premium = (long)Math.Max(50, random.Spread(product.PolicyPremium, 0.4)) * 100;
        _customers++;
        var terms = new PolicyTerms(holder, product.Code, product.Line, agency, state, inception, inception.AddYears(1), premium);
        var policy = new Policy(Number(product, year: 1), terms with { IsQuote = random.Chance(QuoteChance) }).Check().Certain;
        Put(offered, policy);
        _left--;
        if (policy.Terms.IsQuote)
        {
            var accepted = offered.AddDays(random.Between(1, Math.Max(1, inception.DayNumber - offered.DayNumber)));
            if (accepted > days.Last || !random.Chance(AcceptChance))
                return;
            Put(accepted, policy = policy.Accept().Certain);
        }
        for (var year = 2; Live(ref policy, product) is { } renewed && _left > 0; year++)
        {
            var increase = Math.Clamp(Normal.Sample(random, 1.04, 0.05), 0.9, 1.25);
            policy = policy.Renew(Number(product, year), (long)(policy.Terms.PremiumCents / 100 * increase) * 100).Certain;
            Put(renewed, policy);
            _left--;
        }
    }

    /// <summary>What happens to a policy in its time.</summary>
    /// <returns>The day on which it is renewed; null if it is not, or not yet.</returns>
    DateOnly? Live(ref Policy policy, SampleProduct product)
    {
        var (inception, expiry) = (policy.Terms.Inception, policy.Terms.Expiry);
        var amended = inception.AddDays(random.Between(10, 200));
        if (random.Chance(AmendChance) && amended <= days.Last)
            Put(amended, policy = policy.Amend(policy.Terms with { PremiumCents = (long)(policy.Terms.PremiumCents * random.Between(95, 115) / 10_000) * 100 }, []).Certain);
        var cancelled = inception.AddDays(random.Between(201, 310));
        var isCancelled = random.Chance(CancelChance) && cancelled <= days.Last;
        if (isCancelled)
            Put(cancelled, policy = policy.Cancel(cancelled, []).Certain);
        var last = Math.Min(policy.Terms.End.DayNumber - 1, days.Last.DayNumber);
        if (last >= inception.DayNumber)
            _covers.Add(new(policy, product, inception, DateOnly.FromDayNumber(last)));
        var renewed = expiry.AddDays(-random.Between(20, 45));
        return isCancelled || renewed > days.Last || !random.Chance(RenewChance) ? null : renewed;
    }

    void Put(DateOnly day, Policy policy) => days.Put(day, policy);

    string Number(SampleProduct product, int year) => string.Create(CultureInfo.InvariantCulture, $"{product.Code[..Math.Min(3, product.Code.Length)].Trim()}-{_customers:000000}-{year:00}");

    static double[] Shares(IEnumerable<double> weights)
    {
        double[] all = [.. weights];
        return [.. all.Select(w => w / all.Sum())];
    }
}
