using System.IO.Pipelines;

namespace ClaimBook.Engine.Exports;

/// <summary>A format that tables are written in.</summary>
/// <param name="Name">Its name in requests, which is also the extension of its files.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="IsText">Whether a terminal can show it.</param>
/// <param name="Write">Writes a table; flushes what it writes to and leaves it open.</param>
public sealed record ExportFormat(string Name, string MediaType, bool IsText, Func<ExportTable, PipeWriter, CancellationToken, Task> Write)
{
    /// <summary>JSON, the shape of the HTTP API.</summary>
    public static ExportFormat Json { get; } = new("json", "application/json", IsText: true, TableJson.WriteAsync);

    /// <summary>CSV for people and spreadsheets.</summary>
    public static ExportFormat Csv { get; } = new("csv", "text/csv; charset=utf-8", IsText: true, TableCsv.WriteAsync);

    /// <summary>An Excel workbook.</summary>
    public static ExportFormat Xlsx { get; } =
        new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", IsText: false, TableXlsx.WriteAsync);

    /// <summary>All formats.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } = [Json, Csv, Xlsx];

    /// <summary>The format of a name, or null.</summary>
    public static ExportFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>Writes a table to a stream.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public async Task WriteAsync(ExportTable table, Stream stream, CancellationToken cancellation = default)
    {
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        await Write(table, output, cancellation);
        await output.CompleteAsync();
    }
}
