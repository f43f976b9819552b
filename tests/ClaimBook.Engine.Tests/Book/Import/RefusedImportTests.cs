using System.IO.Compression;
using System.Text;
using static ClaimBook.Engine.Tests.Book.Import.HandmadeWorkbook;

namespace ClaimBook.Engine.Tests.Book.Import;

/// <summary>Files that cannot be imported at all: each is told what it is and what would help.</summary>
public sealed class RefusedImportTests : IDisposable
{
    static readonly Sheet s_good = new("Claims", ["Ref", "Cost"], ["A", 1]);

    readonly ImportDesk _desk = new();

    [Theory]
    [InlineData("%PDF-1.7\n...", "is a PDF. Import the workbook or the CSV that it was made from.")]
    [InlineData("<html><table><tr><td>Ref</td><td>Cost</td></tr></table></html>", "is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx.")]
    [InlineData("\uFEFF<?xml version=\"1.0\"?><Workbook/>", "is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx.")]
    [InlineData("", "is empty.")]
    [InlineData("\n\n  \n", "has no rows.")]
    [InlineData("Ref,Cost\u0000\nA,1", "is neither a workbook (.xlsx) nor a CSV: it holds binary data.")]
    [InlineData("Ref,Cost\n", "has a header in row 1 and no rows below it.")]
    [InlineData("Ref,Coast\nA,1", "has no row among its first 20 that names the columns of claims: reference, cost or paid or outstanding. The nearest row has 'Ref', 'Coast', but not cost or paid or outstanding. Other names of columns can be given, as columns=HEADER:FIELD.")]
    [InlineData("one\ntwo", "has no row among its first 20 that names the columns of claims: reference, cost or paid or outstanding. Other names of columns can be given, as columns=HEADER:FIELD.")]
    public void A_text_that_is_no_table_of_claims_is_told_why(string text, string message) => Assert.Equal(("file", message), _desk.Refusal(text));

