using System.Text;

namespace ClaimBook.Engine.Book.Import;

/// <summary>What people bring: a workbook or a CSV, told apart by content, never by name.</summary>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Sheets">Its sheets that have something on them.</param>
sealed record ImportFile(string Kind, IReadOnlyList<ImportSheet> Sheets)
{
    /// <summary>The most rows and columns that a file may have, and the most cells: what is read stays in memory until it is written.</summary>
    public const int MostRows = 250_000, MostColumns = 500, MostCells = 5_000_000;

    const int LongestStart = 4096;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="form">What is to be imported, by which the separator of a CSV is told.</param>
    /// <exception cref="ClaimBookException">It is neither, damaged, protected or too large.</exception>
    public static ImportFile Read(string path, ImportForm form)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var buffer = new byte[LongestStart];
        ReadOnlySpan<byte> start = buffer.AsSpan(0, file.ReadAtLeast(buffer, LongestStart, throwOnEndOfStream: false));
        file.Position = 0;
        if (start.IsEmpty)
            throw new ClaimBookException("is empty.");
        if (start.StartsWith("PK"u8))
            return new ImportFile("Excel workbook", WorkbookReader.Read(file));
        if (Refusal(start, file) is { } refusal)
            throw new ClaimBookException(refusal);
        return CsvSheetReader.Read(file, form);
    }

    static string? Refusal(ReadOnlySpan<byte> start, FileStream file)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0]))
        {
            return IsEncrypted(file)
                ? "is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook) and save it."
                : "is a workbook of Excel 97-2003 (.xls) or another old Office file. Open it in Excel and save it as .xlsx.";
        }
        if (start.StartsWith("%PDF"u8))
            return "is a PDF. Import the workbook or the CSV that it was made from.";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return "is packed with gzip. Unpack it first.";
        var text = Encoding.Latin1.GetString(start).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        string[] markup = ["<html", "<!doctype", "<table", "<?xml", "<meta", "<head", "<body", "<style", "<div"];
        if (markup.Any(m => text.StartsWith(m, StringComparison.OrdinalIgnoreCase)))
            return "is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx.";
        return !CsvSheetReader.IsUtf16(start) && start.Contains((byte)0) ? "is neither a workbook (.xlsx) nor a CSV: it holds binary data." : null;
    }

    /// <summary>Whether an old container holds an encrypted new workbook: then its directory names the package.</summary>
    static bool IsEncrypted(FileStream file)
    {
        const int mostRead = 1 << 22;
        var content = new byte[Math.Min(file.Length, mostRead)];
        file.Position = 0;
        file.ReadExactly(content);
        return content.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0;
    }
}

/// <summary>Takes rows as long as there are not too many.</summary>
sealed class SheetRows
{
    readonly List<SheetRow> _rows = [];
    long _cells;

    public IReadOnlyList<SheetRow> Rows => _rows;

    /// <summary>Takes a row, unless it is blank.</summary>
    /// <exception cref="ClaimBookException">It is one too many, or too wide.</exception>
    public void Add(int number, ReadOnlySpan<object?> cells, string? problem = null)
    {
        var width = cells.LastIndexOfAnyExcept((object?)null) + 1;
        if (width == 0)
            return;
        if (width > ImportFile.MostColumns)
            throw new ClaimBookException($"has more than {ImportFile.MostColumns} columns in row {number}.");
        _cells += width;
        if (_rows.Count > ImportFile.MostRows || _cells > ImportFile.MostCells)
        {
            throw new ClaimBookException(
                $"has more than {ImportFile.MostRows:N0} rows or {ImportFile.MostCells:N0} cells, the most that are imported at once. Split it into several files.");
        }
        _rows.Add(new SheetRow(number, cells[..width].ToArray()) { Problem = problem });
    }
}
