using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Answers queries from a book in memory.</summary>
/// <param name="book">The book; what is made of it is kept as long as the book itself.</param>
public sealed class BookEngine(BookState book) : IAnalyticsEngine
{
    readonly BookFacts _facts = BookFacts.Of(book);

    /// <inheritdoc/>
    public ResultTable Answer(AnalyticsQuery query, RowScope scope) => BookAnswer.Of(query, scope, _facts.Members, Aggregate);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(Dimension dimension, RowScope scope) => BookAnswer.Names(dimension, scope, _facts.Members, Aggregate);

    Aggregate Aggregate(BookAggregation aggregation) => aggregation.Fact == Fact.Claims
        ? new BookScan(_facts.Claims, aggregation, _facts.Members).Run()
        : new BookScan(_facts.Policies, aggregation, _facts.Members).Run();
}
