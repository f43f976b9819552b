using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class ConcurrentLoadTests(PostgresServer postgres)
{
    static readonly string s_first = PerformanceCsv.File(
        [.. Enumerable.Range(0, 5000).Select(i => PerformanceCsv.Line($"AGENCY_ID={i}", "WRTN_PREM_AMT=1"))]);
    static readonly string s_second = PerformanceCsv.File(
        [.. Enumerable.Range(2500, 5000).Select(i => PerformanceCsv.Line($"AGENCY_ID={i}", "WRTN_PREM_AMT=2"))]);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_second_load_waits_for_the_first_and_then_goes_on_from_it(string kind)
    {
        using var book = new TestBook(kind, postgres);
        using var underWay = new ManualResetEventSlim();
        using var waiting = new ManualResetEventSlim();
        var first = book.Directory.Write("first.csv", s_first);
        var second = book.Directory.Write("second.csv", s_second);
        using (book.Database.Connect())
        {
        }

        var loadingFirst = Task.Run(() => new Loader(book.Database)
        {
            OnProgress = _ =>
            {
                underWay.Set();
                waiting.Wait();
            },
        }.Load(first, new LoadOptions()));
        underWay.Wait();
        var loadingSecond = Task.Run(() => new Loader(book.Database) { OnWait = waiting.Set }.Load(second, new LoadOptions()));

        Assert.Equal((1, 5000), await loadingFirst is var one ? (one.LoadId, one.Inserted) : default);
        Assert.Equal((2, 2500, 2500), await loadingSecond is var two ? (two.LoadId, two.Inserted, two.Updated) : default);
        Assert.Equal(["7500,1250000"], book.Query("SELECT count(*), sum(written_cents) FROM fact_performance"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Loads_at_once_end_in_the_content_of_loads_in_turn(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var files = Enumerable.Range(0, 6).Select(f => book.Directory.Write(
            $"{f}.csv",
            PerformanceCsv.File([.. Enumerable.Range(0, 50).Select(i => PerformanceCsv.Line($"AGENCY_ID={100 * f + i}", $"WRTN_PREM_AMT={f + 1}"))])))
            .ToList();

        var reports = await Task.WhenAll(files.Select(f => Task.Run(() => book.LoadFile(f))));

        Assert.Equal([1, 2, 3, 4, 5, 6], reports.Select(r => r.LoadId).Order());
        Assert.All(reports, r => Assert.Equal(50, r.Inserted));
        Assert.Equal(["300,105000"], book.Query("SELECT count(*), sum(written_cents) FROM fact_performance"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_load_that_waits_can_be_cancelled(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var file = book.Directory.Write("first.csv", s_first);
        using var running = book.Database.BeginLoad();
        using var cancellation = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(
            () => new Loader(book.Database) { OnWait = cancellation.Cancel }.Load(file, new LoadOptions(), cancellation.Token));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_reader_sees_one_state_while_a_load_goes_through(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(s_first);
        using var connection = book.Database.Connect();
        using var snapshot = book.Database.BeginRead(connection);
        Assert.Equal(5000, Dimensions.ReadAll(connection).Agencies.Count);

        using var facts = FactPerformance.ReadAll(connection).GetEnumerator();
        Assert.True(facts.MoveNext());
        book.Load(s_second, new LoadOptions { Replace = true });
        var sum = facts.Current.WrittenCents;
        while (facts.MoveNext())
            sum += facts.Current.WrittenCents;

        Assert.Equal(5000_00, sum);
        Assert.Equal(5000, Dimensions.ReadAll(connection).Agencies.Count);
        using var original = new MemoryStream();
        Assert.Equal(5000, OriginalFile.Write(connection, original));
        Assert.Equal(s_first.Length, original.Length);
        Assert.Equal(["5000,1000000"], book.Query("SELECT count(*), sum(written_cents) FROM fact_performance"));
    }
}
