namespace ClaimBook.Engine.Semantics;

/// <summary>Bands of agency size by written premium of the latest complete year of the book.</summary>
public static class AgencySize
{
    /// <summary>The bands from small to large; each begins at <c>FromCents</c> and ends where the next begins.</summary>
    public static IReadOnlyList<(string Name, long FromCents)> Bands { get; } =
    [
        ("no premium", long.MinValue),
        ("under 100k", 1),
        ("100k to 500k", 100_000_00),
        ("500k to 1M", 500_000_00),
        ("1M to 5M", 1_000_000_00),
        ("5M and over", 5_000_000_00),
    ];

    /// <summary>The band of an agency.</summary>
    /// <param name="writtenCents">Its written premium in the latest complete year, cents; 0 if it wrote nothing.</param>
    public static string BandOf(long writtenCents) => Bands.Last(b => writtenCents >= b.FromCents).Name;
}
