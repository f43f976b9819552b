using System.IO.Compression;
using System.Text;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>A workbook on its way into a zip: tables as sheets, then the list of them.</summary>
/// <param name="zip">The zip; parts are written one after the other, none is held in memory.</param>
/// <param name="mostRows">The most rows of a sheet.</param>
/// <param name="cancellation">Ends the writing.</param>
sealed class XlsxWorkbook(ZipArchive zip, int mostRows, CancellationToken cancellation) : IDisposable
{
    // As Excel itself has it: the same table gives the same bytes.
    static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Utf8Text _xml = new();
    readonly List<(string Name, string Filter)> _sheets = [];

    public void Dispose() => _xml.Dispose();

    /// <summary>Writes a small part.</summary>
    public async Task WritePartAsync(string name, string content)
    {
        await using var part = await BeginPartAsync(name);
        await part.WriteAsync(Encoding.UTF8.GetBytes(content), cancellation);
    }

    /// <summary>Writes a table as one sheet, or as several where it is too long for one.</summary>
    /// <param name="table">The table.</param>
    /// <param name="wraps">Whether texts go over several lines.</param>
    /// <returns>How many rows it has, header and total not counted.</returns>
    public async Task<int> WriteSheetsAsync(ExportTable table, bool wraps)
    {
        var subtotal = table.Columns.ToList().FindIndex(c => c is { Name: PremiumReport.Subtotal, Type: CellType.Flag });
        using var rows = table.Rows.GetEnumerator();
        var written = 0;
        var isTotalDue = table.Total is not null;
        var hasRow = rows.MoveNext();
        for (var number = 1; number == 1 || hasRow || isTotalDue; number++)
        {
            await using var part = await BeginPartAsync($"xl/worksheets/sheet{_sheets.Count + 1}.xml");
            var sheet = new XlsxSheet(_xml, table.Columns, wraps);
            for (; hasRow && sheet.Rows < mostRows; hasRow = rows.MoveNext())
            {
                sheet.Append(rows.Current, isBold: subtotal >= 0 && rows.Current[subtotal].Flag);
                written++;
                if (_xml.IsFull)
                    await _xml.FlushAsync(part, cancellation);
            }
            var filter = sheet.Range;
            if (isTotalDue && !hasRow && sheet.Rows < mostRows)
            {
                sheet.AppendTotal(table.Total);
                isTotalDue = false;
            }
            sheet.End(filter);
            await _xml.FlushAsync(part, cancellation);
            _sheets.Add((SheetName(table.Title, number), filter));
        }
        return written;
    }

    /// <summary>Writes which sheets there are; the last thing.</summary>
    public async Task WriteContentsAsync()
    {
        var sheets = string.Concat(_sheets.Index().Select(s =>
            $"""<sheet name="{Xml(s.Item.Name)}" sheetId="{s.Index + 1}" r:id="rId{s.Index + 1}"/>"""));
        var filters = string.Concat(_sheets.Index().Select(s =>
            $"""<definedName name="_xlnm._FilterDatabase" localSheetId="{s.Index}" hidden="1">'{Xml(s.Item.Name)}'!{s.Item.Filter}</definedName>"""));
        const string kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        await WritePartAsync(
            "xl/workbook.xml",
            $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{kind}">
            <bookViews><workbookView/></bookViews><sheets>{sheets}</sheets><definedNames>{filters}</definedNames></workbook>
            """);
        var targets = string.Concat(_sheets.Index().Select(s =>
            $"""<Relationship Id="rId{s.Index + 1}" Type="{kind}/worksheet" Target="worksheets/sheet{s.Index + 1}.xml"/>"""));
        await WritePartAsync(
            "xl/_rels/workbook.xml.rels",
            $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}
            <Relationship Id="rIdStyles" Type="{kind}/styles" Target="styles.xml"/>
            </Relationships>
            """);
    }

    async Task<Stream> BeginPartAsync(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = s_noTime;
        return await entry.OpenAsync(cancellation);
    }

    /// <summary>The name of a table's sheet: at most 31 characters, none of them one that Excel does not allow there.</summary>
    static string SheetName(string title, int number)
    {
        const int longest = 31;
        var plain = string.Concat(title.Select(c => "[]:*?/\\'".Contains(c, StringComparison.Ordinal) || char.IsControl(c) ? ' ' : c)).Trim();
        var suffix = number == 1 ? "" : $" ({number})";
        return plain[..Math.Min(plain.Length, longest - suffix.Length)] + suffix;
    }

    static string Xml(string text) => System.Security.SecurityElement.Escape(text);
}
