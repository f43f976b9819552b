using System.Text;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Exports;

/// <summary>One sheet of a workbook, piece by piece. By hand, because the library takes three times as long for the cells (docs/adr/0009).</summary>
sealed class XlsxSheet
{
    // Days are counted from here; before March 1900 programs disagree, because one of them took 1900 for a leap year.
    static readonly DateOnly s_dayZero = new(1899, 12, 30), s_firstCertainDay = new(1900, 3, 1);

    readonly Utf8Text _xml;
    readonly ExportColumn[] _columns;
    readonly XlsxStyle[] _styles;
    readonly byte[][] _cellStarts;
    int _row;

    /// <summary>Begins a sheet with its header.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="wraps">Whether texts go over several lines.</param>
    public XlsxSheet(Utf8Text xml, IReadOnlyList<ExportColumn> columns, bool wraps)
    {
        _xml = xml;
        _columns = [.. columns];
        _styles = [.. columns.Select(c => StyleOf(c, wraps))];
        _cellStarts = [.. columns.Index().Select(c => Encoding.ASCII.GetBytes($"<c r=\"{ColumnName(c.Index)}"))];
        var widths = string.Concat(columns.Index().Select(
            c => $"<col min=\"{c.Index + 1}\" max=\"{c.Index + 1}\" width=\"{Width(c.Item, wraps)}\" customWidth=\"1\"/>"));
        xml.Append(
            $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
            <sheetViews><sheetView workbookViewId="0">
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>
            </sheetView></sheetViews>
            <cols>{widths}</cols><sheetData>
            """);
        BeginRow();
        for (var column = 0; column < _columns.Length; column++)
            AppendText(column, _columns[column].Label, XlsxStyles.Header);
        EndRow();
    }

    /// <summary>How many rows there are, the header included.</summary>
    public int Rows => _row;

    /// <summary>The cells from the header to here, as $A$1:$C$9: what can be filtered.</summary>
    public string Range => $"$A$1:${ColumnName(_columns.Length - 1)}${_row}";

    /// <summary>Appends a row.</summary>
    public void Append(ReadOnlySpan<Cell> cells, bool isBold)
    {
        BeginRow();
        for (var column = 0; column < cells.Length; column++)
        {
            if (!cells[column].IsNull)
                Append(column, cells[column], isBold ? XlsxStyles.Bold : 0);
        }
        EndRow();
    }

    /// <summary>Appends the total: figures alone, and the word for it in the first cell, if no figure is there.</summary>
    public void AppendTotal(ReadOnlySpan<Cell> total)
    {
        BeginRow();
        for (var column = 0; column < total.Length; column++)
        {
            if (!_columns[column].Kind.IsMeasure())
            {
                if (column == 0)
                    AppendText(column, "Total", XlsxStyles.Bold);
            }
            else if (!total[column].IsNull)
            {
                Append(column, total[column], XlsxStyles.Bold);
            }
        }
        EndRow();
    }

    /// <summary>Ends the sheet.</summary>
    /// <param name="filter">The cells that can be filtered.</param>
    public void End(string filter)
    {
        var plain = filter.Replace("$", "", StringComparison.Ordinal);
        // Policy numbers and the like are texts on purpose.
        _xml.Append(
            $"""
            </sheetData><autoFilter ref="{plain}"/>
            <ignoredErrors><ignoredError sqref="{plain}" numberStoredAsText="1"/></ignoredErrors></worksheet>
            """);
    }

    void BeginRow()
    {
        _row++;
        _xml.Append("<row r=\""u8);
        _xml.Append(_row);
        _xml.Append("\">"u8);
    }

    void EndRow() => _xml.Append("</row>\n"u8);

    void Append(int column, Cell cell, int bold)
    {
        var style = (int)_styles[column] + bold;
        switch (_columns[column].Type)
        {
            case CellType.Text:
                AppendText(column, cell.Text, CsvText.IsFormula(cell.Text) ? (int)XlsxStyle.InertText + bold : style);
                return;
            case CellType.Date when cell.Date < s_firstCertainDay:
                AppendText(column, $"{cell.Date:yyyy-MM-dd}", bold);
                return;
            case CellType.Timestamp when DateOnly.FromDateTime(cell.Timestamp) < s_firstCertainDay:
                AppendText(column, $"{cell.Timestamp:yyyy-MM-dd HH:mm:ss}", bold);
                return;
            case CellType.Flag:
                BeginCell(column, style, " t=\"b\"><v>"u8);
                _xml.AppendAscii(cell.Flag ? '1' : '0');
                break;
            case CellType.Whole:
                BeginCell(column, style, "><v>"u8);
                _xml.Append(cell.Whole);
                break;
            case CellType.Cents:
                BeginCell(column, style, "><v>"u8);
                _xml.AppendCents(cell.Whole);
                break;
            case CellType.Money or CellType.Ratio:
                BeginCell(column, style, "><v>"u8);
                _xml.Append(cell.Ratio);
                break;
            case CellType.Date:
                BeginCell(column, style, "><v>"u8);
                _xml.Append(cell.Date.DayNumber - s_dayZero.DayNumber);
                break;
            case CellType.Timestamp:
                BeginCell(column, style, "><v>"u8);
                _xml.Append((cell.Timestamp - s_dayZero.ToDateTime(default)).TotalDays);
                break;
        }
        _xml.Append("</v></c>"u8);
    }

    /// <summary>A text stands in its cell and not in a table of shared ones, which would have to be held in memory to the end.</summary>
    void AppendText(int column, string text, int style)
    {
        BeginCell(column, style, " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8);
        XlsxText.Append(_xml, text);
        _xml.Append("</t></is></c>"u8);
    }

    void BeginCell(int column, int style, ReadOnlySpan<byte> rest)
    {
        _xml.Append(_cellStarts[column]);
        _xml.Append(_row);
        _xml.Append("\" s=\""u8);
        _xml.Append(style);
        _xml.AppendAscii('"');
        _xml.Append(rest);
    }

    static XlsxStyle StyleOf(ExportColumn column, bool wraps) => column.Type switch
    {
        CellType.Text => wraps ? XlsxStyle.Wrapped : XlsxStyle.General,
        CellType.Whole => column.Kind.IsMeasure() ? XlsxStyle.Whole : XlsxStyle.Id,
        CellType.Cents or CellType.Money => XlsxStyle.Money,
        CellType.Ratio => XlsxStyle.Ratio,
        CellType.Date => XlsxStyle.Date,
        CellType.Timestamp => XlsxStyle.Timestamp,
        _ => XlsxStyle.General,
    };

    /// <summary>In characters: wide enough for usual values, and for the label with the filter's button.</summary>
    static int Width(ExportColumn column, bool wraps) => Math.Max(column.Label.Length + 4, column.Type switch
    {
        CellType.Text => wraps ? 40 : 14,
        CellType.Cents or CellType.Money => 16,
        CellType.Date => 11,
        CellType.Timestamp => 20,
        _ => 9,
    });

    static string ColumnName(int column) => (column >= 26 ? ColumnName((column / 26) - 1) : "") + (char)('A' + (column % 26));
}
