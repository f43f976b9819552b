using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace ClaimBook.Engine.Tests.Book.Import;

/// <summary>Workbooks written part by part, as no library would: with what people's workbooks and hostile ones have.</summary>
static class HandmadeWorkbook
{
    /// <summary>A sheet. Of the cells, texts are inline, numbers are numbers, a DateOnly is a number with a date's format, and a <see cref="Raw"/> is what it says.</summary>
    public sealed record Sheet(string Name, params object?[][] Rows)
    {
        public string State { get; init; } = "visible";

        public string[] Merged { get; init; } = [];
    }

    /// <summary>A cell as XML, without its address.</summary>
    public sealed record Raw(string Attributes, string Content);

    /// <summary>A formula with its kept result.</summary>
    public static Raw Formula(string formula, string result) => new("", $"<f>{formula}</f><v>{result}</v>");

    /// <summary>An error.</summary>
    public static Raw Error(string name) => new("t=\"e\"", $"<f>1/0</f><v>{name}</v>");

    /// <summary>A number that is shown with five digits.</summary>
    public static Raw FiveDigits(int number) => new("s=\"2\"", $"<v>{number}</v>");

    public static byte[] Of(params Sheet[] sheets) => Zip(Parts(sheets, isFrom1904: false));

    public static byte[] From1904(Sheet sheet) => Zip(Parts([sheet], isFrom1904: true));

    /// <summary>The parts of a workbook by their names.</summary>
    public static Dictionary<string, string> Parts(Sheet[] sheets, bool isFrom1904)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            package = "http://schemas.openxmlformats.org/package/2006", type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        var numbered = sheets.Index().Select(s => (Number: s.Index + 1, Sheet: s.Item)).ToList();
        Dictionary<string, string> parts = new()
        {
            ["[Content_Types].xml"] = $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{type}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{type}.styles+xml\"/>"
                + string.Concat(numbered.Select(s => $"<Override PartName=\"/xl/worksheets/sheet{s.Number}.xml\" ContentType=\"{type}.worksheet+xml\"/>")) + "</Types>",
            ["_rels/.rels"] = $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relationships}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ["xl/workbook.xml"] = $"<workbook xmlns=\"{main}\" xmlns:r=\"{relationships}\"><workbookPr{(isFrom1904 ? " date1904=\"1\"" : "")}/><sheets>"
                + string.Concat(numbered.Select(s => $"<sheet name=\"{SecurityElement.Escape(s.Sheet.Name)}\" sheetId=\"{s.Number}\" state=\"{s.Sheet.State}\" r:id=\"rId{s.Number}\"/>")) + "</sheets></workbook>",
            ["xl/_rels/workbook.xml.rels"] = $"<Relationships xmlns=\"{package}/relationships\">"
                + string.Concat(numbered.Select(s => $"<Relationship Id=\"rId{s.Number}\" Type=\"{relationships}/worksheet\" Target=\"worksheets/sheet{s.Number}.xml\"/>"))
                + $"<Relationship Id=\"rId9\" Type=\"{relationships}/styles\" Target=\"styles.xml\"/></Relationships>",
            ["xl/styles.xml"] = $"<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills>"
                + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/>"
                + "<xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>",
        };
        foreach (var (number, sheet) in numbered)
        {
            parts[$"xl/worksheets/sheet{number}.xml"] = $"<worksheet xmlns=\"{main}\"><sheetData>{string.Concat(sheet.Rows.Index().Select(r => Row(r.Index + 1, r.Item, isFrom1904)))}</sheetData>"
                + (sheet.Merged.Length > 0 ? $"<mergeCells>{string.Concat(sheet.Merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>" : "") + "</worksheet>";
        }
        return parts;
    }

    public static byte[] Zip(IEnumerable<KeyValuePair<string, string>> parts)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text));
            }
        }
        return output.ToArray();
    }

    static string Row(int number, object?[] cells, bool isFrom1904) => cells.Length == 0 ? ""
        : $"<row r=\"{number}\">{string.Concat(cells.Index().Select(c => Cell($"{(char)('A' + c.Index)}{number}", c.Item, isFrom1904)))}</row>";

    static string Cell(string address, object? value, bool isFrom1904) => value switch
    {
        null => "",
        string text => $"<c r=\"{address}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
        DateOnly day => $"<c r=\"{address}\" s=\"1\"><v>{day.DayNumber - (isFrom1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 30)).DayNumber}</v></c>",
        bool flag => $"<c r=\"{address}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>",
        Raw raw => $"<c r=\"{address}\" {raw.Attributes}>{raw.Content}</c>",
        _ => $"<c r=\"{address}\"><v>{Convert.ToString(value, CultureInfo.InvariantCulture)}</v></c>",
    };
}
