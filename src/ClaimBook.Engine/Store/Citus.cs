using System.Data.Common;

namespace ClaimBook.Engine.Store;

/// <summary>How the tables lie on the machines of a Citus cluster: what belongs to an agency is sharded by agency, each agency's rows together; what is small and
/// joined with all of it is on every machine; the loads, the book and the accounts stay on the coordinator. See docs/adr/0021.</summary>
static class Citus
{
    /// <summary>The column that says on which machine a row is.</summary>
    const string ShardColumn = "agency_id";

    /// <summary>The first is what the others lie beside.</summary>
    static readonly string[] s_sharded =
        ["fact_performance", "dim_agency", "fact_agency_line_year", "fact_quotes", "summary_agency_year", "summary_agency_line_year"];

    static readonly string[] s_everywhere = ["dim_product", "dim_state", "dim_year", "summary_product_state_year"];

    /// <summary>Whether a database is to be distributed.</summary>
    public enum Wish
    {
        /// <summary>If it has the extension.</summary>
        IfInstalled,

        /// <summary>It must be.</summary>
        Yes,

        /// <summary>Not even if it has the extension.</summary>
        No,
    }

    /// <summary>Whether the database has the extension.</summary>
    public static bool IsInstalled(DbConnection connection) => connection.QueryNumber("SELECT count(*) FROM pg_extension WHERE extname = 'citus'") > 0;

    /// <summary>Whether a table waits to be distributed.</summary>
    public static bool IsIncomplete(DbConnection connection)
    {
        var distributed = Placements(connection);
        return s_sharded.Concat(s_everywhere).Any(t => !distributed.ContainsKey(t));
    }

    /// <summary>Distributes the tables that are not distributed yet; rows that are in them already move to their machines.</summary>
    public static void Distribute(DbConnection connection)
    {
        var distributed = Placements(connection);
        foreach (var table in s_sharded.Where(t => !distributed.ContainsKey(t)))
        {
            var beside = table == s_sharded[0] ? "none" : s_sharded[0];
            connection.Execute($"SELECT create_distributed_table('{table}', '{ShardColumn}', colocate_with => '{beside}')");
        }
        foreach (var table in s_everywhere.Where(t => !distributed.ContainsKey(t)))
            connection.Execute($"SELECT create_reference_table('{table}')");
    }

    /// <summary>Says of each table where it lies, and finds those that lie elsewhere than they should.</summary>
    public static IEnumerable<CheckResult> Check(DbConnection connection)
    {
        var placements = Placements(connection);
        foreach (var table in s_sharded)
        {
            var placed = placements.GetValueOrDefault(table);
            yield return placed?.Column == ShardColumn && placed.Colocation == placements.GetValueOrDefault(s_sharded[0])?.Colocation
                ? new($"{table} is sharded by {ShardColumn}: {placed.Shards} shards on {placed.Machines} machines", Problem: null)
                : new($"{table} is sharded by {ShardColumn}, beside {s_sharded[0]}", $"it is {placed?.ToString() ?? "on the coordinator alone"}");
        }
        foreach (var table in s_everywhere)
        {
            var placed = placements.GetValueOrDefault(table);
            yield return placed is { Column: null }
                ? new($"{table} is on every machine: {placed.Machines}", Problem: null)
                : new($"{table} is on every machine", $"it is {placed?.ToString() ?? "on the coordinator alone"}");
        }
    }

    static Dictionary<string, Placement> Placements(DbConnection connection) => connection.Query(
        """
        SELECT
            t.table_name::text, CASE t.citus_table_type WHEN 'distributed' THEN t.distribution_column END, t.colocation_id, t.shard_count,
            (SELECT count(DISTINCT s.nodename || ':' || s.nodeport) FROM citus_shards s WHERE s.table_name = t.table_name)
        FROM citus_tables t
        """,
        row => (Table: row.GetString(0), Placement: new Placement(row.IsDBNull(1) ? null : row.GetString(1), row.GetInt32(2), row.GetInt64(3), row.GetInt64(4))))
        .ToDictionary(p => p.Table, p => p.Placement);

    /// <summary>Where a table lies.</summary>
    /// <param name="Column">The column that it is sharded by; null if it is on every machine.</param>
    /// <param name="Colocation">Tables with the same number have the same rows' shards on the same machines.</param>
    /// <param name="Shards">Parts.</param>
    /// <param name="Machines">Machines that have any of it.</param>
    sealed record Placement(string? Column, int Colocation, long Shards, long Machines)
    {
        public override string ToString() => Column is null ? "on every machine" : $"sharded by {Column}, colocation {Colocation}";
    }
}
