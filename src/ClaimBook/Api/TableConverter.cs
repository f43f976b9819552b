using System.Text.Json;
using System.Text.Json.Serialization;
using ClaimBook.Engine.Exports;

namespace ClaimBook.Api;

/// <summary>Writes a table within a larger JSON answer.</summary>
sealed class TableConverter : JsonConverter<ExportTable>
{
    public override ExportTable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Tables are answered, never asked for.");

    public override void Write(Utf8JsonWriter writer, ExportTable value, JsonSerializerOptions options) => TableJson.Write(value, writer);
}
