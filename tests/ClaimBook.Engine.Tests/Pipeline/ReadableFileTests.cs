using System.IO.Compression;
using System.Text;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

/// <summary>The many ways in which people write the same file.</summary>
public sealed class ReadableFileTests(PostgresServer postgres)
{
    static readonly string[] s_lines =
    [
        PerformanceCsv.Line("AGENCY_ID=1", "VENDOR_IND=Y", "VENDOR=Müller & Söhne", "WRTN_PREM_AMT=1234.5", "PROD_ABBR=ANNIV   12"),
        PerformanceCsv.Line("AGENCY_ID=2", "PROD_ABBR=BÖP", "PROD_LINE=CL", "LOSS_RATIO=99998", "PRD_INCRD_LOSSES_AMT=-3.07"),
        PerformanceCsv.Line("AGENCY_ID=3", "RETENTION_RATIO=0.875", "CL_BOUND_CT_MDS=4", "PL_QUO_CT_TRANSACTNOW=99999"),
    ];

    static readonly string s_plain = PerformanceCsv.File(s_lines);

    /// <summary>The plain file written another way.</summary>
    static readonly Dictionary<string, Func<byte[]>> s_variants = new()
    {
        ["with a byte order mark"] = () => [0xef, 0xbb, 0xbf, .. Utf8(s_plain)],
        ["in Windows-1252"] = () => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(s_plain),
        ["with LF"] = () => Utf8(s_plain.Replace("\r\n", "\n", StringComparison.Ordinal)),
        ["with LF on some lines"] = () => Utf8(
            PerformanceCsv.Header + "\n" + s_lines[0] + "\r\n" + s_lines[1] + "\n" + s_lines[2] + "\r\n"),
        ["without the last line end"] = () => Utf8(s_plain[..^2]),
        ["cut between the last CR and LF"] = () => Utf8(s_plain[..^1]),
        ["with blank lines"] = () => Utf8("\r\n\n" + PerformanceCsv.File(s_lines[0], "", s_lines[1], "", "", s_lines[2]) + "\n\r\n"),
        ["with every field quoted"] = () => Utf8(Rewritten(fields => fields.Select(f => $"\"{f}\""))),
        ["quoted, the vendor last, and cut between the last CR and LF"] = () => Utf8(
            Rewritten(fields => fields.Skip(25).Concat(fields.Take(25)).Select(f => $"\"{f}\""))[..^1]),
        ["with the header in lower case"] = () => Utf8(PerformanceCsv.Header.ToLowerInvariant() + s_plain[PerformanceCsv.Header.Length..]),
        ["with spaces around the column names"] = () => Utf8(
            PerformanceCsv.Header.Replace(",", " , ", StringComparison.Ordinal) + s_plain[PerformanceCsv.Header.Length..]),
        ["with the columns backwards"] = () => Utf8(Rewritten(fields => fields.Reverse())),
        ["with the columns turned by 20"] = () => Utf8(Rewritten(fields => fields.Skip(20).Concat(fields.Take(20)))),
        ["with the codes in lower case"] = () => Utf8(s_plain.Replace(",PL,OH,", ",pl,oh,", StringComparison.Ordinal)),
        ["with amounts in full"] = () => Utf8(
            s_plain.Replace(",1234.5,", ",1234.50,", StringComparison.Ordinal).Replace("0.875", ".8750", StringComparison.Ordinal)),
        ["as .csv.gz"] = () => GZip(s_plain),
        ["as .csv.gz of two parts"] = () => [.. GZip(s_plain[..500]), .. GZip(s_plain[500..])],
        ["as .zip"] = () => Zip(("folder/agency performance.CSV", s_plain), ("readme.txt", "x"), ("__MACOSX/agency performance.csv", "x")),
    };

