namespace ClaimBook.Engine.Exports;

/// <summary>The order of the cells of a column, texts whatever their case. Cells without a value come last, whichever way it goes.</summary>
/// <param name="type">What the cells hold.</param>
/// <param name="descending">Whether the largest comes first.</param>
sealed class CellOrder(CellType type, bool descending) : IComparer<Cell>
{
    public int Compare(Cell x, Cell y)
    {
        if (x.IsNull || y.IsNull)
            return x.IsNull.CompareTo(y.IsNull);
        var order = type switch
        {
            CellType.Text => string.Compare(x.Text, y.Text, StringComparison.OrdinalIgnoreCase),
            CellType.Money or CellType.Ratio => x.Ratio.CompareTo(y.Ratio),
            CellType.Flag => x.Flag.CompareTo(y.Flag),
            CellType.Date => x.Date.CompareTo(y.Date),
            CellType.Timestamp => x.Timestamp.CompareTo(y.Timestamp),
            _ => x.Whole.CompareTo(y.Whole),
        };
        return descending ? -order : order;
    }
}
