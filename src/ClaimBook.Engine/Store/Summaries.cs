using System.Data.Common;

namespace ClaimBook.Engine.Store;

/// <summary>The three summary tables: sums of the facts that every load keeps in step with them.</summary>
public static class Summaries
{
    delegate long Addend(in PerformanceRow fact);

    /// <summary>The column that counts the facts.</summary>
    internal const string RowsColumn = "fact_rows";

    /// <summary>Each sum: its column, and what a fact adds to it, in SQL and here.</summary>
    static readonly (string Column, string Sql, Addend Of)[] s_sums =
    [
        (RowsColumn, "1", (in _) => 1),
        ("retained_policies", "f.retained_policies", (in f) => f.RetainedPolicies),
        ("policies_in_force", "f.policies_in_force", (in f) => f.PoliciesInForce),
        ("prior_policies_in_force", "f.prior_policies_in_force", (in f) => f.PriorPoliciesInForce ?? 0),
        ("new_business_cents", "f.new_business_cents", (in f) => f.NewBusinessCents),
        ("written_cents", "f.written_cents", (in f) => f.WrittenCents),
        ("prior_written_cents", "f.prior_written_cents", (in f) => f.PriorWrittenCents ?? 0),
        ("earned_cents", "f.earned_cents", (in f) => f.EarnedCents),
        ("incurred_cents", "f.incurred_cents", (in f) => f.IncurredCents),
        ("written_with_prior_cents", "CASE WHEN f.prior_written_cents IS NOT NULL THEN f.written_cents END",
            (in f) => f.PriorWrittenCents is null ? 0 : f.WrittenCents),
        ("retained_with_prior", "CASE WHEN f.prior_policies_in_force IS NOT NULL THEN f.retained_policies END",
            (in f) => f.PriorPoliciesInForce is null ? 0 : f.RetainedPolicies),
    ];

    /// <summary>Sums by agency and year.</summary>
    public static Table AgencyYear { get; } = NewTable("summary_agency_year", "agency_id", "year");

    /// <summary>Sums by agency, product line and year.</summary>
    public static Table AgencyLineYear { get; } = NewTable("summary_agency_line_year", "agency_id", "line", "year");

    /// <summary>Sums by product, state and year.</summary>
    public static Table ProductStateYear { get; } = NewTable("summary_product_state_year", "product_id", "state_id", "year");

    /// <summary>All three.</summary>
    public static IReadOnlyList<Table> All { get; } = [AgencyYear, AgencyLineYear, ProductStateYear];

    /// <summary>How many sums a row has.</summary>
    public static int SumCount => s_sums.Length;

    /// <summary>Adds a fact to sums, or takes it away again.</summary>
    /// <param name="sums">The <see cref="SumCount"/> sums.</param>
    /// <param name="fact">The fact.</param>
    /// <param name="sign">1 or -1.</param>
    public static void Add(Span<long> sums, in PerformanceRow fact, int sign)
    {
        for (var i = 0; i < s_sums.Length; i++)
            sums[i] += sign * s_sums[i].Of(fact);
    }

    /// <summary>Writes sums as the last values of a row and ends it.</summary>
    public static void WriteSums(BulkWriter writer, ReadOnlySpan<long> sums)
    {
        foreach (var sum in sums)
            writer.Write(sum);
        writer.EndRow();
    }

    /// <summary>What a fact adds to one of the sums.</summary>
    /// <param name="column">The sum's column.</param>
    public static Func<PerformanceRow, long> ValueOf(string column)
    {
        var sum = s_sums.Single(s => s.Column == column);
        return fact => sum.Of(fact);
    }

    /// <summary>The SQL of what a fact, called f, adds to one of the sums.</summary>
    /// <param name="column">The sum's column.</param>
    internal static string AddendSql(string column) => s_sums.Single(s => s.Column == column).Sql;

    /// <summary>The SQL of a sum: 0 where nothing is known, and a bigint, as PostgreSQL would make it a numeric.</summary>
    internal static string SumSql(string addend) => $"CAST(coalesce(sum({addend}), 0) AS bigint)";

    /// <summary>The query that computes what a summary table must hold from the facts.</summary>
    public static string FromFacts(Table table)
    {
        var keys = table.Columns.Take(table.KeyColumns).Select(c => c == "line" ? "p.line" : $"f.{c}").ToList();
        var sums = s_sums.Select(s => SumSql(s.Sql));
        var join = keys.Contains("p.line") ? " JOIN dim_product p ON p.product_id = f.product_id" : "";
        return $"SELECT {string.Join(", ", keys.Concat(sums))} FROM fact_performance f{join} GROUP BY {string.Join(", ", keys)}";
    }

    /// <summary>Computes a summary table anew.</summary>
    public static void Rebuild(DbConnection connection, Table table) =>
        connection.Execute($"DELETE FROM {table.Name}; INSERT INTO {table.Name} ({table.ColumnList}) {FromFacts(table)}");

    static Table NewTable(string name, params string[] keys) => new(name, keys.Length, [.. keys, .. s_sums.Select(s => s.Column)]);
}
