using System.Text;
using ClaimBook.Engine.Exports;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;

namespace ClaimBook.Engine.Tests;

/// <summary>A workbook as another program reads it: for each sheet its rows, and the number formats of their cells.</summary>
sealed record XlsxBook(IReadOnlyList<XlsxBook.Sheet> Sheets, byte[] File)
{
    public sealed record Sheet(string Name, IReadOnlyList<object?[]> Rows, IReadOnlyList<string?[]> Formats)
    {
        public int Column(string label) => Array.IndexOf(Rows[0], label);
    }

    // The reader also knows files older than Unicode, and asks for their encoding first of all.
    static XlsxBook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Writes a table and reads it; on the way it must satisfy the schema.</summary>
    public static async Task<XlsxBook> Of(ExportTable table, int? mostRows = null)
    {
        var format = ExportFormat.Xlsx with { Write = (t, output, cancellation) => TableXlsx.WriteAsync(t, output, mostRows ?? TableXlsx.MostRows, cancellation) };
        return Read(await Written.Bytes(table, format));
    }

    public static XlsxBook Read(byte[] file)
    {
        Validate(file);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        List<Sheet> sheets = [];
        do
        {
            List<object?[]> rows = [];
            List<string?[]> formats = [];
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
                formats.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetNumberFormatString)]);
            }
            sheets.Add(new Sheet(reader.Name, rows, formats));
        }
        while (reader.NextResult());
        return new XlsxBook(sheets, file);
    }

    /// <summary>Opens it with the library that knows the schema.</summary>
    public T Inspect<T>(Func<SpreadsheetDocument, T> inspect)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(File), isEditable: false);
        return inspect(document);
    }

    static void Validate(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}");
        Assert.Empty(errors);
    }
}
