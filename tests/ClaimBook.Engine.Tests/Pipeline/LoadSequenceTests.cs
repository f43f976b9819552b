using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

/// <summary>Random files loaded one after the other; after each the database must agree with itself and with a plain model.</summary>
public sealed class LoadSequenceTests(PostgresServer postgres)
{
    static readonly LoadOptions s_anyRejects = new() { MaxRejectRate = 1 };

    [Theory]
    [InlineData("sqlite", 1)]
    [InlineData("sqlite", 2)]
    [InlineData("sqlite", 3)]
    [InlineData("sqlite", 4)]
    [InlineData("sqlite", 5)]
    [InlineData("sqlite", 6)]
    [InlineData("postgres", 1)]
    [InlineData("postgres", 2)]
    [InlineData("postgres", 7)]
    public void After_any_sequence_of_loads_the_database_holds_what_the_files_said_last(string kind, int seed)
    {
        using var book = new TestBook(kind, postgres);
        var random = new Random(seed);
        var model = new BookModel();
        for (var step = 0; step < 12; step++)
        {
            var lines = RandomLines(random);
            var options = s_anyRejects with { Replace = random.Next(4) == 0, Force = true };

            var report = book.Load(PerformanceCsv.File(lines), options);

            var expected = model.Load(lines, options.Replace);
            Assert.Equal(expected, (report.Inserted, report.Updated, report.Unchanged, report.Deleted, report.Rejected));
            book.AssertConsistent();
            Assert.Equal(model.Lines(), book.Original().Split("\r\n")[1..^1].Order(StringComparer.Ordinal));
            Assert.Equal(model.Years(), book.Query("SELECT year, first_month, last_month FROM dim_year ORDER BY year"));
            Assert.Equal(model.Sizes(), book.Query("SELECT agency_id, agency_size FROM dim_agency ORDER BY agency_id"));

            var before = book.Star();
            var again = book.Load(PerformanceCsv.File(lines), options);
            Assert.Equal(
                (0, 0, lines.Length - report.Rejected, 0, report.Rejected),
                (again.Inserted, again.Updated, again.Unchanged, again.Deleted, again.Rejected));
            Assert.Equal(before, book.Star());
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void The_same_loads_end_in_the_same_content_on_either_database(int seed)
    {
        using var sqlite = new TestBook("sqlite", postgres);
        using var postgresql = new TestBook("postgres", postgres);
        var random = new Random(seed);
        for (var step = 0; step < 6; step++)
        {
            var file = PerformanceCsv.File(RandomLines(random));
            var options = s_anyRejects with { Replace = random.Next(4) == 0 };

            Assert.Equal(sqlite.Load(file, options).Notices, postgresql.Load(file, options).Notices);

            Assert.Equal(sqlite.Content(), postgresql.Content());
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_generated_file_comes_back_byte_by_byte(string kind)
    {
        using var book = new TestBook(kind, postgres);
        using (var file = File.Create(book.Directory["sample.csv"]))
            SampleFile.Write(file, 20_000, 5);

        var report = book.LoadFile(book.Directory["sample.csv"]);

        Assert.Equal((20_000, 20_000), (report.RowsRead, report.Inserted));
        Assert.Equal(File.ReadAllText(book.Directory["sample.csv"]), book.Original());
        book.AssertConsistent();
    }

    /// <summary>Lines of few keys and few values, so that equal, changed and contradictory ones are all frequent.</summary>
    static string[] RandomLines(Random random)
    {
        string Pick(params string[] values) => values[random.Next(values.Length)];
        var vendors = Enumerable.Range(0, 5).Select(_ => Pick("A", "B")).ToArray();
        var movesLine = random.Next(8) == 0;
        var contradicts = random.Next(3) == 0;
        var ratio = Pick("0.5", "0.25", "99999");
        return [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ =>
        {
            var agency = random.Next(5);
            var product = Pick("BOP", "GARAGE", "HOMEOWNERS", "YACHT");
            var line = product is "BOP" or "GARAGE" != (movesLine && product == "YACHT") ? "CL" : "PL";
            var vendor = contradicts && random.Next(10) == 0 ? "C" : vendors[agency];
            return PerformanceCsv.Line(
                $"AGENCY_ID={agency}", $"PROD_ABBR={product}", $"PROD_LINE={line}", $"STATE_ABBR={Pick("OH", "KY", "PA")}",
                $"STAT_PROFILE_DATE_YEAR={Pick("2009", "2010", "2011")}", $"MONTHS={Pick("5", "8", "12")}",
                $"WRTN_PREM_AMT={Pick("0", "-7.01", "600000.5")}", $"NB_WRTN_PREM_AMT={Pick("0", "99999")}", $"PRD_INCRD_LOSSES_AMT={Pick("-0.01", "3")}",
                $"PREV_WRTN_PREM_AMT={Pick("99999", "12.34")}", $"PREV_POLY_INFORCE_QTY={Pick("99999", "4")}", $"RETENTION_POLY_QTY={Pick("1", "3")}",
                $"LOSS_RATIO={Pick("99999", "99998", "99997", "0.1")}", $"LOSS_RATIO_3YR={(contradicts && random.Next(10) == 0 ? "-1" : ratio)}",
                $"VENDOR={vendor}", $"PRIMARY_AGENCY_ID={(vendor == "B" ? 1 : 99999)}", $"PL_QUO_CT_APPLIED={(vendor == "A" ? 7 : 99999)}");
        })];
    }
}
