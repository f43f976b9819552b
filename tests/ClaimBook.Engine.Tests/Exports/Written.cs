using System.Text;
using System.Text.Json;
using ClaimBook.Engine.Exports;

namespace ClaimBook.Engine.Tests;

/// <summary>Tables as they are written.</summary>
static class Written
{
    public static async Task<byte[]> Bytes(ExportTable table, ExportFormat format)
    {
        using var stream = new MemoryStream();
        await format.WriteAsync(table, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public static async Task<string> Text(ExportTable table, ExportFormat format) => Encoding.UTF8.GetString(await Bytes(table, format));

    public static async Task<JsonElement> Json(ExportTable table) => JsonDocument.Parse(await Bytes(table, ExportFormat.Json)).RootElement;
}
