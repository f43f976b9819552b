namespace ClaimBook.Engine.Exports;

/// <summary>How the values of a column are held and written.</summary>
public enum CellType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>An amount of money in whole cents, written in currency units.</summary>
    Cents,

    /// <summary>An amount of money in currency units that is not exact, such as an average.</summary>
    Money,

    /// <summary>A ratio: 0.65 is 65 %.</summary>
    Ratio,

    /// <summary>A yes or no.</summary>
    Flag,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A moment in UTC, to the second.</summary>
    Timestamp,
}

/// <summary>A value of a table, or null. The column's <see cref="CellType"/> says which of its properties to read; another one throws.</summary>
public readonly struct Cell
{
    // In the place of the text these say what the bits are: this keeps a cell at two words, and a number from being read as another kind.
    static readonly object s_whole = new(), s_ratio = new(), s_flag = new(), s_date = new(), s_timestamp = new();

    readonly object? _text;
    readonly long _bits;

    Cell(object? text, long bits = 0) => (_text, _bits) = (text, bits);

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => _text is null;

    /// <summary>The value of a <see cref="CellType.Text"/>.</summary>
    public string Text => (string)_text!;

    /// <summary>The value of a <see cref="CellType.Whole"/> or <see cref="CellType.Cents"/>.</summary>
    public long Whole => Bits(s_whole);

    /// <summary>The value of a <see cref="CellType.Ratio"/> or <see cref="CellType.Money"/>.</summary>
    public double Ratio => BitConverter.Int64BitsToDouble(Bits(s_ratio));

    /// <summary>The value of a <see cref="CellType.Flag"/>.</summary>
    public bool Flag => Bits(s_flag) != 0;

    /// <summary>The value of a <see cref="CellType.Date"/>.</summary>
    public DateOnly Date => DateOnly.FromDayNumber((int)Bits(s_date));

    /// <summary>The value of a <see cref="CellType.Timestamp"/>.</summary>
    public DateTime Timestamp => new(Bits(s_timestamp), DateTimeKind.Utc);

    /// <summary>Whether it is a text.</summary>
    internal bool IsText => _text is string;

    /// <summary>A number that is larger for a larger value of the same column, which is not of texts.</summary>
    internal ulong Rank
    {
        get
        {
            // 0.0 and -0.0 are the same; of numbers below zero the larger one has the smaller bits.
            var bits = ReferenceEquals(_text, s_ratio) ? BitConverter.DoubleToInt64Bits(Ratio + 0.0) : _bits;
            return (ulong)((ReferenceEquals(_text, s_ratio) && bits < 0 ? bits ^ long.MaxValue : bits) ^ long.MinValue);
        }
    }

    /// <summary>A text.</summary>
    public static implicit operator Cell(string? text) => new(text);

    /// <summary>A whole number, or cents.</summary>
    public static implicit operator Cell(long? number) => number is { } n ? new(s_whole, n) : default;

    /// <summary>A ratio, or money that is not exact; null where it is not a number.</summary>
    public static implicit operator Cell(double? ratio) =>
        ratio is { } r && double.IsFinite(r) ? new(s_ratio, BitConverter.DoubleToInt64Bits(r)) : default;

    /// <summary>A yes or no.</summary>
    public static implicit operator Cell(bool? flag) => flag is { } f ? new(s_flag, f ? 1 : 0) : default;

    /// <summary>A day.</summary>
    public static implicit operator Cell(DateOnly? date) => date is { } d ? new(s_date, d.DayNumber) : default;

    /// <summary>A moment.</summary>
    public static implicit operator Cell(DateTimeOffset? moment) => moment is { } m ? new(s_timestamp, m.UtcTicks) : default;

    long Bits(object kind) =>
        ReferenceEquals(_text, kind) ? _bits : throw new InvalidOperationException("the column is of another type than the cell");
}
