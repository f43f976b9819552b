using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.BookAnswers;

/// <summary>A random book, recorded over some years of its life: quotes, cancellations, endorsements, renewals, claims in every state, with and
/// without a policy. Acts that the book refuses do not happen.</summary>
static class RandomBook
{
    static readonly (string Product, string Line)[] s_products = [("HOMEOWNERS", "PL"), ("BOP", "CL"), ("YACHT", "PL")];

    static readonly string[] s_states = ["OH", "PA", "IN"], s_causes = ["Fire", "Hail", "Collision", ClaimDetails.UnknownCause];

    /// <summary>Records the book.</summary>
    /// <returns>Its ledger, and the last day of it.</returns>
    public static (Ledger Ledger, DateOnly Today) Record(Database database, Random random)
    {
        var day = new DateOnly(2020, 1, 1).AddDays(random.Next(400));
        var time = new SetTime(default);
        var ledger = new Ledger(database, time);
        for (var act = 0; act < 14; act++)
        {
            day = day.AddDays(random.Next(150));
            time.Now = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero);
            ledger.Record<Policy>("test", (book, change) =>
            {
                for (var i = random.Next(12); i > 0; i--)
                    Act(random, book, change, $"{act}-{i}");
                return NewPolicy(random, $"P-{act}", day);
            });
        }
        return (ledger, day);
    }

    static void Act(Random random, BookState book, BookChange change, string name)
    {
        var policy = book.Policies.Count > 0 ? book.Policies[random.Next(book.Policies.Count)] : null;
        var claim = book.Claims.Count > 0 ? book.Claims[random.Next(book.Claims.Count)] : null;
        var kind = (MoneyKind)random.Next(2);
        var cents = random.Next(3) == 0 ? random.Next(1, 300) : random.NextInt64(1, 5_000_000_00);
        switch (random.Next(12))
        {
            case < 4:
                change.Add(NewPolicy(random, $"p-{name}", book.Day), RowScope.All);
                break;
            case 4 when policy is not null:
                change.Change(policy.Number, RowScope.All, null, (p, claims) => p.Cancel(p.Terms.Inception.AddDays(random.Next(400)), claims));
                break;
            case 5 when policy is not null:
                change.Change(policy.Number, RowScope.All, null, (p, claims) => p.Amend(NewPolicy(random, "x", book.Day).Terms with { Inception = p.Terms.Inception, Expiry = p.Terms.Expiry }, claims));
                change.Change(policy.Number, RowScope.All, null, (p, _) => p.Accept());
                break;
            case 6 when policy is not null:
                change.Renew(policy.Number, RowScope.All, null, $"R-{name}", random.Next(2) == 0 ? null : cents);
                break;
            case 7 when claim is not null:
                change.Change(claim.Reference, RowScope.All, null, c => c.Pay(kind, cents, book.Day, book.Day));
                change.Change(claim.Reference, RowScope.All, null, c => random.Next(2) == 0 ? c.Close(book.Day, book.Day) : c.Recover(kind, cents / 2, book.Day, book.Day));
                break;
            case 8 when claim is not null:
                change.Change(claim.Reference, RowScope.All, null, c => random.Next(2) == 0 ? c.Deny(book.Day, book.Day) : c.Reopen());
                break;
            case 9 when claim is not null:
                change.Change(claim.Reference, RowScope.All, null, c => c.Reserve(kind, cents, book.Day, book.Day));
                break;
            default:
                var covered = policy is null || random.Next(4) == 0 ? null : policy;
                var loss = (covered?.Terms.Inception ?? book.Day.AddDays(-300)).AddDays(random.Next(365));
                change.Add(
                    new Claim($"C-{name}", new ClaimDetails(
                        covered?.Number, covered is null && random.Next(2) == 0 ? null : loss, book.Day, s_causes[random.Next(s_causes.Length)], ""), []),
                    RowScope.All);
                break;
        }
    }

    static Policy NewPolicy(Random random, string number, DateOnly day)
    {
        var (product, line) = s_products[random.Next(s_products.Length)];
        // Some begin on the 29th of February or on the last of a month, some last for days and some for years.
        var inception = random.Next(4) == 0 ? new DateOnly(2020, 2, 29).AddMonths(random.Next(40)) : day.AddDays(random.Next(-500, 200));
        var expiry = random.Next(3) switch { 0 => inception.AddDays(random.Next(1, 900)), 1 => inception.AddMonths(6), _ => inception.AddYears(1) };
        var premium = random.Next(8) == 0 ? 0 : random.NextInt64(1, random.Next(2) == 0 ? 500 : 9_000_000_00);
        return new Policy(
            number, new PolicyTerms("Holder", product, line, random.Next(1, 6), s_states[random.Next(s_states.Length)], inception, expiry, premium) { IsQuote = random.Next(5) == 0 });
    }
}
