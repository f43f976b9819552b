using System.Diagnostics.CodeAnalysis;

namespace ClaimBook.Engine.Semantics;

/// <summary>A question to the star schema.</summary>
public sealed record AnalyticsQuery
{
    /// <summary>What the rows are grouped by, in the order of the columns; none gives one row.</summary>
    public IReadOnlyList<Dimension> By { get; init; } = [];

    /// <summary>The figures to show.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>What must hold of every fact counted; at most one filter a dimension.</summary>
    public IReadOnlyList<DimensionFilter> Filters { get; init; } = [];

    /// <summary>Which rows to show; hidden rows still count in the total.</summary>
    public IReadOnlyList<HavingCondition> Having { get; init; } = [];

    /// <summary>The dates the answer is about.</summary>
    public DateSelection Dates { get; init; } = DateSelection.All;

    /// <summary>The order of the rows; ties and rows without it are ordered by the dimensions, ascending.</summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    /// <summary>How many rows to show at most; null shows all.</summary>
    public int? Limit { get; init; }

    /// <summary>How many rows to leave out at the start.</summary>
    public int Offset { get; init; }

    /// <summary>Whether each measure is followed by its value a year before and the change.</summary>
    public bool ComparesPriorYear { get; init; }

    /// <summary>How a year counts that the dates cut through.</summary>
    public Allocation Allocation { get; init; }

    /// <summary>Reads a query from name and value pairs, as a query string or a command line has them.</summary>
    /// <param name="parameters">Those of the form: see <see cref="QueryParameter"/>, and dimensions as filters.</param>
    /// <param name="form">What the query may say.</param>
    /// <param name="query">The query, if there is no problem.</param>
    /// <param name="problems">What is wrong, each with what is allowed.</param>
    public static bool TryParse(
        IEnumerable<KeyValuePair<string, string>> parameters,
        QueryForm form,
        [NotNullWhen(true)] out AnalyticsQuery? query,
        out IReadOnlyList<QueryProblem> problems)
    {
        var parser = new AnalyticsQueryParser(parameters, form);
        query = parser.Parse();
        problems = parser.Problems;
        return query is not null;
    }
}

/// <summary>What is wrong with a parameter of a query.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record QueryProblem(string Parameter, string Message);

/// <summary>A condition on the members of a dimension.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Excludes">Whether the members named are left out, instead of all others.</param>
public abstract record DimensionFilter(Dimension Dimension, bool Excludes);

/// <summary>A condition on a dimension of texts.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Excludes">Whether the members named are left out, instead of all others.</param>
/// <param name="Values">The members named.</param>
public sealed record TextFilter(Dimension Dimension, bool Excludes, IReadOnlyList<string> Values) : DimensionFilter(Dimension, Excludes);

/// <summary>A condition on a dimension of whole numbers.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Excludes">Whether the members named are left out, instead of all others.</param>
/// <param name="Ranges">The members named, both ends included.</param>
/// <param name="NamesNone">Whether rows that have no such number are named too.</param>
public sealed record NumberFilter(Dimension Dimension, bool Excludes, IReadOnlyList<(int First, int Last)> Ranges, bool NamesNone)
    : DimensionFilter(Dimension, Excludes);

/// <summary>A condition on a figure of a row.</summary>
/// <param name="Column">The name of a measure column of the answer.</param>
/// <param name="Operator">One of &gt; &gt;= &lt; &lt;= =.</param>
/// <param name="Value">What it is compared with, money in whole currency units.</param>
public sealed record HavingCondition(string Column, string Operator, decimal Value);

/// <summary>A column that rows are ordered by; nulls always come last.</summary>
/// <param name="Column">The name of a column of the answer.</param>
/// <param name="Descending">Whether the largest comes first.</param>
public sealed record SortKey(string Column, bool Descending);

/// <summary>The dates an answer is about: from one to another, both included, and of each year only some months.</summary>
/// <param name="From">The first date.</param>
/// <param name="To">The last date.</param>
/// <param name="FirstMonth">The first month of each year.</param>
/// <param name="LastMonth">The last month of each year.</param>
public sealed record DateSelection(DateOnly From, DateOnly To, int FirstMonth = 1, int LastMonth = 12)
{
    /// <summary>All dates.</summary>
    public static DateSelection All { get; } = new(DateOnly.MinValue, DateOnly.MaxValue);
}

/// <summary>How a year counts that a query's dates cut through.</summary>
public enum Allocation
{
    /// <summary>Sums count by the share of the covered days that the dates touch.</summary>
    Days,

    /// <summary>Every touched year counts whole.</summary>
    Whole,
}
