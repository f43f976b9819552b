using System.Text;
using CsvHelper;

namespace ClaimBook.Engine.Book.Import;

/// <summary>Reads CSV as people have it: UTF-8, UTF-16 or Windows-1252, with commas, semicolons, tabs or bars between the values.</summary>
static class CsvSheetReader
{
    /// <summary>The longest row; a longer one is one whose quotation mark is never closed.</summary>
    const int LongestRow = 1 << 20;

    static readonly (char Separator, string Name)[] s_separators = [(',', "commas"), (';', "semicolons"), ('\t', "tabs"), ('|', "bars")];

    static readonly (Encoding Encoding, string Name)[] s_encodings =
    [
        (new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), "UTF-8"),
        (CodePagesEncodingProvider.Instance.GetEncoding(1252)!, "Windows-1252"),
    ];

    /// <summary>Whether a file begins as UTF-16 does.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> start) => start is [0xff, 0xfe, ..] or [0xfe, 0xff, ..];

    /// <summary>Reads a CSV.</summary>
    /// <exception cref="ClaimBookException">It holds binary data, or too many rows or columns.</exception>
    public static ImportFile Read(FileStream file, ImportForm form)
    {
        Span<byte> start = stackalloc byte[2];
        var isUtf16 = IsUtf16(start[..file.ReadAtLeast(start, 2, throwOnEndOfStream: false)]);
        foreach (var (encoding, name) in s_encodings)
        {
            try
            {
                var (separator, separatorName) = Separator(file, encoding, form);
                var sheet = new ImportSheet("", IsHidden: false, Rows(file, encoding, separator), []);
                return new ImportFile($"CSV, {(isUtf16 ? "UTF-16" : name)}, separated by {separatorName}", sheet.Rows.Count > 0 ? [sheet] : []);
            }
            catch (DecoderFallbackException) when (encoding is UTF8Encoding)
            {
                // Then it is not UTF-8.
            }
            catch (CsvFormatException e)
            {
                throw new ClaimBookException($"has a row of more than {LongestRow >> 20} MB: a quotation mark is not closed, or it is no CSV.", e);
            }
        }
        throw new InvalidOperationException("Windows-1252 has a character for every byte.");
    }

    /// <summary>The separator with which the most headers of one of the first rows are known, or else the most cells stand in one.</summary>
    static (char Separator, string Name) Separator(FileStream file, Encoding encoding, ImportForm form) => s_separators.MaxBy(s =>
        Rows(file, encoding, s.Separator, ImportPlan.MostHeaderRows).Select(r => (r.Cells.Count(c => c is string text && form.Columns.Any(column => column.Means(text))), r.Cells.Length))
            .DefaultIfEmpty().Max());

    static IReadOnlyList<SheetRow> Rows(FileStream file, Encoding encoding, char separator, int most = int.MaxValue)
    {
        file.Position = 0;
        string? problem = null;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            PoolStrings = true,
            MaxRecordSize = LongestRow,
            // What a mark that is not closed has swallowed may be several rows.
            OnMalformedRecord = bad => problem = bad.Reason == CsvMalformedReason.StrayQuote ? problem
                : "its quotation marks are not in pairs: a value must have one at each of its ends, and two for each within",
        };
        var rows = new SheetRows();
        using var text = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        using var reader = CsvReader.Create(text, options);
        for (var number = 1; number <= most && reader.Read(); number++)
        {
            var cells = new object?[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = SheetCell.Of(reader.GetString(i));
            if (cells.Any(c => c is string value && value.Contains('\0')))
                throw new ClaimBookException($"holds binary data in row {number}.");
            rows.Add(number, cells, problem);
            problem = null;
        }
        return rows.Rows;
    }
}
