namespace ClaimBook.Engine.Exports;

/// <summary>How a cell looks: its position among the formats of styles.xml. A bold one stands <see cref="XlsxStyles.Bold"/> further on.</summary>
enum XlsxStyle
{
    /// <summary>As it is.</summary>
    General,

    /// <summary>A text that begins like a formula: editing it leaves it a text.</summary>
    InertText,

    /// <summary>A text over several lines.</summary>
    Wrapped,

    /// <summary>A year or an id.</summary>
    Id,

    /// <summary>A whole number with thousands separators.</summary>
    Whole,

    /// <summary>Money with two decimals.</summary>
    Money,

    /// <summary>A ratio as a percentage.</summary>
    Ratio,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A moment.</summary>
    Timestamp,
}

/// <summary>The part styles.xml of a workbook.</summary>
static class XlsxStyles
{
    /// <summary>What is added to a style for the total and for subtotals.</summary>
    public const int Bold = 9;

    /// <summary>The style of the header.</summary>
    public const int Header = 2 * Bold;

    /// <summary>In the order of <see cref="XlsxStyle"/>: the number format (those from 164 are written below), and what else is said.</summary>
    static readonly (int NumberFormat, string Attributes, string Elements)[] s_formats =
    [
        (0, "", ""),
        (0, """ quotePrefix="1" """, ""),
        (0, """ applyAlignment="1" """, """<alignment vertical="top" wrapText="1"/>"""),
        (1, "", ""),
        (3, "", ""),
        (4, "", ""),
        (164, "", ""),
        (165, "", ""),
        (166, "", ""),
    ];

    /// <summary>The part.</summary>
    public static string Part { get; } =
        $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <numFmts count="3">
        <numFmt numFmtId="164" formatCode="0.0%"/>
        <numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/>
        <numFmt numFmtId="166" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/>
        </numFmts>
        <fonts count="2">
        <font><sz val="11"/><name val="Calibri"/><family val="2"/></font>
        <font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>
        </fonts>
        <fills count="3">
        <fill><patternFill patternType="none"/></fill>
        <fill><patternFill patternType="gray125"/></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFE6EAF0"/><bgColor indexed="64"/></patternFill></fill>
        </fills>
        <borders count="2">
        <border><left/><right/><top/><bottom/><diagonal/></border>
        <border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border>
        </borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="{Header + 1}">{Formats(font: 0)}{Formats(font: 1)}
        <xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1"/>
        </cellXfs>
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
        </styleSheet>
        """;

    static string Formats(int font) => string.Concat(s_formats.Select(f =>
        $"""

        <xf numFmtId="{f.NumberFormat}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"{f.Attributes}>{f.Elements}</xf>
        """));
}
