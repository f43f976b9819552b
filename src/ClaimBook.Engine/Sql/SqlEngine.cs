using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>Answers queries in the database, each from one unchanging state of it. Holds nothing of the data but its members.</summary>
/// <param name="database">The database.</param>
public sealed class SqlEngine(Database database) : IAnalyticsEngine
{
    volatile MemberCodes? _codes;

    /// <inheritdoc/>
    public string Name => "sql";

    /// <inheritdoc/>
    public ResultTable Answer(AnalyticsQuery query, RowScope scope) => Ask((members, aggregate) => QueryAnswer.Of(query, scope, members, aggregate));

    /// <summary>Answers a query from a state of the data.</summary>
    /// <param name="snapshot">A connection on which nothing changes meanwhile, see <see cref="Database.BeginRead"/>.</param>
    /// <param name="query">The query.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public ResultTable Answer(DbConnection snapshot, AnalyticsQuery query, RowScope scope) => database.Guard(() =>
    {
        var codes = Codes(snapshot);
        return QueryAnswer.Of(query, scope, codes.Members, aggregation => Aggregate(snapshot, aggregation, codes));
    });

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(Dimension dimension, RowScope scope) =>
        Ask((members, aggregate) => KnownNames.Of(dimension, scope, members, aggregate));

    /// <summary>The rows behind a query.</summary>
    /// <param name="snapshot">A connection on which nothing changes meanwhile, see <see cref="Database.BeginRead"/>.</param>
    /// <param name="query">The query; of it count the filters, the dates and the order.</param>
    /// <param name="scope">The agencies whose rows count.</param>
    /// <exception cref="ArgumentException">A filter is by a dimension that fact_performance does not have.</exception>
    /// <exception cref="ClaimBookException">The database failed.</exception>
    public SqlDetails Details(DbConnection snapshot, AnalyticsQuery query, RowScope scope) =>
        new(database, snapshot, database.Guard(() => Codes(snapshot)), query, scope);

    T Ask<T>(Func<StarMembers, Func<Aggregation, Aggregate>, T> question) => database.Guard(() =>
    {
        using var connection = database.Connect();
        using var snapshot = database.BeginRead(connection);
        var codes = Codes(connection);
        return question(codes.Members, aggregation => Aggregate(connection, aggregation, codes));
    });

    /// <summary>The members of a snapshot: read again when it has another load. Threads that see different loads only read more often.</summary>
    MemberCodes Codes(DbConnection snapshot)
    {
        if (_codes is { } known && known.Members.LoadId == Dimensions.LatestLoad(snapshot))
            return known;
        return _codes = new MemberCodes(Dimensions.ReadAll(snapshot));
    }

    Aggregate Aggregate(DbConnection snapshot, Aggregation aggregation, MemberCodes codes)
    {
        using var command = StarSelect.Groups(aggregation, codes, database).Command(snapshot);
        using var reader = command.ExecuteReader();
        return GroupReader.ReadAll(reader, aggregation, codes);
    }
}