    [Fact]
    public void Old_protected_and_packed_files_are_told_what_to_do()
    {
        byte[] container = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[600]];
        Assert.Equal("is a workbook of Excel 97-2003 (.xls) or another old Office file. Open it in Excel and save it as .xlsx.", Message(container));
        Assert.Equal(
            "is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook) and save it.",
            Message([.. container, .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]]));
        Assert.Equal("is packed with gzip. Unpack it first.", Message([0x1f, 0x8b, 8, 0, 0, 0]));
        Assert.Equal("is a zip, but no workbook. Import the .xlsx or the .csv itself.", Message(Zip(new Dictionary<string, string> { ["claims.csv"] = "Ref,Cost" })));
        Assert.Equal("is an OpenDocument file. Save it as .xlsx.", Message(Zip(new Dictionary<string, string> { ["mimetype"] = "application/vnd.oasis.opendocument.spreadsheet" })));
        Assert.Equal("is a binary workbook (.xlsb). Save it as .xlsx.", Message(Zip(new Dictionary<string, string> { ["xl/workbook.bin"] = "" })));
        Assert.Equal("is neither a workbook (.xlsx) nor a CSV: it holds binary data.", Message([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]));
    }

    [Fact]
    public void A_workbook_that_was_cut_off_or_damaged_anywhere_is_never_read_wrong()
    {
        var book = Of(new Sheet("Claims", [["Ref", "Cost"], .. Enumerable.Range(0, 200).Select(i => new object?[] { $"C-{i}", i * 7.25 })]));
        for (var length = 4; length < book.Length; length += 97)
            Assert.Equal("is a damaged or incomplete workbook. Open it in Excel, which may repair it, and save it again.", Message(book[..length]));
        for (var at = 60; at < book.Length; at += 41)
        {
            byte[] damaged = [.. book];
            damaged[at] ^= 0x10;
            var plan = _desk.Plan(damaged);
            // What is damaged may be something that nobody reads, such as a time in the zip.
            if (plan.Value is { } read)
                Assert.Equal(200, _desk.Importer.Preview(read, Engine.Semantics.RowScope.All).Imported);
            else
                Assert.Equal("file", plan.Refused!.Problems[0].Parameter);
        }
    }

    [Theory]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/styles.xml")]
    public void Entities_are_not_expanded_and_no_file_is_fetched_whichever_part_declares_them(string part)
    {
        var secret = Path.Combine(Path.GetTempPath(), $"secret-{Guid.NewGuid():N}");
        File.WriteAllText(secret, "C-SECRET");
        try
        {
            foreach (var doctype in new[] { "<!DOCTYPE x [<!ENTITY e \"C-ENTITY\">]>", $"<!DOCTYPE x [<!ENTITY e SYSTEM \"file://{secret}\">]>", Laughs })
            {
                var parts = Parts([s_good], isFrom1904: false);
                parts[part] = doctype + parts[part].Replace("<t>A</t>", "<t>&e;</t>", StringComparison.Ordinal);
                Assert.Equal("is a damaged or incomplete workbook. Open it in Excel, which may repair it, and save it again.", Message(Zip(parts)));
            }
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void A_zip_that_unpacks_to_gigabytes_is_refused_while_it_is_unpacked()
    {
        Assert.Equal("is a workbook that unpacks to more than 512 MB, or 96 MB in one of its parts. Split it into several files.", Message(Bomb("xl/worksheets/sheet1.xml", 600)));
        Assert.Equal("is a workbook that unpacks to more than 512 MB, or 96 MB in one of its parts. Split it into several files.", Message(Bomb("xl/sharedStrings.xml", 100)));
    }

    [Fact]
    public void A_zip_that_lies_about_its_sizes_is_damaged()
    {
        var book = Of(s_good);
        // The size unpacked, of the first entry in the central directory.
        var entry = book.AsSpan().IndexOf("PK\u0001\u0002"u8);
        book[entry + 24] ^= 1;

        Assert.Equal("is a damaged or incomplete workbook. Open it in Excel, which may repair it, and save it again.", Message(book));
    }

    [Fact]
    public void More_rows_columns_or_cells_than_are_kept_in_memory_are_refused()
    {
        var million = new StringBuilder("Ref,Cost\n");
        for (var i = 0; i < 1_000_000; i++)
            million.Append('C').Append(i).Append(",1\n");
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal("has more than 250,000 rows or 5,000,000 cells, the most that are imported at once. Split it into several files.", Message(Encoding.UTF8.GetBytes(million.ToString())));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 500 << 20, "more memory than allowed");

        Assert.Equal("has more than 500 columns in row 1.", Message(Encoding.UTF8.GetBytes($"Ref,Cost{string.Concat(Enumerable.Range(0, 499).Select(i => $",x{i}"))}\nA,1\n")));
        var wide = string.Join(',', Enumerable.Repeat("x", 400));
        Assert.Equal(
            "has more than 250,000 rows or 5,000,000 cells, the most that are imported at once. Split it into several files.",
            Message(Encoding.UTF8.GetBytes($"Ref,Cost\n{string.Concat(Enumerable.Repeat(wide + "\n", 12_501))}")));
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_noticed_before_it_fills_the_memory() => Assert.Equal(
        "has a row of more than 1 MB: a quotation mark is not closed, or it is no CSV.",
        Message(Encoding.UTF8.GetBytes($"Ref,Cost\n\"A,1\n{string.Concat(Enumerable.Repeat("B,2\n", 1_000_000))}")));

    [Fact]
    public void A_workbook_with_nothing_but_hidden_sheets_is_refused() =>
        Assert.Equal("has nothing but hidden sheets: Claims.", Message(Of(s_good with { State = "veryHidden" })));

    public void Dispose() => _desk.Dispose();

    static string Laughs =>
        $"<!DOCTYPE x [<!ENTITY a \"ha\">{string.Concat(Enumerable.Range('b', 20).Select(c => $"<!ENTITY {(char)c} \"{string.Concat(Enumerable.Repeat($"&{(char)(c - 1)};", 10))}\">"))}<!ENTITY e \"&t;\">]>";

    static byte[] Bomb(string part, int megabytes)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in Parts([s_good], isFrom1904: false).Where(p => p.Key != part))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
            using var bomb = zip.CreateEntry(part, CompressionLevel.Optimal).Open();
            var blank = new byte[1 << 20];
            blank.AsSpan().Fill((byte)' ');
            for (var i = 0; i < megabytes; i++)
                bomb.Write(blank);
        }
        return output.ToArray();
    }

    string Message(byte[] file)
    {
        var (about, message) = _desk.Refusal(file);
        Assert.Equal("file", about);
        return message;
    }
}
