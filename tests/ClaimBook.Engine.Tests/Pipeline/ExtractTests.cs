using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class ExtractTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_real_extract_loads_whole_and_comes_back_value_by_value(string kind)
    {
        var extract = Extract.Require();
        var database = Databases.New(kind, _directory, postgres);

        var report = new Loader(database).Load(extract, new LoadOptions());

        Assert.Equal((3445, 3445, 0, 0, 0), (report.RowsRead, report.Inserted, report.Updated, report.Unchanged, report.Rejected));
        Assert.Empty(report.Notices);
        using var connection = database.Connect();
        using var output = new MemoryStream();
        Assert.Equal(3445, OriginalFile.Write(connection, output));
        Assert.Equal(File.ReadAllBytes(extract), output.ToArray());
        Assert.All(Integrity.Check(connection), c => Assert.Null(c.Problem));
    }
}
