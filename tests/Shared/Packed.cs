using System.IO.Compression;
using System.Text;

namespace ClaimBook.Tests.Shared;

/// <summary>Texts as the bytes of a file.</summary>
public static class Packed
{
    /// <summary>The endings that <see cref="As"/> knows, for theories.</summary>
    public static TheoryData<string> Endings => [".csv", ".csv.gz", ".zip"];

    /// <summary>A text as the content of a .csv, .csv.gz or .zip.</summary>
    public static byte[] As(string ending, string text)
    {
        using var file = new MemoryStream();
        using (var zip = ending == ".zip" ? new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true) : null)
        using (var gzip = ending == ".csv.gz" ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true) : null)
        using (var entry = zip?.CreateEntry("book.csv").Open())
            (gzip ?? entry ?? file).Write(Encoding.UTF8.GetBytes(text));
        return file.ToArray();
    }
}
