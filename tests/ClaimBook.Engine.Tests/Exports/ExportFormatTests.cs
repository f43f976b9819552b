using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests;

/// <summary>What holds for every format.</summary>
public sealed class ExportFormatTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public static TheoryData<string> Formats => [.. ExportFormat.All.Select(f => f.Name)];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Memory_does_not_grow_with_the_rows(string format)
    {
        const int rows = 300_000;
        var (read, written) = (0, 0L);
        var table = Tables.Long(rows);
        // By the time the last row is asked for, all but the last piece must be gone.
        using var stream = new CountingStream();
        var counted = table with { Rows = Observed() };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var writing = ExportFormat.Find(format)!.WriteAsync(counted, stream, TestContext.Current.CancellationToken);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Nothing made it wait, so all was done on this thread.
        Assert.True(writing.IsCompletedSuccessfully);
        await writing;
        Assert.Equal(rows, read);
        Assert.True(written > stream.Bytes - 200_000, $"{written:N0} of {stream.Bytes:N0} bytes were written when the last row was read");
        Assert.True(allocated < 8 * rows, $"{allocated:N0} bytes allocated for {rows:N0} rows");

        IEnumerable<Cell[]> Observed()
        {
            foreach (var row in table.Rows)
            {
                read++;
                written = stream.Bytes;
                yield return row;
            }
        }
    }

    [Fact]
    public async Task A_report_has_the_same_cents_in_every_format()
    {
        var database = Database.FromUrl($"sqlite:{_directory["claimbook.db"]}");
        new Loader(database).Load(Extract.Require(), new LoadOptions());
        var selection = Queries.Parse("from=2007-02-03 to=2013-11-11 state=OH,PA", QueryForm.Report);
        var report = PremiumReport.Of(selection, subtotals: true, new CubeEngine(StarCube.Read(database)), RowScope.All);
        var table = report.ToExport(PremiumReport.Title, PremiumReport.Question(selection));

        var json = await Written.Json(table);
        var csv = (await Written.Text(table, ExportFormat.Csv)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        var sheet = (await XlsxBook.Of(table)).Sheets[0];

        foreach (var column in table.Columns.Where(c => c.Type == CellType.Cents))
        {
            var expected = ((ResultColumn<long?>)report.Columns.Single(c => c.Name == column.Name)).Values.ToList();
            Assert.Equal(expected, json.GetProperty("rows").EnumerateArray().Select(r => (long?)(r.GetProperty(column.Name).GetDecimal() * 100)));
            var place = Array.IndexOf(csv[0], column.Name);
            Assert.Equal(expected, csv.Skip(1).Select(r => (long?)(decimal.Parse(r[place]) * 100)));
            var inSheet = sheet.Rows.Skip(1).Select(r => (long?)((decimal)(double)r[sheet.Column(column.Label)]! * 100)).ToList();
            Assert.Equal(expected, inSheet.SkipLast(1));
            Assert.Equal((long)(json.GetProperty("total").GetProperty(column.Name).GetDecimal() * 100), inSheet[^1]);
        }
        Assert.Equal(report.Rows, csv.Count - 1);
        Assert.Equal(report.Rows, json.GetProperty("rowCount").GetInt32());
    }

    [Fact]
    public async Task A_negative_number_stays_a_number_in_every_format()
    {
        Assert.Equal(-1_234_567.05m, (await Written.Json(Tables.OfEveryType)).GetProperty("rows")[0].GetProperty("premium").GetDecimal());
        Assert.Contains(",-1234567.05,", await Written.Text(Tables.OfEveryType, ExportFormat.Csv), StringComparison.Ordinal);
        Assert.Equal(-1_234_567.05, (await XlsxBook.Of(Tables.OfEveryType)).Sheets[0].Rows[1][6]);
    }

    [Fact]
    public async Task Csv_writes_every_type_plainly()
    {
        Assert.Equal(
            "\uFEFFyear,name,complete,begins,entered,policies,premium,average,share\r\n"
            + "2010,Zoë & <Sons>,true,2010-01-31,2010-01-31T23:30:00Z,1234,-1234567.05,12.5,0.125\r\n,,,,,,,,\r\n",
            await Written.Text(Tables.OfEveryType, ExportFormat.Csv));
    }

    [Fact]
    public async Task A_stopped_export_stops()
    {
        using var stop = new CancellationTokenSource();
        using var stream = new CountingStream { OnWrite = stop.Cancel };
        foreach (var format in ExportFormat.All)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => format.WriteAsync(Tables.Long(1_000_000), stream, stop.Token));
    }

    [Fact]
    public void Formats_are_found_by_their_names()
    {
        Assert.Equal(["json", "csv", "xlsx"], ExportFormat.All.Select(f => f.Name));
        Assert.Same(ExportFormat.Csv, ExportFormat.Find("csv"));
        Assert.Null(ExportFormat.Find("pdf"));
    }
}
