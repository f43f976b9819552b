using System.IO.Compression;
using System.Text;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class RefusedFileTests(PostgresServer postgres)
{
    static readonly string s_good = PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=2"));

    static string Header(Func<IEnumerable<string>, IEnumerable<string>> change) => string.Join(',', change(PerformanceCsv.Header.Split(','))) + "\r\n";

    static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A file that is refused as a whole, and why.</summary>
    static readonly Dictionary<string, (byte[] Content, string Message)> s_cases = new()
    {
        ["without a column"] = (Text(Header(h => h.Where(c => c != "MONTHS"))), "The header lacks the column MONTHS."),
        ["without two columns"] = (Text(Header(h => h.Skip(2))), "The header lacks 2 columns: AGENCY_ID, PRIMARY_AGENCY_ID."),
        ["with other columns altogether"] = (Text("date,amount\r\n"),
            "The header lacks 49 columns: AGENCY_ID, PRIMARY_AGENCY_ID, PROD_ABBR, PROD_LINE, STATE_ABBR, STAT_PROFILE_DATE_YEAR, RETENTION_POLY_QTY, POLY_INFORCE_QTY, ...."),
        ["with a column twice"] = (Text(Header(h => h.Append("months"))), "The header has the column months twice."),
        ["empty"] = ([], "The file is empty; a performance file begins with a header line."),
        ["of blank lines"] = (Text("\r\n\r\n\n"), "The file is empty; a performance file begins with a header line."),
        ["of a byte order mark"] = ([0xef, 0xbb, 0xbf], "The file is empty; a performance file begins with a header line."),
        ["of a header alone"] = (Text(PerformanceCsv.Header + "\r\n"), "The file has a header but no rows."),
        ["of a header without line end"] = (Text(PerformanceCsv.Header), "The file has a header but no rows."),
        ["binary"] = ([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0], "The file is binary, not a CSV."),
        ["in UTF-16"] = (
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(s_good)], "The file is in UTF-16; save it as CSV in UTF-8."),
        ["in big-endian UTF-16"] = (
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(s_good)],
            "The file is in UTF-16; save it as CSV in UTF-8."),
        ["with semicolons"] = (
            Text(s_good.Replace(',', ';')), "The fields are separated by ';'; a performance file separates them by commas."),
        ["with tabs"] = (
            Text(s_good.Replace(',', '\t')), "The fields are separated by '\\t'; a performance file separates them by commas."),
        ["with a line of more than a mebibyte"] = (Text(s_good + new string('7', 1_100_000)),
            "Line 3 is longer than 1048576 bytes; this is not a performance file."),
        ["zip without CSV"] = (
            Zip(("read.me", s_good), ("a/b.txt", s_good)), "The zip holds 0 CSV files (read.me, a/b.txt); it must hold exactly one."),
        ["zip with two CSVs"] = (
            Zip(("one.csv", s_good), ("two.CSV", s_good)), "The zip holds 2 CSV files (one.csv, two.CSV); it must hold exactly one."),
        ["zip that is cut off"] = (Zip(("one.csv", s_good))[..^30], "the archive is damaged or cut off."),
        ["zip with another amount than was packed"] = (WithAnotherAmount(Zip(("one.csv", s_good))), "the archive is damaged or cut off."),
        ["gzip that is cut off"] = (GZip(s_good)[..^40], "the archive is damaged or cut off."),
        ["gzip that is cut off in its last bytes"] = (GZip(s_good)[..^3], "the archive is damaged or cut off."),
        ["gzip with a flipped byte"] = (Flipped(GZip(s_good)), "the archive is damaged or cut off."),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_that_cannot_be_a_performance_file_is_refused_and_nothing_changes(string what)
    {
        using var book = new TestBook("sqlite", postgres);
        book.Load(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1")));
        File.WriteAllBytes(book.Directory["refused"], s_cases[what].Content);

        Assert.Equal(s_cases[what].Message, book.Refusal(book.Directory["refused"]));
    }

    [Fact]
    public void On_PostgreSQL_the_same_files_are_refused_for_the_same_reasons()
    {
        using var book = new TestBook("postgres", postgres);
        book.Load(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1")));
        Assert.All(s_cases.Values, refused =>
        {
            File.WriteAllBytes(book.Directory["refused"], refused.Content);
            Assert.Equal(refused.Message, book.Refusal(book.Directory["refused"]));
        });
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_directory_and_a_missing_file_are_named_as_such(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(PerformanceCsv.Line()));

        Assert.Equal("is a directory; name a file, or use --watch for a folder.", book.Refusal(book.Directory.Root));
        Assert.Equal("there is no such file.", book.Refusal(book.Directory["missing.csv"]));
        Assert.Equal("there is no such file.", book.Refusal(Path.Combine(book.Directory["missing"], "missing.csv")));
    }

    static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name, CompressionLevel.NoCompression).Open());
                entry.Write(text);
            }
        }
        return stream.ToArray();
    }

    static byte[] GZip(string text)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Text(text));
        return stream.ToArray();
    }

    /// <summary>What a flipped bit on a disk can do to a zip whose content is not compressed.</summary>
    static byte[] WithAnotherAmount(byte[] zip)
    {
        var at = zip.AsSpan().IndexOf("2010"u8);
        zip[at + 5] ^= 1;
        return zip;
    }

    static byte[] Flipped(byte[] gzip)
    {
        gzip[^20] ^= 0xff;
        return gzip;
    }
}
