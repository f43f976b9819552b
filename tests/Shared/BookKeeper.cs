using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Shared;

/// <summary>Records in a book on days that the test chooses, at noon.</summary>
sealed class BookKeeper
{
    public BookKeeper(Database database)
    {
        Time = new(new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));
        Ledger = new(database, Time);
    }

    public SetTime Time { get; }

    public Ledger Ledger { get; }

    /// <summary>Makes it this day.</summary>
    public BookKeeper On(int year, int month, int day)
    {
        Time.Now = new(year, month, day, 12, 0, 0, TimeSpan.Zero);
        return this;
    }

    /// <summary>Adds a policy of a year.</summary>
    public BookKeeper Sell(string number, string holder, int agency, DateOnly inception, string product = "HOMEOWNERS", bool isQuote = false) => Record(c => c.Add(
        new Policy(number, new PolicyTerms(holder, product, "PL", agency, "OH", inception, inception.AddYears(1), 1_000_00) { IsQuote = isQuote }), RowScope.All));

    /// <summary>Adds a claim that is reported today.</summary>
    public BookKeeper Report(string reference, string? policy, DateOnly? loss, string cause = "Fire") => Record(c => c.Add(
        new Claim(reference, new ClaimDetails(policy, loss, c.Today, cause, ""), []), RowScope.All));

    /// <summary>Does something to a claim.</summary>
    public BookKeeper Do(string reference, Func<Claim, DateOnly, Outcome<Claim>> act) =>
        Record(c => c.Change(reference, RowScope.All, seen: null, claim => act(claim, c.Today)));

    public BookKeeper Reserve(string reference, long cents, MoneyKind kind = MoneyKind.Indemnity) => Do(reference, (claim, today) => claim.Reserve(kind, cents, today, today));

    public BookKeeper Pay(string reference, long cents, MoneyKind kind = MoneyKind.Indemnity, DateOnly? day = null) =>
        Do(reference, (claim, today) => claim.Pay(kind, cents, day ?? today, today));

    public BookKeeper Recover(string reference, long cents, MoneyKind kind = MoneyKind.Indemnity) => Do(reference, (claim, today) => claim.Recover(kind, cents, today, today));

    public BookKeeper Close(string reference) => Do(reference, (claim, today) => claim.Close(today, today));

    public BookKeeper Record<T>(Func<BookChange, Outcome<T>> act)
        where T : class
    {
        var outcome = Ledger.Record("test", (_, change) => act(change));
        Assert.True(outcome.Refused is null, outcome.Refused?.Text);
        return this;
    }
}
