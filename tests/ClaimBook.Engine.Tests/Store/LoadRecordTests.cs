using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Pipeline;

namespace ClaimBook.Engine.Tests.Store;

public sealed class LoadRecordTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Loads_are_listed_with_all_they_reported_the_newest_first_and_page_by_page(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var reports = Enumerable.Range(1, 5)
            .Select(i => (Name: $"{i}.csv", Text: $"{PerformanceCsv.Header},REMARK\n{PerformanceCsv.Line($"AGENCY_ID={i}")},x\nno line\n"))
            .Select(file => book.Directory.Write(file.Name, file.Text))
            .Select(path => book.LoadFile(path, new LoadOptions { MaxRejectRate = 1 })).ToList();
        using var connection = book.Database.Connect();

        var newest = LoadRecord.ReadLatest(connection, limit: 2);
        var rest = LoadRecord.ReadLatest(connection, limit: 100, before: newest[^1].LoadId);

        Assert.Equal([5, 4], newest.Select(l => l.LoadId));
        Assert.Equal([3, 2, 1], rest.Select(l => l.LoadId));
        foreach (var (load, report) in newest.Concat(rest).Zip(reports.AsEnumerable().Reverse()))
        {
            Assert.Equal(
                (report.File, report.RowsRead, report.Inserted, report.Rejected), (load.File, load.RowsRead, load.Inserted, load.Rejected));
            Assert.Equal(["Columns that are not known were ignored: REMARK."], load.Notices);
            Assert.InRange(load.FinishedAt, load.StartedAt, load.StartedAt.AddMinutes(1));
            Assert.Equal(new FileInfo(book.Directory[load.File]).Length, load.Bytes);
        }
        Assert.Equal("3.csv", LoadRecord.Find(connection, 3)!.File);
        Assert.Null(LoadRecord.Find(connection, 6));
    }
}
