using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Answers queries from a book in memory.</summary>
/// <param name="book">The book; what is made of it is kept as long as the book itself.</param>
public sealed class BookEngine(BookState book) : IAnalyticsEngine
{
    /// <inheritdoc/>
    public string Name => "cube";

    /// <inheritdoc/>
    public ResultTable Answer(AnalyticsQuery query, RowScope scope) => BookAnswer.Of(query, scope, Facts.Members, Aggregate);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(Dimension dimension, RowScope scope) => BookAnswer.Names(dimension, scope, Facts.Members, Aggregate);

    BookFacts Facts => BookFacts.Of(book);

    Aggregate Aggregate(BookAggregation aggregation) =>
        new BookScan(aggregation.Fact == Fact.Claims ? Facts.Claims : Facts.Policies, aggregation, Facts.Members).Run();
}
