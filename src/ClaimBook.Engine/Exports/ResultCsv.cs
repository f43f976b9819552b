using System.Buffers;
using System.Text;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>Writes an answer as CSV for people and spreadsheets: RFC 4180, UTF-8 with a byte order mark, a header with the column names.</summary>
public static class ResultCsv
{
    const int FlushAt = 32 * 1024;

    static readonly SearchValues<char> s_needQuotes = SearchValues.Create(",\"\r\n");
    static readonly SearchValues<char> s_formulaStarts = SearchValues.Create("=+-@\t\r");

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
                AppendText(text, texts.Values[row]);
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

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it a text.</summary>
    static void AppendText(StringBuilder text, string value)
    {
        if (value.AsSpan().IndexOfAny(s_formulaStarts) == 0)
            value = $"'{value}";
        if (value.AsSpan().ContainsAny(s_needQuotes))
            text.Append('"').Append(value.Replace("\"", "\"\"")).Append('"');
        else
            text.Append(value);
    }
}
