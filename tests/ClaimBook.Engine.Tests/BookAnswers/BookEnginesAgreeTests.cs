using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Tests.Sql;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.BookAnswers;

/// <summary>Other books and queries in every run. CLAIMBOOK_SEED=N repeats a run; a failure says its N.</summary>
public sealed class BookEnginesAgreeTests(PostgresServer postgres, ITestOutputHelper output)
{
    const int Books = 6, QueriesPerBook = 100;

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Random_queries_have_the_same_answer_in_memory_and_in_the_database_and_as_counted_day_by_day(string kind)
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("CLAIMBOOK_SEED") ?? $"{Random.Shared.Next()}");
        output.WriteLine($"CLAIMBOOK_SEED={first}");
        var rows = 0;
        for (var i = 0; i < Books; i++)
        {
            using var directory = new TestDirectory();
            var database = Databases.New(kind, directory, postgres);
            var random = new Random(first + i);
            var (ledger, today) = RandomBook.Record(database, random);
            for (var q = 0; q < QueriesPerBook; q++)
            {
                var query = RandomBookQueries.Next(random);
                var day = random.Next(2) == 0 ? today : today.AddDays(-random.Next(1500));
                var agencies = random.Next(3) == 0 ? Enumerable.Range(1, 5).Where(_ => random.Next(2) == 0).ToArray() : null;
                var scope = agencies is null ? RowScope.All : RowScope.Of(agencies);
                var book = ledger.AsOf(day);
                var asked = Queries.Parse(query, QueryForm.Claims);
                var inMemory = ExactAnswers.Lines(new BookEngine(book).Answer(asked, scope));
                var inDatabase = ExactAnswers.Lines(new BookSqlEngine(database, book.Change, book.Day).Answer(asked, scope));
                var what = $"CLAIMBOOK_SEED={first}, book {i} as of {day:yyyy-MM-dd}: {query}{(agencies is null ? "" : $" for agencies {string.Join(',', agencies)}")}";
                Assert.True(
                    inMemory.SequenceEqual(inDatabase),
                    $"""
                    {what}
                    memory:
                    {string.Join('\n', inMemory)}
                    {kind}:
                    {string.Join('\n', inDatabase)}
                    """);
                // Slow, so only for some; and it knows neither order nor pages.
                if (q % 4 > 0)
                    continue;
                var unordered = asked with { Sort = [], Having = [], Limit = null, Offset = 0 };
                var counted = DayByDay.Rows(book, unordered, agencies);
                var answered = DayByDay.Rows(new BookEngine(book).Answer(unordered, scope));
                rows += answered.Count;
                Assert.True(
                    DayByDay.AreSame(counted, answered),
                    $"""
                    {what}
                    day by day:
                    {string.Join('\n', counted.Select(r => $"{r.Key}: {string.Join(" | ", r.Figures)}"))}
                    memory:
                    {string.Join('\n', answered.Select(r => $"{r.Key}: {string.Join(" | ", r.Figures)}"))}
                    """);
            }
        }
        Assert.True(rows > Books * QueriesPerBook / 4, $"only {rows} rows");
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Names_are_those_of_the_rows_that_a_reader_may_see(string kind)
    {
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        var (ledger, _) = RandomBook.Record(database, new Random(7));
        var book = ledger.Now();
        foreach (var engine in new IAnalyticsEngine[] { new BookEngine(book), new BookSqlEngine(database, book.Change, book.Day) })
        {
            foreach (var agency in Enumerable.Range(1, 5))
            {
                var policies = book.Policies.Where(p => p.Terms.AgencyId == agency).ToList();
                var covering = policies.Where(p => !p.Terms.IsQuote && p.Terms.Inception < p.Terms.End && p.Terms.Inception <= book.Day);
                Assert.Equal(covering.Select(p => p.Terms.State).Distinct().Order(), engine.Names(InsuranceCatalog.State, RowScope.Of([agency])));
                Assert.Equal(
                    policies.SelectMany(book.ClaimsOf).Select(c => c.Details.Cause).Distinct().Order(), engine.Names(InsuranceCatalog.Cause, RowScope.Of([agency])));
            }
            Assert.Equal(book.Claims.Select(c => c.Details.Cause).Distinct().Order(), engine.Names(InsuranceCatalog.Cause, RowScope.All));
            Assert.Empty(engine.Names(InsuranceCatalog.Month, RowScope.All));
        }
    }
}
