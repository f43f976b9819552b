using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class InterruptedLoadTests(PostgresServer postgres)
{
    static readonly string s_before = PerformanceCsv.File(
        PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=1"), PerformanceCsv.Line("AGENCY_ID=2"));

    /// <summary>Three batches and a bit; changes, inserts and, where it replaces, deletes.</summary>
    static readonly string s_long = PerformanceCsv.File(
        [.. Enumerable.Range(1, 13_000).Where(i => i != 2).Select(i => PerformanceCsv.Line($"AGENCY_ID={i}", $"WRTN_PREM_AMT={i + 1}"))]);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_load_that_is_cancelled_leaves_nothing(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(s_before);
        var before = book.Content();
        var file = book.Directory.Write("long.csv", s_long);
        for (var at = 1; at <= 4; at++)
        {
            using var cancellation = new CancellationTokenSource();
            var reports = 0;
            var loader = new Loader(book.Database)
            {
                OnProgress = _ =>
                {
                    if (++reports == at)
                        cancellation.Cancel();
                },
            };

            Assert.ThrowsAny<OperationCanceledException>(() => loader.Load(file, new LoadOptions { Replace = true }, cancellation.Token));
            Assert.Equal(before, book.Content());
        }
        Assert.Equal(
            (12_998, 1, 1),
            book.LoadFile(file, new LoadOptions { Replace = true }) is var report ? (report.Inserted, report.Updated, report.Deleted) : default);
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_file_that_grows_while_it_is_read_is_refused(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(s_before);
        var before = book.Content();
        var file = book.Directory.Write("long.csv", s_long);
        var grown = false;
        var loader = new Loader(book.Database)
        {
            OnProgress = _ =>
            {
                if (!grown)
                    File.AppendAllText(file, PerformanceCsv.Line("AGENCY_ID=20000") + "\r\n");
                grown = true;
            },
        };

        var failure = Assert.Throws<ClaimBookException>(() => loader.Load(file, new LoadOptions()));

        Assert.Equal(
            $"{file}: The file changed while it was being read; nothing was loaded. Load it again when it is complete.", failure.Message);
        Assert.Equal(before, book.Content());
        Assert.Equal(12_999, book.LoadFile(file).Inserted);
    }

    [Fact]
    public void PostgreSQL_gone_in_the_middle_of_a_load_changes_nothing()
    {
        using var directory = new TestDirectory();
        using var server = new PostgresServer();
        var database = Database.FromUrl(server.NewDatabase());
        var before = directory.Write("before.csv", s_before);
        var file = directory.Write("long.csv", s_long);
        new Loader(database).Load(before, new LoadOptions());
        var killed = false;
        var loader = new Loader(database)
        {
            OnProgress = _ =>
            {
                if (!killed)
                    server.Kill();
                killed = true;
            },
        };

        var failure = Assert.Throws<ClaimBookException>(() => loader.Load(file, new LoadOptions()));

        Assert.Contains(
            failure.Message,
            new[] { "the connection to the server was lost.", "the server was shut down." }.Select(
                m => $"{file}: {database.Location}: {m}"));
        Assert.Equal(
            $"{file}: {database.Location}: the server cannot be reached.",
            Assert.Throws<ClaimBookException>(() => new Loader(database).Load(file, new LoadOptions())).Message);

        server.Restart();
        using (var connection = database.Connect())
        {
            Assert.Equal(2, connection.QueryNumber("SELECT count(*) FROM fact_performance"));
            Assert.Equal(1, connection.QueryNumber("SELECT count(*) FROM load"));
            Assert.All(Integrity.Check(connection), c => Assert.Null(c.Problem));
        }
        Assert.Equal(
            (2, 12_998, 1),
            new Loader(database).Load(file, new LoadOptions()) is var report ? (report.LoadId, report.Inserted, report.Updated) : default);
    }

    [Theory]
    [MemberData(nameof(Packed.Endings), MemberType = typeof(Packed))]
    public void Progress_never_goes_back_and_ends_at_the_whole_file(string ending)
    {
        using var book = new TestBook("sqlite", postgres);
        var path = book.Directory["long"];
        File.WriteAllBytes(path, Packed.As(ending, s_long));
        var seen = new List<LoadProgress>();

        new Loader(book.Database) { OnProgress = seen.Add }.Load(path, new LoadOptions());

        Assert.Equal([4096, 8192, 12_288, 12_999], seen.Select(p => p.Rows));
        Assert.Equal(seen.Select(p => p.Bytes).Order(), seen.Select(p => p.Bytes));
        Assert.All(seen, p => Assert.Equal(new FileInfo(path).Length, p.TotalBytes));
        Assert.Equal(seen[^1].TotalBytes, seen[^1].Bytes);
        Assert.Equal(TimeSpan.Zero, seen[^1].Left);
    }
}
