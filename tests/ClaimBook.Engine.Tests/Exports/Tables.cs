using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

/// <summary>Small tables made by hand.</summary>
static class Tables
{
    /// <summary>A column of every type, and a row of nulls.</summary>
    public static ExportTable OfEveryType { get; } = new()
    {
        Title = "Every type",
        Columns =
        [
            new("year", "Year", ResultKind.Dimension, null, CellType.Whole),
            new("name", "Name", ResultKind.Dimension, null, CellType.Text),
            new("complete", "Complete", ResultKind.Flag, null, CellType.Flag),
            new("begins", "Begins", ResultKind.Attribute, null, CellType.Date),
            new("entered", "Entered", ResultKind.Attribute, null, CellType.Timestamp),
            new("policies", "Policies", ResultKind.Additive, Unit.Policies, CellType.Whole),
            new("premium", "Premium", ResultKind.Additive, Unit.Money, CellType.Cents) { Meaning = "What is paid", Formula = "sum(premium)" },
            new("average", "Average", ResultKind.Ratio, Unit.Money, CellType.Money),
            new("share", "Share", ResultKind.Ratio, Unit.Ratio, CellType.Ratio),
        ],
        Rows = new Cell[][]
        {
            [
                2010, "Zoë & <Sons>", true, new DateOnly(2010, 1, 31), new DateTimeOffset(2010, 2, 1, 1, 30, 0, TimeSpan.FromHours(2)),
                1234, -1_234_567_05, 12.5, 0.125,
            ],
            new Cell[9],
        },
        RowCount = 2,
        Total = [default, default, default, default, default, 1234, -1_234_567_05, 12.5, 1.0],
        Notices = ["2010 is complete."],
        LoadId = 7,
        Parameters = [("from", "2010-01-01"), ("state", "OH")],
    };

    /// <summary>One column of texts.</summary>
    public static ExportTable OfTexts(params string[] texts) => new()
    {
        Title = "Texts",
        Columns = [new("text", "Text", ResultKind.Attribute, null, CellType.Text)],
        Rows = texts.Select(t => new Cell[] { t }),
        RowCount = texts.Length,
    };

    /// <summary>As many rows as asked for, each with its number, a text and an amount; made one by one in the same array.</summary>
    public static ExportTable Long(int rows)
    {
        return new ExportTable
        {
            Title = "Long",
            Columns =
            [
                new("line", "Line", ResultKind.Attribute, null, CellType.Whole),
                new("text", "Text", ResultKind.Attribute, null, CellType.Text),
                new("amount", "Amount", ResultKind.Additive, Unit.Money, CellType.Cents),
            ],
            Rows = Rows(),
            RowCount = rows,
            Total = [default, default, rows * 100L],
        };

        IEnumerable<Cell[]> Rows()
        {
            var cells = new Cell[3];
            for (var row = 1; row <= rows; row++)
            {
                (cells[0], cells[1], cells[2]) = (row, "text", 100);
                yield return cells;
            }
        }
    }
}
