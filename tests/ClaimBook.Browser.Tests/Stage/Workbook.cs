using System.Text;
using ExcelDataReader;

namespace ClaimBook.Browser.Tests.Stage;

/// <summary>The sheets of an XLSX file as another program reads them.</summary>
static class Workbook
{
    // The reader also knows files older than Unicode, and asks for their encoding first of all.
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The rows of each sheet by its name; the header of a table first.</summary>
    public static Dictionary<string, List<object?[]>> Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = ExcelReaderFactory.CreateReader(stream);
        var sheets = new Dictionary<string, List<object?[]>>();
        do
        {
            List<object?[]> rows = sheets[reader.Name] = [];
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        }
        while (reader.NextResult());
        return sheets;
    }
}
