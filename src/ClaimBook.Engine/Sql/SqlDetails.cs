using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>The rows of fact_performance behind a query: those that its filters and the scope admit, of the years that its dates touch.
/// See <see cref="Selection.OfRows"/> and <see cref="SqlEngine.Details"/>.</summary>
public sealed class SqlDetails
{
    readonly Database _database;
    readonly DbConnection _snapshot;
    readonly MemberCodes _codes;
    readonly IReadOnlyList<SortKey> _sort;
    readonly Dictionary<Dimension, bool[]> _admitted;

    internal SqlDetails(Database database, DbConnection snapshot, MemberCodes codes, AnalyticsQuery query, RowScope scope)
    {
        (_database, _snapshot, _codes, _sort) = (database, snapshot, codes, query.Sort);
        _admitted = Selection.OfRows(query, scope, codes.Members);
    }

    /// <summary>The load whose data it is.</summary>
    public int LoadId => _codes.Members.LoadId;

    /// <summary>How many rows there are.</summary>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public long Count() => _database.Guard(() =>
    {
        using var command = StarSelect.Count(_admitted, _codes, _database).Command(_snapshot);
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>The rows in the order of the query; equal ones, and all where it has none, by ascending key: agency, product, state, year. Streams;
    /// memory does not grow with them. The connection does nothing else meanwhile.</summary>
    /// <param name="after">Begins behind this key, whether there is such a row or not; so pages by key neither repeat nor miss a row that a load
    /// between them left alone.</param>
    /// <param name="offset">How many rows to leave out at the start.</param>
    /// <param name="limit">The most rows; all by default.</param>
    /// <param name="cancellation">Ends the reading, also while the database still sorts.</param>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended.</exception>
    public IEnumerable<PerformanceRow> Rows(FactKey? after = null, int offset = 0, int limit = int.MaxValue, CancellationToken cancellation = default)
    {
        using var command = StarSelect.Rows(_admitted, after, _sort, offset, limit, _codes, _database).Command(_snapshot);
        using var cancelling = cancellation.Register(() => _database.Cancel(command));
        using var reader = Guard(command.ExecuteReader, cancellation);
        Func<bool> read = reader.Read;
        while (Guard(read, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return FactPerformance.Read(reader);
        }
    }

    T Guard<T>(Func<T> action, CancellationToken cancellation)
    {
        try
        {
            return _database.Guard(action);
        }
        catch (ClaimBookException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }
}
