using System.Data.Common;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Sql;

/// <summary>A SELECT over one table of the star schema: the one place where questions become SQL. Identifiers come from the catalog
/// and from <see cref="StarTable"/>; values are parameters.</summary>
sealed class StarSelect
{
    readonly StarTable _table;
    readonly MemberCodes _codes;
    readonly Database _database;
    readonly List<string> _columns = [];
    readonly List<string> _joins = [];
    readonly List<string> _conditions = [];
    readonly List<string> _endings = [];
    readonly List<(string Name, object? Value)> _parameters = [];

    StarSelect(StarTable table, IReadOnlyDictionary<Dimension, bool[]> admitted, MemberCodes codes, Database database)
    {
        (_table, _codes, _database) = (table, codes, database);
        if (table.Condition is not null)
            _conditions.Add(table.Condition);
        foreach (var (dimension, members) in admitted)
            Where(dimension, members);
    }

    /// <summary>The parameters of <see cref="Text"/>.</summary>
    public IReadOnlyList<(string Name, object? Value)> Parameters => _parameters;

    /// <summary>The statement.</summary>
    public string Text => string.Join('\n',
    [
        $"SELECT {string.Join(", ", _columns)}",
        string.Join(' ', [$"FROM {_table.Name} f", .. _joins]),
        .. _conditions.Select((condition, i) => $"{(i == 0 ? "WHERE" : "  AND")} {condition}"),
        .. _endings,
    ]);

    /// <summary>The groups of an aggregation that have a fact, in no order: values of its dimensions, then sums, then the number of agencies.</summary>
    public static StarSelect Groups(Aggregation aggregation, MemberCodes codes, Database database)
    {
        IEnumerable<Dimension> counted = aggregation.CountsAgencies ? [InsuranceCatalog.Agency] : [];
        var table = StarTable.Smallest(aggregation.Fact, [.. aggregation.By, .. aggregation.Admitted.Keys, .. counted]);
        var select = new StarSelect(table, aggregation.Admitted, codes, database);
        string[] keys = [.. aggregation.By.Select(select.Column)];
        select._columns.AddRange([.. keys, .. aggregation.Quantities.Select(q => select.Sum(q.Column)), .. counted.Select(a => $"count(DISTINCT {select.Column(a)})")]);
        // Without a key there is a group even where there is no fact.
        select._endings.Add(keys.Length > 0 ? $"GROUP BY {string.Join(", ", keys)}" : "HAVING count(*) > 0");
        return select;
    }

    /// <summary>The number of facts.</summary>
    public static StarSelect Count(IReadOnlyDictionary<Dimension, bool[]> admitted, MemberCodes codes, Database database)
    {
        var select = new StarSelect(StarTable.Smallest(Fact.Performance, admitted.Keys), admitted, codes, database);
        select._columns.Add(select.Sum(Summaries.RowsColumn));
        return select;
    }

    /// <summary>The rows of fact_performance in an order; equal ones by key, which is the order they lie in.</summary>
    /// <param name="admitted">For dimensions that are filtered: by code, whether facts of the member count.</param>
    /// <param name="after">Only rows with a larger key.</param>
    /// <param name="sort">The order, by columns of <see cref="DetailSql"/>.</param>
    /// <param name="offset">How many rows to leave out at the start.</param>
    /// <param name="limit">The most rows; <see cref="int.MaxValue"/> for all.</param>
    /// <param name="codes">The members.</param>
    /// <param name="database">The database.</param>
    public static StarSelect Rows(
        IReadOnlyDictionary<Dimension, bool[]> admitted, FactKey? after, IReadOnlyList<SortKey> sort, int offset, int limit, MemberCodes codes, Database database)
    {
        var select = new StarSelect(StarTable.Facts, admitted, codes, database);
        select._columns.AddRange(FactPerformance.Table.Columns.Select(c => $"f.{c}"));
        string[] key = [.. FactPerformance.Table.Columns.Take(FactPerformance.Table.KeyColumns).Select(c => $"f.{c}")];
        if (after is { } last)
        {
            string[] values = [select.Parameter("after_agency", last.AgencyId), select.Parameter("after_product", last.ProductId),
                select.Parameter("after_state", last.StateId), select.Parameter("after_year", last.Year)];
            select._conditions.Add($"({string.Join(", ", key)}) > ({string.Join(", ", values)})");
        }
        select._endings.Add($"ORDER BY {string.Join(", ", [.. sort.Select(select.Order), .. key])}");
        // SQLite knows no offset without a limit.
        if (limit < int.MaxValue || offset > 0)
            select._endings.Add($"LIMIT {select.Parameter("limit", limit)}");
        if (offset > 0)
            select._endings.Add($"OFFSET {select.Parameter("offset", offset)}");
        return select;
    }

    /// <summary>The command; the caller disposes of it.</summary>
    public DbCommand Command(DbConnection connection) => connection.Command(Text, [.. _parameters]);

    /// <summary>The condition that a row is of an admitted member: one of these or none of those, whichever list is shorter. Agencies may be the limit of
    /// what a user sees, so those that count are always named: a fact of an agency that nobody knows is nobody's.</summary>
    void Where(Dimension dimension, bool[] admitted)
    {
        var isLimit = dimension == InsuranceCatalog.Agency;
        if (!isLimit && !admitted.Contains(false))
            return;
        if (!admitted.Contains(true))
        {
            _conditions.Add("1 = 0");
            return;
        }
        var column = Column(dimension);
        var none = _codes.Members[dimension].NoneCode;
        var (named, left) = (_codes.Values(dimension, code => admitted[code]), _codes.Values(dimension, code => !admitted[code]));
        string? condition = null;
        if (named.Length > 0 && (left.Length > 0 || isLimit))
        {
            var (isNot, list) = !isLimit && left.Length < named.Length ? (true, left) : (false, named);
            (condition, var value) = _database.InList(column, isNot, $"@{dimension.Name}", list);
            _parameters.Add((dimension.Name, value));
        }
        // In SQL, null is neither in a list nor not in it.
        if (none >= 0 && admitted[none])
            condition = condition is null ? $"{column} IS NULL" : $"({condition} OR {column} IS NULL)";
        _conditions.Add(condition ?? $"{column} IS NOT NULL");
    }

    string Order(SortKey key)
    {
        var column = DetailSql.Columns[key.Column];
        foreach (var join in column.Joins)
            Join(join);
        _parameters.AddRange(column.Parameters.Except(_parameters));
        return $"{(column.IsText ? _database.Bytewise(column.Sql) : column.Sql)} {(key.Descending ? "DESC" : "ASC")} NULLS LAST";
    }

    string Column(Dimension dimension)
    {
        var (sql, join) = _table.Column(dimension);
        if (join is not null)
            Join(join);
        return sql;
    }

    void Join(string join)
    {
        if (!_joins.Contains(join))
            _joins.Add(join);
    }

    string Parameter(string name, object value)
    {
        _parameters.Add((name, value));
        return $"@{name}";
    }

    string Sum(string column) => Summaries.SumSql(_table.Addend(column));
}
