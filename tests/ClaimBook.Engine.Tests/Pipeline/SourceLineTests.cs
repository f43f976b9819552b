using System.IO.Compression;
using System.Text;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class SourceLineTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, 1, "a,b")]
    [InlineData(2, 2, "1,\"x, y\"")]
    [InlineData(3, 3, "2,\"two\r\nlines\"")]
    [InlineData(4, 3, "2,\"two\r\nlines\"")]
    [InlineData(6, 6, "3,\"open")]
    [InlineData(7, 7, "4,last")]
    public void A_line_is_found_by_its_number(int line, int first, string text)
    {
        var path = _directory.Write("book.csv", "\ufeffa,b\r\n1,\"x, y\"\r\n2,\"two\r\nlines\"\n\r\n3,\"open\n4,last");

        Assert.Equal(new SourceLine(first, "a,b", text), SourceLine.Read(path, line, RowScope.All));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void A_line_that_is_empty_or_not_there_is_null(int line) =>
        Assert.Null(SourceLine.Read(_directory.Write("book.csv", "a,b\r\n1,x\r\n\r\n2,y\r\n"), line, RowScope.All));

    [Fact]
    public void A_line_in_windows_1252_is_read_as_it_was_loaded()
    {
        File.WriteAllBytes(_directory["book.csv"], Encoding.Latin1.GetBytes("a\nMüller\n"));

        Assert.Equal("Müller", SourceLine.Read(_directory["book.csv"], 2, RowScope.All)?.Text);
    }

    [Fact]
    public void A_damaged_file_is_said()
    {
        using (var file = File.Create(_directory["book.csv.gz"]))
        {
            using var gzip = new GZipStream(file, CompressionLevel.NoCompression);
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1,2\n", 100_000))));
            gzip.Flush();
            file.SetLength(200_000);
        }

        var failure = Assert.Throws<ClaimBookException>(() => SourceLine.Read(_directory["book.csv.gz"], 99_999, RowScope.All));

        Assert.Equal("the archive is damaged or cut off.", failure.Message);
    }
}
