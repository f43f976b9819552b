using System.Data.Common;

namespace ClaimBook.Engine.Store;

/// <summary>One thing that was checked.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Problem">What does not; null if it holds.</param>
public sealed record CheckResult(string Name, string? Problem);

/// <summary>Verifies that a database is consistent in itself.</summary>
public static class Integrity
{
    static readonly (string Table, string Column, string Parent, string ParentColumn)[] s_references =
    [
        ("fact_performance", "agency_id", "dim_agency", "agency_id"),
        ("fact_performance", "product_id", "dim_product", "product_id"),
        ("fact_performance", "state_id", "dim_state", "state_id"),
        ("fact_performance", "year", "dim_year", "year"),
        ("fact_performance", "load_id", "load", "load_id"),
        ("fact_agency_line_year", "agency_id", "dim_agency", "agency_id"),
        ("fact_quotes", "agency_id", "dim_agency", "agency_id"),
        ("load_reject", "load_id", "load", "load_id"),
        ("policy", "change_id", "book_change", "change_id"),
        ("claim", "change_id", "book_change", "change_id"),
        ("claim_transaction", "change_id", "book_change", "change_id"),
        ("claim_transaction", "claim_key", "claim", "claim_key"),
    ];

    /// <summary>Runs every check, one after the other.</summary>
    public static IEnumerable<CheckResult> Check(DbConnection connection)
    {
        foreach (var (table, column, parent, parentColumn) in s_references)
        {
            var orphans = connection.QueryNumber(
                $"SELECT count(*) FROM {table} c LEFT JOIN (SELECT DISTINCT {parentColumn} FROM {parent}) p ON p.{parentColumn} = c.{column} WHERE p.{parentColumn} IS NULL");
            yield return new($"every {table}.{column} is in {parent}", Count(orphans, "rows are orphans"));
        }
        foreach (var table in Summaries.All)
        {
            var stored = $"SELECT {table.ColumnList} FROM {table.Name}";
            var computed = Summaries.FromFacts(table);
            var differing = connection.QueryNumber($"SELECT count(*) FROM (SELECT * FROM ({stored}) a EXCEPT SELECT * FROM ({computed}) b) d")
                + connection.QueryNumber($"SELECT count(*) FROM (SELECT * FROM ({computed}) a EXCEPT SELECT * FROM ({stored}) b) d");
            yield return new($"{table.Name} equals the sums of the facts", Count(differing, "rows differ"));
        }
        yield return new(
            "every year covers the months of its facts",
            Count(
                connection.QueryNumber(
                    """
                    SELECT count(*)
                    FROM (SELECT year, max(months) AS months FROM fact_performance GROUP BY year) f FULL JOIN dim_year y ON y.year = f.year
                    WHERE f.months IS NULL OR y.year IS NULL OR y.last_month - y.first_month + 1 <> f.months
                    """),
                "years differ"));
        yield return new(
            "the loads account for every fact",
            Count(
                Math.Abs(
                    connection.QueryNumber("SELECT sum(inserted - deleted) FROM load") - connection.QueryNumber("SELECT count(*) FROM fact_performance")),
                "facts more or less than the loads say"));
        yield return new(
            "the rejected lines of every load are kept",
            Count(
                connection.QueryNumber("SELECT count(*) FROM load l WHERE l.rejected <> (SELECT count(*) FROM load_reject r WHERE r.load_id = l.load_id)"),
                "loads differ"));
        yield return new(
            "every claim.policy_key is in policy",
            Count(
                connection.QueryNumber(
                    "SELECT count(*) FROM claim c WHERE c.policy_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM policy p WHERE p.policy_key = c.policy_key)"),
                "rows are orphans"));
        yield return new(
            "no claim has a reserve below zero, or recoveries larger than what was paid",
            Count(
                connection.QueryNumber(
                    """
                    SELECT count(*)
                    FROM (
                        SELECT sum(outstanding_change_cents) AS outstanding, sum(CASE type WHEN 'payment' THEN amount_cents WHEN 'recovery' THEN -amount_cents ELSE 0 END) AS kept
                        FROM claim_transaction
                        GROUP BY claim_key, kind
                    ) t
                    WHERE outstanding < 0 OR kept < 0
                    """),
                "claims differ"));
    }

    static string? Count(long problems, string what) => problems == 0 ? null : $"{problems} {what}";
}
