using System.IO.Compression;
using System.IO.Pipelines;

namespace ClaimBook.Engine.Exports;

/// <summary>Writes a table as an Excel workbook: typed cells with number formats, a frozen header with a filter, the total below, and a sheet Notes
/// that says what the figures are. Streams to anything that takes bytes; memory does not grow with the rows.</summary>
public static class TableXlsx
{
    /// <summary>The most rows that a sheet may have; a longer table goes on on the next sheet, with the header again.</summary>
    internal const int MostRows = 1_048_576;

    const string Types =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
        </Types>
        """;

    const string Relationships =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
        </Relationships>
        """;

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to; is flushed but not completed.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static Task WriteAsync(ExportTable table, PipeWriter output, CancellationToken cancellation = default) =>
        WriteAsync(table, output, MostRows, cancellation);

    /// <inheritdoc cref="WriteAsync(ExportTable, PipeWriter, CancellationToken)"/>
    internal static async Task WriteAsync(ExportTable table, PipeWriter output, int mostRows, CancellationToken cancellation)
    {
        var stream = output.AsStream(leaveOpen: true);
        await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            using var workbook = new XlsxWorkbook(zip, mostRows, cancellation);
            // What is the same in every file comes first; programs that look at the first bytes know the format by it.
            await workbook.WritePartAsync("[Content_Types].xml", Types);
            await workbook.WritePartAsync("_rels/.rels", Relationships);
            await workbook.WritePartAsync("xl/styles.xml", XlsxStyles.Part);
            var rows = await workbook.WriteSheetsAsync(table, wraps: false);
            await workbook.WriteSheetsAsync(XlsxNotes.Of(table, rows), wraps: true);
            await workbook.WriteContentsAsync();
        }
        await output.FlushAsync(cancellation);
    }
}
