using ClaimBook.Engine.Book;

namespace ClaimBook.Engine.Samples;

/// <summary>How claims under a product are settled.</summary>
sealed class DemonstrationSettlement(Random random, SampleProduct product)
{
    const double DenyChance = 0.06, NothingChance = 0.13, ExpenseChance = 0.6, RecoverChance = 0.12, ReopenChance = 0.05;
    const double ExpenseShare = 0.12;

    readonly double _pace = DemonstrationCauses.IsLongTail(product) ? 4 : 1;

    /// <summary>What is done to a claim, act by act, each some days after the one before it.</summary>
    /// <param name="cost">What it costs, in dollars.</param>
    public IEnumerable<(int DaysLater, Func<Claim, DateOnly, Outcome<Claim>> Act)> Of(double cost)
    {
        var hasExpense = random.Chance(ExpenseChance);
        yield return (random.Between(0, 5), Reserve(MoneyKind.Indemnity, random.Spread(cost, 0.6)));
        if (hasExpense)
            yield return (random.Between(0, 8), Reserve(MoneyKind.Expense, cost * ExpenseShare));
        if (random.Chance(DenyChance))
        {
            yield return (Some(30), (claim, day) => claim.Deny(day, day));
            yield break;
        }
        if (!random.Chance(NothingChance))
        {
            foreach (var step in Pay(cost, hasExpense))
                yield return step;
        }
        yield return (Some(25), Close);
        if (random.Chance(ReopenChance))
        {
            yield return (Some(90), (claim, day) => claim.Reopen().Then(c => c.Reserve(MoneyKind.Indemnity, Rounded(0.3 * cost), day, day, "Supplement")));
            yield return (Some(20), Payment(MoneyKind.Indemnity, 0.3 * cost, random.Between(0, 2)));
            yield return (Some(10), Close);
        }
    }

    IEnumerable<(int DaysLater, Func<Claim, DateOnly, Outcome<Claim>> Act)> Pay(double cost, bool hasExpense)
    {
        var left = cost;
        for (var more = random.Count(_pace > 1 ? 2.2 : 0.9); more >= 0; more--)
        {
            var part = more == 0 ? left : left * (0.2 + (0.6 * random.NextDouble()));
            left -= part;
            yield return (Some(24), Payment(MoneyKind.Indemnity, part, random.Between(0, 2)));
            if (hasExpense && random.Chance(0.7))
                yield return (random.Between(0, 9), Payment(MoneyKind.Expense, cost * ExpenseShare * (0.2 + (0.8 * random.NextDouble())) / (more + 1), random.Between(0, 2)));
            if (more > 0 && random.Chance(0.6))
                yield return (Some(8), Reserve(MoneyKind.Indemnity, random.Spread(left, 0.25)));
        }
        if (DemonstrationCauses.MayBeRecovered(product) && random.Chance(RecoverChance))
        {
            var (share, from) = (0.1 + (0.7 * random.NextDouble()), random.Chance(0.5) ? "Subrogation" : "Salvage");
            yield return (Some(40), (claim, day) => claim.Recover(MoneyKind.Indemnity, (long)(claim.MoneyOf(MoneyKind.Indemnity).Paid * share), day, day, from));
        }
    }

    /// <summary>Some days, about so many.</summary>
    int Some(double about) => 1 + (int)random.Spread(_pace * about, 0.7);

    static Func<Claim, DateOnly, Outcome<Claim>> Reserve(MoneyKind kind, double dollars) => (claim, day) => claim.Reserve(kind, Rounded(dollars), day, day);

    /// <summary>A payment that may be recorded some days after it was made.</summary>
    static Func<Claim, DateOnly, Outcome<Claim>> Payment(MoneyKind kind, double dollars, int daysAgo) => (claim, day) => claim.Pay(
        kind, Math.Max(1_00, (long)(dollars * 100)), DateOnly.FromDayNumber(Math.Max(claim.Details.AccidentDate.DayNumber, day.DayNumber - daysAgo)), day);

    static Outcome<Claim> Close(Claim claim, DateOnly day) => claim.Close(day, day);

    /// <summary>As reserves are set: not to the cent.</summary>
    static long Rounded(double dollars) => Math.Max(1, (long)(dollars / 50)) * 50_00;
}
