using System.Globalization;
using System.Text;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

/// <summary>A database of one test, files loaded into it, and everything it holds as text.</summary>
sealed class TestBook : IDisposable
{
    static readonly Table[] s_star =
    [
        FactPerformance.Table, Dimensions.Agency, Dimensions.Product, Dimensions.State, Dimensions.Year, Dimensions.Quotes, Dimensions.PublishedRatios,
        .. Summaries.All,
    ];

    static readonly Table[] s_loads =
    [
        new(
            "load",
            1,
            "load_id",
            "file_name",
            "sha256",
            "bytes",
            "rows_read",
            "inserted",
            "updated",
            "unchanged",
            "deleted",
            "rejected",
            "notices"),
        new("load_reject", 2, "load_id", "line", "column_name", "value", "reason", "raw", "agency_id"),
    ];

    public TestBook(string kind, PostgresServer postgres) => Database = Databases.New(kind, Directory, postgres);

    public TestDirectory Directory { get; } = new();

    public Database Database { get; }

    public LoadReport Load(string csv, LoadOptions? options = null) => LoadFile(Directory.Write("book.csv", csv), options);

    public LoadReport LoadFile(string path, LoadOptions? options = null) => new Loader(Database).Load(path, options ?? new LoadOptions());

    /// <summary>The message of a load that must fail and must change nothing, without the path that it begins with.</summary>
    public string Refusal(string path, LoadOptions? options = null)
    {
        var before = Content();
        var message = Assert.Throws<ClaimBookException>(() => LoadFile(path, options)).Message;
        Assert.Equal(before, Content());
        Assert.StartsWith($"{path}: ", message);
        return message[$"{path}: ".Length..];
    }

    /// <summary>Everything in the database but times, a line a row, in the order of the keys.</summary>
    public IReadOnlyList<string> Content() => [.. s_star.Concat(s_loads).SelectMany(Rows)];

    /// <summary>The star schema, without the loads that made it.</summary>
    public IReadOnlyList<string> Star() => [.. s_star.SelectMany(Rows)];

    /// <summary>The rows of a query as text, fields joined by commas; null is empty.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = Database.Connect();
        return connection.Query(
            sql,
            r => string.Join(
                ',',
                Enumerable.Range(0, r.FieldCount).Select(i => r.IsDBNull(i) ? "" : Convert.ToString(r.GetValue(i), CultureInfo.InvariantCulture))));
    }

    /// <summary>The facts as a performance file.</summary>
    public string Original()
    {
        using var connection = Database.Connect();
        using var output = new MemoryStream();
        OriginalFile.Write(connection, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>Fails unless the database agrees with itself.</summary>
    public void AssertConsistent()
    {
        using var connection = Database.Connect();
        Assert.All(Integrity.Check(connection), c => Assert.Null(c.Problem));
    }

    public void Dispose()
    {
        // A hundred tests would leave a hundred idle connections.
        (Database as PostgresDatabase)?.CloseIdle();
        Directory.Dispose();
    }

    IEnumerable<string> Rows(Table table) =>
        Query($"SELECT {table.ColumnList} FROM {table.Name} ORDER BY {table.KeyList}").Select(r => $"{table.Name}: {r}");
}
