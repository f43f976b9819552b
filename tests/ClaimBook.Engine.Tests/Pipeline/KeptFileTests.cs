using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class KeptFileTests(PostgresServer postgres)
{
    static readonly string s_last = PerformanceCsv.Line("AGENCY_ID=2", "VENDOR=Müller");
    static readonly string s_file = PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1"), s_last);

    [Theory]
    [MemberData(nameof(Packed.Endings), MemberType = typeof(Packed))]
    public void A_loaded_file_is_kept_byte_for_byte_under_an_ending_that_fits_its_content(string ending)
    {
        using var book = new TestBook("sqlite", postgres);
        var path = book.Directory["any name"];
        File.WriteAllBytes(path, Packed.As(ending, s_file));

        var report = Keeping(book).Load(path, new LoadOptions());

        var load = Load(book, report.LoadId);
        var kept = Kept(book).Find(load)!;
        Assert.Equal(book.Directory[$"files/{load.Sha256}{ending}"], kept);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(kept));
        Assert.Equal([kept], Directory.GetFiles(book.Directory["files"]));
        Assert.Equal(new SourceLine(3, PerformanceCsv.Header, s_last), SourceLine.Read(kept, 3, RowScope.All));
    }

    [Fact]
    public void A_file_longer_than_any_buffer_is_kept_whole()
    {
        using var book = new TestBook("sqlite", postgres);
        var lines = Enumerable.Range(1, 5000).Select(i => PerformanceCsv.Line($"AGENCY_ID={i}"));
        var path = book.Directory.Write("long.csv", PerformanceCsv.File([.. lines]));

        var report = Keeping(book).Load(path, new LoadOptions());

        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Kept(book).Find(Load(book, report.LoadId))!));
    }

    [Fact]
    public void The_same_file_again_is_kept_once()
    {
        using var book = new TestBook("sqlite", postgres);
        var path = book.Directory.Write("book.csv", s_file);
        var first = Keeping(book).Load(path, new LoadOptions());

        Assert.NotEmpty(Keeping(book).Load(path, new LoadOptions()).Notices);
        var forced = Keeping(book).Load(path, new LoadOptions { Force = true });

        Assert.Equal((1, 2), (first.LoadId, forced.LoadId));
        var kept = Assert.Single(Directory.GetFiles(book.Directory["files"]));
        Assert.All([1, 2], id => Assert.Equal(kept, Kept(book).Find(Load(book, id))));
    }

    [Fact]
    public void Nothing_is_kept_of_a_load_that_is_refused_cancelled_or_cut_short()
    {
        using var book = new TestBook("sqlite", postgres);
        var refused = book.Directory.Write("refused.csv", PerformanceCsv.File("not,a,line"));
        var file = book.Directory.Write("book.csv", s_file);
        using var cancellation = new CancellationTokenSource();
        var cancelled = new Loader(book.Database) { KeptFiles = Kept(book), OnProgress = _ => cancellation.Cancel() };
        var changed = new Loader(book.Database) { KeptFiles = Kept(book), OnProgress = _ => File.AppendAllText(file, "\r\n") };

        Assert.Throws<ClaimBookException>(() => Keeping(book).Load(refused, new LoadOptions()));
        Assert.ThrowsAny<OperationCanceledException>(() => cancelled.Load(file, new LoadOptions(), cancellation.Token));
        Assert.Throws<ClaimBookException>(() => changed.Load(file, new LoadOptions()));

        Assert.Empty(Directory.GetFiles(book.Directory["files"]));
    }

    [Fact]
    public void The_copy_is_deleted_when_the_load_fails_after_it_was_finished()
    {
        using var book = new TestBook("sqlite", postgres);
        Keeping(book).Load(book.Directory.Write("book.csv", s_file), new LoadOptions());
        using (var connection = book.Database.Connect())
            connection.Execute("CREATE TRIGGER refuse BEFORE INSERT ON load BEGIN SELECT raise(ABORT, 'no more loads'); END");
        var before = Directory.GetFiles(book.Directory["files"]);
        var other = book.Directory.Write("other.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=3")));

        Assert.Throws<ClaimBookException>(() => Keeping(book).Load(other, new LoadOptions()));

        Assert.Equal(before, Directory.GetFiles(book.Directory["files"]));
    }

    [Fact]
    public void What_a_killed_load_left_is_cleared_away_by_the_next_one()
    {
        using var book = new TestBook("sqlite", postgres);
        Directory.CreateDirectory(book.Directory["files"]);
        book.Directory.Write("files/0123.part", "half a file");
        var kept = book.Directory.Write("files/0123.csv", "a whole one");

        var report = Keeping(book).Load(book.Directory.Write("book.csv", s_file), new LoadOptions());

        Assert.Equal(
            new[] { kept, Kept(book).Find(Load(book, report.LoadId)) }.Order(), Directory.GetFiles(book.Directory["files"]).Order());
    }

    [Fact]
    public void A_load_goes_through_and_says_so_where_its_file_cannot_be_kept()
    {
        using var book = new TestBook("sqlite", postgres);
        book.Directory.Write("files", "a file where the folder should be");

        var report = Keeping(book).Load(book.Directory.Write("book.csv", s_file), new LoadOptions());

        Assert.Equal(2, report.Inserted);
        Assert.StartsWith(
            "The file was loaded but could not be kept, so its lines cannot be shown later: ", Assert.Single(report.Notices),
            StringComparison.Ordinal);
        Assert.Equal(report.Notices, Load(book, report.LoadId).Notices);
        Assert.Null(Kept(book).Find(Load(book, report.LoadId)));
    }

    [Fact]
    public void A_kept_file_that_lost_its_end_is_not_found_and_is_replaced_when_it_is_loaded_again()
    {
        using var book = new TestBook("sqlite", postgres);
        var path = book.Directory.Write("book.csv", s_file);
        var load = Load(book, Keeping(book).Load(path, new LoadOptions()).LoadId);
        File.WriteAllText(Kept(book).Find(load)!, "cut");

        Assert.Null(Kept(book).Find(load));
        Keeping(book).Load(path, new LoadOptions { Force = true });
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Kept(book).Find(load)!));
    }

    static KeptFiles Kept(TestBook book) => new(book.Directory.Root);

    static Loader Keeping(TestBook book) => new(book.Database) { KeptFiles = Kept(book) };

    static LoadRecord Load(TestBook book, int loadId)
    {
        using var connection = book.Database.Connect();
        return LoadRecord.Find(connection, loadId)!;
    }
}
