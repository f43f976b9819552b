using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>Writes a table as JSON: <c>{columns, rows, total, rowCount, nextCursor, notices, loadId}</c>, the shape of the HTTP API;
/// total, nextCursor and loadId only where the table has them.</summary>
public static class TableJson
{
    static readonly JavaScriptEncoder s_encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    // Of letters, digits and signs these are never escaped; other texts take the encoder's slow path.
    static readonly SearchValues<char> s_plain =
        SearchValues.Create(" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    static readonly Dictionary<ResultKind, JsonEncodedText> s_kinds =
        Enum.GetValues<ResultKind>().ToDictionary(k => k, k => JsonEncodedText.Encode(JsonNamingPolicy.SnakeCaseLower.ConvertName($"{k}")));

    /// <summary>How JSON is written: quotes and angle brackets need no escapes in a file or an application/json answer.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = s_encoder };

    /// <summary>The name of a kind.</summary>
    public static string NameOf(ResultKind kind) => s_kinds[kind].Value;

    /// <summary>Writes a table. Money is in currency units with two decimals.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to; is flushed but not completed.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(ExportTable table, PipeWriter output, CancellationToken cancellation = default)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        using var text = new Utf8Text();
        var sent = 0L;
        var names = WriteHead(table, json);
        foreach (var row in table.Rows)
        {
            WriteRow(json, text, names, row);
            if (json.BytesCommitted + json.BytesPending - sent > Utf8Text.FlushAt)
            {
                cancellation.ThrowIfCancellationRequested();
                await json.FlushAsync(cancellation);
                await output.FlushAsync(cancellation);
                sent = json.BytesCommitted;
            }
        }
        WriteTail(table, json, text, names);
        await json.FlushAsync(cancellation);
        await output.FlushAsync(cancellation);
    }

    /// <summary>Writes a table as a value of a larger JSON text, such as the card of an agency.</summary>
    /// <param name="table">The table; one that memory may hold.</param>
    /// <param name="json">The writer, where a value is due.</param>
    public static void Write(ExportTable table, Utf8JsonWriter json)
    {
        using var text = new Utf8Text();
        var names = WriteHead(table, json);
        foreach (var row in table.Rows)
            WriteRow(json, text, names, row);
        WriteTail(table, json, text, names);
    }

    /// <summary>Up to the first row.</summary>
    /// <returns>The columns as they begin each value.</returns>
    static PropertyName[] WriteHead(ExportTable table, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns"u8);
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, column.Name);
            json.WriteString("label"u8, column.Label);
            json.WriteString("kind"u8, s_kinds[column.Kind]);
            json.WriteString("unit"u8, column.Unit?.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("rows"u8);
        return [.. table.Columns.Select(c => new PropertyName(c))];
    }

    /// <summary>From the last row to the end.</summary>
    static void WriteTail(ExportTable table, Utf8JsonWriter json, Utf8Text text, PropertyName[] names)
    {
        json.WriteEndArray();
        if (table.Total is { } total)
        {
            json.WritePropertyName("total"u8);
            var figures = names.Index().Where(n => n.Item.IsMeasure).ToList();
            WriteRow(json, text, [.. figures.Select(f => f.Item)], [.. figures.Select(f => total[f.Index])]);
        }
        json.WriteNumber("rowCount"u8, table.RowCount);
        if (table.NextCursor is { } nextCursor)
            json.WriteString("nextCursor"u8, nextCursor());
        json.WriteStartArray("notices"u8);
        foreach (var notice in table.Notices)
            json.WriteStringValue(notice);
        json.WriteEndArray();
        if (table.LoadId is { } load)
            json.WriteNumber("loadId"u8, load);
        json.WriteEndObject();
    }

    /// <summary>Writes an object with a value for each column. By hand, because the JSON writer's checks cost several times the values.</summary>
    static void WriteRow(Utf8JsonWriter json, Utf8Text text, PropertyName[] names, ReadOnlySpan<Cell> row)
    {
        text.Clear();
        text.AppendAscii('{');
        for (var column = 0; column < names.Length; column++)
        {
            // The first name has no comma before it.
            text.Append(names[column].Utf8.AsSpan(column == 0 ? 1 : 0));
            if (row[column].IsNull)
                text.Append("null"u8);
            else
                Append(text, names[column].Type, row[column]);
        }
        text.AppendAscii('}');
        json.WriteRawValue(text.Written, skipInputValidation: true);
    }

    static void Append(Utf8Text text, CellType type, Cell cell)
    {
        switch (type)
        {
            case CellType.Text:
                text.AppendAscii('"');
                text.Append(cell.Text.AsSpan().ContainsAnyExcept(s_plain) ? s_encoder.Encode(cell.Text) : cell.Text);
                text.AppendAscii('"');
                break;
            case CellType.Whole:
                text.Append(cell.Whole);
                break;
            case CellType.Cents:
                text.AppendCents(cell.Whole);
                break;
            case CellType.Money or CellType.Ratio:
                text.Append(cell.Ratio);
                break;
            case CellType.Flag:
                text.Append(cell.Flag ? "true"u8 : "false"u8);
                break;
            case CellType.Date:
                text.AppendAscii('"');
                text.Append(cell.Date);
                text.AppendAscii('"');
                break;
            case CellType.Timestamp:
                text.AppendAscii('"');
                text.Append(cell.Timestamp);
                text.AppendAscii('"');
                break;
        }
    }

    /// <summary>A column as it begins each of its values: a comma, its name in quotes, a colon.</summary>
    sealed class PropertyName(ExportColumn column)
    {
        public byte[] Utf8 { get; } = [(byte)',', (byte)'"', .. JsonEncodedText.Encode(column.Name, s_encoder).EncodedUtf8Bytes, (byte)'"', (byte)':'];

        public CellType Type { get; } = column.Type;

        public bool IsMeasure { get; } = column.Kind.IsMeasure();
    }
}
