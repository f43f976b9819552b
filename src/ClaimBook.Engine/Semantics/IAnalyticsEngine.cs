namespace ClaimBook.Engine.Semantics;

/// <summary>Answers questions to the star schema. All engines give the same answer, to the cent. Any thread may ask.</summary>
public interface IAnalyticsEngine
{
    /// <summary>Where it answers from, as settings and telemetry call it: <c>cube</c> is memory, <c>sql</c> the database.</summary>
    string Name { get; }

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    /// <exception cref="ClaimBookException">The database failed, if the engine asks one.</exception>
    ResultTable Answer(AnalyticsQuery query, RowScope scope);

    /// <summary>The names of a dimension's members that occur in the rows of some agencies; nothing for a dimension of numbers.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    /// <exception cref="ClaimBookException">The database failed, if the engine asks one.</exception>
    IReadOnlyList<string> Names(Dimension dimension, RowScope scope);
}
