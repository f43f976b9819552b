using System.Data.Common;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>Answers queries to the book in the database, as it was known at a change. What was recorded up to a change never differs, so an answer
/// needs no snapshot. Holds nothing of the book but its members.</summary>
/// <param name="database">The database.</param>
/// <param name="change">The latest change that is known.</param>
/// <param name="day">The day as of which the book is.</param>
public sealed class BookSqlEngine(Database database, int change, DateOnly day) : IAnalyticsEngine
{
    volatile BookMembers? _members;

    /// <inheritdoc/>
    public string Name => "sql";

    /// <inheritdoc/>
    public ResultTable Answer(AnalyticsQuery query, RowScope scope) => Ask((members, aggregate) => BookAnswer.Of(query, scope, members, aggregate));

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(Dimension dimension, RowScope scope) =>
        Ask((members, aggregate) => BookAnswer.Names(dimension, scope, members, aggregate));

    T Ask<T>(Func<BookMembers, Func<BookAggregation, Aggregate>, T> question) => database.Guard(() =>
    {
        using var connection = database.Connect();
        var members = _members ??= ReadMembers(connection);
        return question(members, aggregation => Aggregate(connection, aggregation, members));
    });

    BookMembers ReadMembers(DbConnection connection)
    {
        var policies = connection.Query(
            BookSelect.PolicyMembers, r => (Agency: r.GetInt32(0), Product: r.GetString(1), State: r.GetString(2), First: r.GetInt32(3)), ("change", change));
        var causes = connection.Query(BookSelect.ClaimMembers, r => (Cause: r.GetString(0), First: r.GetInt32(1)), ("change", change));
        var first = policies.Select(p => p.First).Concat(causes.Select(c => c.First)).DefaultIfEmpty(day.DayNumber).Min();
        return new BookMembers(
            DateOnly.FromDayNumber(first).Year, day, policies.Select(p => p.Agency), policies.Select(p => p.Product), policies.Select(p => p.State),
            causes.Select(c => c.Cause), BookState.Statuses);
    }

    /// <summary>The groups by ascending key: their order is made here, so that no database's idea of an alphabet matters.</summary>
    Aggregate Aggregate(DbConnection connection, BookAggregation aggregation, BookMembers members)
    {
        Dimension[] dimensions = [.. BookSelect.MemberDimensions(aggregation)];
        var keySpace = members.KeySpace(aggregation.By);
        long[] strides = [.. dimensions.Select(d => keySpace.Stride(aggregation.By.ToList().IndexOf(d)))];
        var (text, parameters) = new BookSelect(database, members, change).Groups(aggregation);
        var rows = connection.Query(
            text,
            r =>
            {
                var key = r.GetInt64(dimensions.Length);
                for (var position = 0; position < dimensions.Length; position++)
                    key += CodeAt(r, position, members[dimensions[position]]) * strides[position];
                return (Key: key, Sums: Array.ConvertAll([.. Enumerable.Range(dimensions.Length + 1, aggregation.Quantities.Count)], r.GetInt64));
            },
            parameters).OrderBy(r => r.Key).ToList();
        return new Aggregate(
            [.. rows.Select(r => r.Key)], [.. Enumerable.Range(0, aggregation.Quantities.Count).Select(q => rows.Select(r => r.Sums[q]).ToArray())], Agencies: null);
    }

    static int CodeAt(DbDataReader reader, int column, Members members) =>
        reader.IsDBNull(column) ? members.NoneCode
        : members is NumberMembers numbers ? numbers.CodeOf(reader.GetInt32(column))
        : ((TextMembers)members).CodeOf(reader.GetString(column));
}