    public static TheoryData<string> Variants => [.. s_variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_file_written_another_way_says_the_same(string variant)
    {
        using var book = new TestBook("sqlite", postgres);
        File.WriteAllBytes(book.Directory["variant"], s_variants[variant]());
        var report = book.LoadFile(book.Directory["variant"]);
        Assert.Equal((3, 3, 0), (report.RowsRead, report.Inserted, report.Rejected));
        Assert.Empty(report.Notices);
        Assert.Equal(
            ["1,ANNIV   12,Müller & Söhne,123450,0,,0", "2,BÖP,Unknown,0,-307,,0", "3,HOMEOWNERS,Unknown,0,0,0.875,4"],
            book.Query(
                """
                SELECT f.agency_id, p.code, a.vendor, written_cents, incurred_cents, nullif(retention_ratio, 0), q.bound
                FROM fact_performance f JOIN dim_product p ON p.product_id = f.product_id JOIN dim_agency a ON a.agency_id = f.agency_id
                    JOIN fact_quotes q ON q.agency_id = f.agency_id AND q.platform = 'MDS' ORDER BY f.agency_id
                """));

        var plain = book.Load(s_plain);
        Assert.Equal((3, 0, 0, 3), (plain.RowsRead, plain.Inserted, plain.Updated, plain.Unchanged));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Quoted_fields_may_hold_commas_and_doubled_quotes(string kind)
    {
        using var book = new TestBook(kind, postgres);
        const string vendor = "Smith, \"Joe\" & Sons";

        book.Load(PerformanceCsv.File(
            PerformanceCsv.Line("VENDOR=\"Smith, \"\"Joe\"\" & Sons\"", "PROD_ABBR=\"A,B\""), PerformanceCsv.Line("AGENCY_ID=8", "VENDOR=\"\"")));

        Assert.Equal(["7," + vendor, "8,"], book.Query("SELECT agency_id, vendor FROM dim_agency ORDER BY agency_id"));
        Assert.Equal(["A,B", "HOMEOWNERS"], book.Query("SELECT code FROM dim_product ORDER BY code"));
        Assert.Contains("7,99999,\"A,B\",PL,OH,2010,", book.Original());
        Assert.Contains(",N,\"Smith, \"\"Joe\"\" & Sons\",0,", book.Original());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Lines_are_counted_through_newlines_in_quotes_and_blank_lines(string kind)
    {
        using var book = new TestBook(kind, postgres);
        string Line(int agency, string remark) => PerformanceCsv.Line($"AGENCY_ID={agency}") + "," + remark;

        var report = book.Load(string.Concat(
            PerformanceCsv.Header, ",REMARK\r\n", Line(1, "plain"), "\r\n", Line(2, "\"two\r\nlines\""), "\r\n", Line(3, "plain"), "\r\n\r\n",
            Line(4, "\"\n\n\""), "\n", Line(5, "plain"), "\r\n"));

        Assert.Equal((5, 5), (report.RowsRead, report.Inserted));
        Assert.Equal(
            ["1,2", "2,3", "3,5", "4,7", "5,10"], book.Query("SELECT agency_id, source_line FROM fact_performance ORDER BY agency_id"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Surplus_columns_are_named_and_ignored(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var file = PerformanceCsv.Header.Replace("PROD_ABBR", "Region,PROD_ABBR", StringComparison.Ordinal) + ",Büro\r\n"
            + PerformanceCsv.Line().Replace("HOMEOWNERS", "North,HOMEOWNERS", StringComparison.Ordinal) + ",\"x,y\"\r\n";

        var report = book.Load(file);

        Assert.Equal(1, report.Inserted);
        Assert.Equal(["Columns that are not known were ignored: Region, Büro."], report.Notices);
        Assert.Equal(["Columns that are not known were ignored: Region, Büro."], book.Query("SELECT notices FROM load"));
    }

    [Fact]
    public void A_file_needs_no_special_ending_in_its_name()
    {
        using var book = new TestBook("sqlite", postgres);
        File.WriteAllBytes(book.Directory["book.csv"], GZip(s_plain));

        Assert.Equal(3, book.LoadFile(book.Directory["book.csv"]).Inserted);
    }

    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static string Rewritten(Func<string[], IEnumerable<string>> change) =>
        string.Concat(s_plain.Split("\r\n")[..^1].Select(l => string.Join(',', change(l.Split(','))) + "\r\n"));

    static byte[] GZip(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(Utf8(text));
        return stream.ToArray();
    }

    static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Utf8(text));
            }
        }
        return stream.ToArray();
    }
}
