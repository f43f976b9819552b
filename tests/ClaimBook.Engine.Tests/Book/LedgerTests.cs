using System.Data.Common;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Book;

public sealed class LedgerTests(PostgresServer postgres)
{
    static readonly PolicyTerms s_terms = new("Ada Lovelace", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 120_000);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Every_past_day_is_shown_as_it_was_known_then(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var time = new SetTime(Day(2024, 3, 1));
        var ledger = new Ledger(book.Database, time);

        Record(ledger, c => c.Add(new Policy("P-1", s_terms), RowScope.All));
        time.Now = Day(2024, 3, 5);
        Record(ledger, c => c.Add(
            new Claim("C-1", new ClaimDetails("p-1", new(2024, 3, 2), new(2024, 3, 4), "Fire", "Kitchen"), []), RowScope.All));
        Record(ledger, c => c.Change("c-1", RowScope.All, null, claim => claim.Reserve(MoneyKind.Indemnity, 500_00, new(2024, 3, 5), c.Today)));
        time.Now = Day(2024, 3, 9);
        Record(ledger, c => c.Change("C-1", RowScope.All, null, claim => claim.Pay(MoneyKind.Indemnity, 200_00, new(2024, 3, 8), c.Today)));
        Record(ledger, c => c.Change(
            "C-1", RowScope.All, null, claim => claim.Amend(claim.Details with { Cause = "Lightning" }, c.PolicyOf(claim.Details), c.Today)));
        time.Now = Day(2024, 3, 20);
        Record(ledger, c => c.Change("C-1", RowScope.All, null, claim => claim.Close(c.Today, c.Today)));

        foreach (var reader in new[] { ledger, new Ledger(book.Database, time) })
        {
            Assert.Empty(reader.AsOf(new(2024, 2, 29)).Policies);
            Assert.Equal("P-1", Assert.Single(reader.AsOf(new(2024, 3, 4)).Policies).Number);
            Assert.Empty(reader.AsOf(new(2024, 3, 4)).Claims);
            Assert.Equal(("Fire", ClaimStatus.Open, new ClaimMoney(0, 500_00, 0)), Shown(reader.AsOf(new(2024, 3, 8))));
            Assert.Equal(("Lightning", ClaimStatus.Open, new ClaimMoney(200_00, 300_00, 0)), Shown(reader.AsOf(new(2024, 3, 19))));
            Assert.Equal(("Lightning", ClaimStatus.ClosedWithPayment, new ClaimMoney(200_00, 0, 0)), Shown(reader.Now()));
            Assert.Equal(PolicyStatus.InForce, reader.AsOf(new(2024, 3, 8)).Policy("p-1")!.Terms.StatusOn(new(2024, 3, 8)));
        }

        static (string, ClaimStatus, ClaimMoney) Shown(BookState book) => (book.Claim("c-1")!.Details.Cause, book.Claim("c-1")!.Status, book.Claim("c-1")!.Money);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Of_two_that_change_what_both_have_read_the_second_is_told_and_nothing_is_lost(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var time = new SetTime(Day(2024, 3, 5));
        var (one, other) = (new Ledger(book.Database, time), new Ledger(book.Database, time));
        Record(one, c => c.Add(new Policy("P-1", s_terms), RowScope.All));
        var seen = one.Now().Policy("P-1")!.Change;
        Assert.Equal(seen, other.Now().Policy("P-1")!.Change);

        Record(one, c => c.Change("P-1", RowScope.All, seen, (p, claims) => p.Amend(p.Terms with { Holder = "One" }, claims)));
        var second = other.Record<Policy>(
            "other", (_, c) => c.Change("P-1", RowScope.All, seen, (p, claims) => p.Amend(p.Terms with { Holder = "Other" }, claims)));

        Assert.Equal(RefusalKind.Stale, second.Refused!.Kind);
        Assert.Equal("One", other.Now().Policy("P-1")!.Terms.Holder);
        Assert.Equal(2, other.Now().Change);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Many_that_write_at_once_in_several_processes_lose_nothing(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var time = new SetTime(Day(2024, 3, 5));
        var ledgers = Enumerable.Range(0, 4).Select(_ => new Ledger(book.Database, time)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            Record(ledgers[i % 4], c => c.Add(new Policy($"P-{i / 2}", s_terms), RowScope.All), mayBeRefused: true))));

        Assert.All(ledgers, l => Assert.Equal(20, l.Now().Policies.Count));
        Assert.Equal(20, ledgers[0].Now().Change);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void What_was_recorded_cannot_be_changed_or_deleted(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var ledger = new Ledger(book.Database, new SetTime(Day(2024, 3, 5)));
        Record(ledger, c => c.Add(new Policy("P-1", s_terms), RowScope.All));
        Record(ledger, c => c.Add(
            new Claim("C-1", new ClaimDetails("P-1", new(2024, 3, 2), new(2024, 3, 4), "Fire", ""), []), RowScope.All)
            .Then(_ => c.Change("C-1", RowScope.All, null, claim => claim.Pay(MoneyKind.Expense, 1, c.Today, c.Today))));
        using var connection = book.Database.Connect();

        foreach (var table in new[] { "policy", "claim", "claim_transaction" })
        {
            Assert.Contains("append-only", Assert.ThrowsAny<DbException>(() => connection.Execute($"DELETE FROM {table}")).Message);
            Assert.Contains("append-only", Assert.ThrowsAny<DbException>(() => connection.Execute($"UPDATE {table} SET change_id = 7")).Message);
        }
        Assert.Equal(["P-1|2024-01-01|2025-01-01|1200|"], connection.Query(
            "SELECT number, inception, expiry, premium, cancelled_on FROM v_policy",
            r => string.Join('|', Enumerable.Range(0, 5).Select(i => r.IsDBNull(i) ? "" : r.GetValue(i) is DateTime or DateOnly ? $"{r.GetValue(i):yyyy-MM-dd}" : $"{Convert.ToString(r.GetValue(i), null)?.Replace(".00", "")}"))));
        Assert.Equal(0.01, Convert.ToDouble(connection.Query("SELECT incurred FROM v_claim", r => r.GetValue(0))[0], null), 9);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_check_finds_what_cannot_be_right(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var ledger = new Ledger(book.Database, new SetTime(Day(2024, 3, 5)));
        Record(ledger, c => c.Add(new Policy("P-1", s_terms), RowScope.All));
        Record(ledger, c => c.Add(new Claim("C-1", new ClaimDetails("P-1", new(2024, 3, 2), new(2024, 3, 4), "Fire", ""), []), RowScope.All));
        using var connection = book.Database.Connect();
        Assert.Equal((1, 1), (DatabaseStatus.Read(book.Database).Policies, DatabaseStatus.Read(book.Database).Claims));
        Assert.All(Integrity.Check(connection), c => Assert.Null(c.Problem));

        connection.Execute(
            """
            INSERT INTO claim (claim_key, change_id, reference, policy_key, loss_day, reported_day, cause, description, stage)
            VALUES ('C-2', 9, 'C-2', 'P-9', NULL, 739000, 'Fire', '', 'open');
            INSERT INTO claim_transaction (claim_key, number, change_id, day, type, kind, amount_cents, outstanding_change_cents, note)
            VALUES ('C-3', 1, 2, 739000, 'recovery', 'expense', 5, -1, '')
            """);

        Assert.Equal(
            [
                "every claim.change_id is in book_change: 1 rows are orphans",
                "every claim_transaction.claim_key is in claim: 1 rows are orphans",
                "every claim.policy_key is in policy: 1 rows are orphans",
                "no claim has a reserve below zero, or recoveries larger than what was paid: 1 claims differ",
            ],
            Integrity.Check(connection).Where(c => c.Problem is not null).Select(c => $"{c.Name}: {c.Problem}"));
    }

    static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.Zero);

    static void Record<T>(Ledger ledger, Func<BookChange, Outcome<T>> act, bool mayBeRefused = false)
        where T : class
    {
        var outcome = ledger.Record("test", (_, change) => act(change));
        Assert.True(mayBeRefused || outcome.Refused is null, outcome.Refused?.Text);
    }
}
