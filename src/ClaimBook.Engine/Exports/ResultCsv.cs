using System.Text;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>Writes an answer as CSV for people and spreadsheets: RFC 4180, UTF-8 with a byte order mark, a header with the column names.</summary>
public static class ResultCsv
{
    const int FlushAt = 32 * 1024;

    /// <summary>Writes an answer without its total; memory does not grow with its rows.</summary>
    /// <param name="table">The answer. Money is written in currency units with two decimals, null as an empty cell.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Ends the writing.</param>
    public static async Task WriteAsync(ResultTable table, Stream stream, CancellationToken cancellation = default)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var text = new StringBuilder();
        text.AppendJoin(',', table.Columns.Select(c => c.Name)).Append("\r\n");
        for (var row = 0; row < table.Rows; row++)
        {
            for (var column = 0; column < table.Columns.Count; column++)
            {
                text.Append(column == 0 ? "" : ",");
                AppendValue(text, table.Columns[column], row);
            }
            text.Append("\r\n");
            if (text.Length > FlushAt)
            {
                await writer.WriteAsync(text, cancellation);
                text.Clear();
            }
        }
        await writer.WriteAsync(text, cancellation);
        await writer.FlushAsync(cancellation);
    }

    static void AppendValue(StringBuilder text, ResultColumn column, int row)
    {
        switch (column)
        {
            case ResultColumn<string> texts:
                text.Append(CsvText.Inert(texts.Values[row]));
                break;
            case ResultColumn<bool> flags:
                text.Append(flags.Values[row] ? "true" : "false");
                break;
            case ResultColumn<long?> { Unit.IsMoney: true } amounts:
                text.Append($"{amounts.Values[row] * 0.01m}");
                break;
            case ResultColumn<long?> numbers:
                text.Append($"{numbers.Values[row]}");
                break;
            case ResultColumn<double?> ratios:
                text.Append($"{ratios.Values[row]}");
                break;
        }
    }
}
