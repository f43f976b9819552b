namespace ClaimBook.Engine.Book.Import;

/// <summary>The order in which a column writes days.</summary>
public enum DateOrder
{
    /// <summary>2024-03-31.</summary>
    Ymd,

    /// <summary>3/31/2024.</summary>
    Mdy,

    /// <summary>31/3/2024.</summary>
    Dmy,
}

/// <summary>The sign in front of the decimals of a column's amounts.</summary>
public enum DecimalSign
{
    /// <summary>1,234.56.</summary>
    Point,

    /// <summary>1.234,56.</summary>
    Comma,
}

/// <summary>What whoever imports says about a file that does not say it itself.</summary>
public sealed record ImportOptions
{
    /// <summary>The sheet; null for the one that has the columns.</summary>
    public string? Sheet { get; init; }

    /// <summary>Which headers are which fields, as <c>Header:field</c>, separated by commas; a header may be a column's letter; the field <c>-</c> is none.</summary>
    public string? Columns { get; init; }

    /// <summary>The order of days; null to tell it from the values.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>The decimal sign; null to tell it from the values.</summary>
    public DecimalSign? Decimal { get; init; }
}
