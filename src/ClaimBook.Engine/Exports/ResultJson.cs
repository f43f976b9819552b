using System.Text.Encodings.Web;
using System.Text.Json;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>Writes an answer as JSON: <c>{columns, rows, total, rowCount, notices, loadId}</c>, the shape of the HTTP API.</summary>
public static class ResultJson
{
    const int FlushAt = 32 * 1024;

    // Quotes and angle brackets need no escapes in a file or an application/json answer.
    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an answer; memory does not grow with its rows.</summary>
    /// <param name="table">The answer. Money is written in currency units with two decimals.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(ResultTable table, Stream stream, CancellationToken cancellation = default)
    {
        await using var json = new Utf8JsonWriter(stream, s_options);
        json.WriteStartObject();
        WriteColumns(table, json);
        json.WriteStartArray("rows");
        for (var row = 0; row < table.Rows; row++)
        {
            json.WriteStartObject();
            foreach (var column in table.Columns)
                WriteValue(json, column, row);
            json.WriteEndObject();
            if (json.BytesPending > FlushAt)
                await json.FlushAsync(cancellation);
        }
        json.WriteEndArray();
        json.WriteStartObject("total");
        foreach (var column in table.Columns.Where(c => c.IsMeasure))
            WriteTotal(json, column);
        json.WriteEndObject();
        json.WriteNumber("rowCount", table.RowCount);
        json.WriteStartArray("notices");
        foreach (var notice in table.Notices)
            json.WriteStringValue(notice);
        json.WriteEndArray();
        json.WriteNumber("loadId", table.LoadId);
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    static void WriteColumns(ResultTable table, Utf8JsonWriter json)
    {
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("label", column.Label);
            json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(column.Kind.ToString()));
            json.WriteString("unit", column.Unit?.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteValue(Utf8JsonWriter json, ResultColumn column, int row)
    {
        switch (column)
        {
            case ResultColumn<string> texts:
                json.WriteString(column.Name, texts.Values[row]);
                break;
            case ResultColumn<bool> flags:
                json.WriteBoolean(column.Name, flags.Values[row]);
                break;
            case ResultColumn<long?> numbers:
                WriteNumber(json, column, numbers.Values[row]);
                break;
            case ResultColumn<double?> ratios:
                WriteRatio(json, column, ratios.Values[row]);
                break;
        }
    }

    static void WriteTotal(Utf8JsonWriter json, ResultColumn column)
    {
        switch (column)
        {
            case ResultColumn<long?> numbers:
                WriteNumber(json, column, numbers.Total);
                break;
            case ResultColumn<double?> ratios:
                WriteRatio(json, column, ratios.Total);
                break;
        }
    }

    static void WriteNumber(Utf8JsonWriter json, ResultColumn column, long? value)
    {
        if (value is not { } number)
            json.WriteNull(column.Name);
        else if (column.Unit is { IsMoney: true })
            json.WriteNumber(column.Name, number * 0.01m);
        else
            json.WriteNumber(column.Name, number);
    }

    static void WriteRatio(Utf8JsonWriter json, ResultColumn column, double? value)
    {
        if (value is { } ratio)
            json.WriteNumber(column.Name, ratio);
        else
            json.WriteNull(column.Name);
    }
}
