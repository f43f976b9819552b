using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;

namespace ClaimBook.Engine.Book.Import;

/// <summary>Reads workbooks: values as Excel keeps them, of formulas the results.</summary>
static class WorkbookReader
{
    // What a workbook may be inflated: all of it, and its parts that are kept in memory.
    const long MostBytes = 512L << 20, MostBytesInMemory = 96L << 20;

    static readonly XmlReaderSettings s_xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    static readonly ExcelReaderConfiguration s_configuration = Configuration();

    /// <summary>Reads the sheets of a workbook.</summary>
    /// <exception cref="ClaimBookException">It is no workbook, damaged or too large.</exception>
    public static IReadOnlyList<ImportSheet> Read(FileStream file)
    {
        try
        {
            var isFrom1904 = Check(file);
            file.Position = 0;
            return ReadSheets(file, isFrom1904);
        }
        // The libraries fail in many ways on bytes that are no workbook.
        catch (Exception e) when (e is not ClaimBookException and not OutOfMemoryException)
        {
            throw new ClaimBookException("is a damaged or incomplete workbook. Open it in Excel, which may repair it, and save it again.", e);
        }
    }

    /// <summary>Inflates everything once: what is damaged is known by its CRC, and what a few bytes blow up to is counted before it does harm.</summary>
    /// <returns>Whether its days are counted from 1904, as on old Macintoshes.</returns>
    static bool Check(FileStream file)
    {
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.GetEntry("mimetype") is not null)
            throw new ClaimBookException("is an OpenDocument file. Save it as .xlsx.");
        if (archive.Entries.Any(e => e.FullName.EndsWith("workbook.bin", StringComparison.OrdinalIgnoreCase)))
            throw new ClaimBookException("is a binary workbook (.xlsb). Save it as .xlsx.");
        var workbook = archive.Entries.FirstOrDefault(e => e.Name.Equals("workbook.xml", StringComparison.OrdinalIgnoreCase))
            ?? throw new ClaimBookException("is a zip, but no workbook. Import the .xlsx or the .csv itself.");
        var buffer = new byte[1 << 16];
        long all = 0;
        foreach (var entry in archive.Entries)
        {
            var isSheet = entry.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase);
            using var content = new ZipEntryContent(entry);
            int read;
            for (long part = 0; (read = content.Read(buffer)) > 0;)
            {
                (part, all) = (part + read, all + read);
                if (all > MostBytes || (part > MostBytesInMemory && !isSheet))
                {
                    throw new ClaimBookException(
                        $"is a workbook that unpacks to more than {MostBytes >> 20} MB, or {MostBytesInMemory >> 20} MB in one of its parts. Split it into several files.");
                }
            }
        }
        using var xml = XmlReader.Create(workbook.Open(), s_xml);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
                return xml.GetAttribute("date1904") is "1" or "true";
        }
        return false;
    }

    static List<ImportSheet> ReadSheets(FileStream file, bool isFrom1904)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(file, s_configuration);
        List<ImportSheet> sheets = [];
        do
        {
            var rows = new SheetRows();
            for (var number = 1; reader.Read(); number++)
                rows.Add(number, Cells(reader));
            if (rows.Rows.Count > 0)
            {
                sheets.Add(new ImportSheet(
                    reader.Name, reader.VisibleState != "visible", rows.Rows,
                    [.. (reader.MergeCells ?? []).Where(m => m.ToRow > m.FromRow).Select(m => (m.FromRow + 1, m.ToRow + 1, m.FromColumn))])
                {
                    IsFrom1904 = isFrom1904,
                });
            }
        }
        while (reader.NextResult());
        return sheets;
    }

    static object?[] Cells(IExcelDataReader reader)
    {
        var cells = new object?[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.GetValue(i) switch
            {
                null => null,
                string text => SheetCell.Of(text),
                double number => Number(number, reader.GetNumberFormatString(i)),
                TimeSpan time => time.TotalDays,
                IConvertible value when value is not (DateTime or bool) => Convert.ToDouble(value, null),
                var value => value,
            };
        }
        return cells;
    }

    /// <summary>A number; one that is shown with leading zeros is a code, and they belong to it.</summary>
    static object Number(double number, string? format) =>
        format is { Length: > 1 and < 30 } && number >= 0 && number % 1 == 0 && format.All(c => c == '0')
            ? number.ToString(format, null)
            : number;

    static ExcelReaderConfiguration Configuration()
    {
        // The configuration asks for the encoding of files older than Unicode, whether there are any or not.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new ExcelReaderConfiguration { LeaveOpen = true };
    }
}
