using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Book;

/// <summary>How the book of a past day is asked for.</summary>
public static class AsOf
{
    /// <summary>The parameter.</summary>
    public static QueryParameter Parameter { get; } = new(
        "asOf", "Shows what was known at the end of this day, in UTC; what is known now by default.", "2024-12-31", QueryParameterKind.Date);

    /// <summary>The book of the day asked for.</summary>
    /// <param name="text">The day; null for now.</param>
    /// <param name="ledger">The book.</param>
    /// <returns>The book; with a problem that of now.</returns>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public static (BookState Book, QueryProblem? Problem) Read(string? text, Ledger ledger)
    {
        if (text is null)
            return (ledger.Now(), null);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day <= ledger.Today
            ? (ledger.AsOf(day), null)
            : (ledger.Now(), new(Parameter.Name, $"must be a date like {Parameter.Example}, not later than today, {ledger.Today:yyyy-MM-dd}"));
    }
}
