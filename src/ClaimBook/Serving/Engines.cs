using System.Data.Common;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>Which engine answers; all give the same answers.</summary>
static class Engines
{
    /// <summary>The engine for many questions: the cube, unless it would take more than half of the memory there is.</summary>
    /// <param name="choice">The setting.</param>
    /// <param name="dimensions">The dimensions of the data.</param>
    /// <param name="snapshot">A connection on which nothing changes meanwhile.</param>
    /// <param name="sql">The engine in the database.</param>
    public static IAnalyticsEngine ForMany(QueryEngine choice, StarDimensions dimensions, DbConnection snapshot, SqlEngine sql) => choice switch
    {
        QueryEngine.Sql => sql,
        QueryEngine.Auto when StarCube.EstimateBytes(FactPerformance.Count(snapshot)) > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 => sql,
        _ => new CubeEngine(StarCube.Read(dimensions, snapshot)),
    };

    /// <summary>The engine for questions to the book, which lies in memory in any case.</summary>
    /// <param name="choice">The setting.</param>
    /// <param name="book">The book.</param>
    /// <param name="database">The database that it is in.</param>
    public static IAnalyticsEngine ForBook(QueryEngine choice, BookState book, Database database) =>
        choice == QueryEngine.Sql ? new BookSqlEngine(database, book.Change, book.Day) : new BookEngine(book);

    /// <summary>The engine for one question: to read the cube would take longer than any answer does.</summary>
    /// <param name="choice">The setting.</param>
    /// <param name="database">The database.</param>
    public static IAnalyticsEngine ForOne(QueryEngine choice, Database database) =>
        choice == QueryEngine.Cube ? new CubeEngine(StarCube.Read(database)) : new SqlEngine(database);
}
