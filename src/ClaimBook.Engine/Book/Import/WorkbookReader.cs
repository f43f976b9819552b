using System.Text;
using ExcelDataReader;

namespace ClaimBook.Engine.Book.Import;

/// <summary>Reads workbooks: values as Excel keeps them, of formulas the results.</summary>
static class WorkbookReader
{
    static readonly ExcelReaderConfiguration s_configuration = Configuration();

    /// <summary>Reads the sheets of a workbook that have something on them.</summary>
    /// <exception cref="ClaimBookException">It is no workbook, damaged or too large.</exception>
    public static IReadOnlyList<ImportSheet> Read(FileStream file)
    {
        try
        {
            var parts = WorkbookParts.Read(file);
            file.Position = 0;
            return Sheets(file, parts);
        }
        // The libraries fail in many ways on bytes that are no workbook.
        catch (Exception e) when (e is not ClaimBookException and not OutOfMemoryException)
        {
            throw new ClaimBookException("is a damaged or incomplete workbook. Open it in Excel, which may repair it, and save it again.", e);
        }
    }

    static List<ImportSheet> Sheets(FileStream file, WorkbookParts parts)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(file, s_configuration);
        List<ImportSheet> sheets = [];
        var index = 0;
        do
        {
            var errors = parts.ErrorsOf(index++);
            var rows = new SheetRows();
            for (var number = 1; reader.Read(); number++)
                rows.Add(number, Cells(reader, number, errors));
            if (rows.Rows.Count > 0)
            {
                (int, int, int)[] mergedDown = [.. (reader.MergeCells ?? []).Where(m => m.ToRow > m.FromRow).Select(m => (m.FromRow + 1, m.ToRow + 1, m.FromColumn))];
                sheets.Add(new ImportSheet(reader.Name, reader.VisibleState != "visible", rows.Rows, mergedDown) { IsFrom1904 = parts.IsFrom1904 });
            }
        }
        while (reader.NextResult());
        return sheets;
    }

    static object?[] Cells(IExcelDataReader reader, int row, IReadOnlyDictionary<(int Row, int Column), string> errors)
    {
        var cells = new object?[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.GetValue(i) switch
            {
                null => errors.TryGetValue((row, i + 1), out var error) ? SheetCell.Of(error) : null,
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
        format is { Length: > 1 and < 30 } && number >= 0 && number % 1 == 0 && format.All(c => c == '0') ? number.ToString(format, null) : number;

    static ExcelReaderConfiguration Configuration()
    {
        // The configuration asks for the encoding of files older than Unicode, whether there are any or not.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new ExcelReaderConfiguration { LeaveOpen = true };
    }
}
