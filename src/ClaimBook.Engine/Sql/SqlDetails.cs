using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>The rows of fact_performance behind a query: those that its filters and the scope admit, of the years that its dates touch.
/// A row belongs whole, even where an answer would count a share of its year. See <see cref="SqlEngine.Details"/>.</summary>
public sealed class SqlDetails
{
    readonly Database _database;
    readonly DbConnection _snapshot;
    readonly MemberCodes _codes;
    readonly Dictionary<Dimension, bool[]> _admitted;

    internal SqlDetails(Database database, DbConnection snapshot, MemberCodes codes, AnalyticsQuery query, RowScope scope)
    {
        if (query.Filters.FirstOrDefault(f => !Fact.Performance.Has(f.Dimension)) is { } foreign)
            throw new ArgumentException($"fact_performance has no {foreign.Dimension.Name}", nameof(query));
        (_database, _snapshot, _codes) = (database, snapshot, codes);
        var selection = new Selection(query, scope, codes.Members);
        _admitted = selection.Admitted(Fact.Performance, selection.Current.Years);
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

    /// <summary>The rows by ascending key: agency, product, state, year. Streams; memory does not grow with them. The connection does nothing
    /// else meanwhile.</summary>
    /// <param name="after">Begins behind this key, whether there is such a row or not; so pages neither repeat nor miss a row that a load
    /// between them left alone.</param>
    /// <param name="limit">The most rows; null for all.</param>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public IEnumerable<PerformanceRow> Rows(FactKey? after = null, int? limit = null)
    {
        using var command = StarSelect.Rows(_admitted, after, limit, _codes, _database).Command(_snapshot);
        using var reader = _database.Guard(command.ExecuteReader);
        Func<bool> read = reader.Read;
        while (_database.Guard(read))
            yield return FactPerformance.Read(reader);
    }
}
