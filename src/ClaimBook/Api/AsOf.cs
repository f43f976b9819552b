using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Api;

/// <summary>The parameter that shows the book as it was known on a day.</summary>
static class AsOf
{
    public static QueryParameter Parameter { get; } = new(
        "asOf", "Shows what was known at the end of this day, in UTC; what is known now by default.", "2024-12-31", QueryParameterKind.Date);

    /// <summary>The book of the day asked for. With a problem in the parameters it is that of now, and no answer.</summary>
    /// <exception cref="Engine.ClaimBookException">The database failed.</exception>
    public static BookState Read(RequestParameters parameters, Ledger ledger)
    {
        var day = parameters.Date(Parameter);
        if (day > ledger.Today)
            parameters.Refuse(Parameter, $"must not be later than today, {ledger.Today:yyyy-MM-dd}");
        return day < ledger.Today ? ledger.AsOf(day.Value) : ledger.Now();
    }
}
