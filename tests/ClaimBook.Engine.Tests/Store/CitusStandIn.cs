using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Store;

/// <summary>Makes a plain PostgreSQL answer like one with the extension Citus where ClaimBook talks to the extension. It moves no rows: it writes down what is asked
/// of it, and refuses what Citus 12 refuses. A real cluster runs the same tests as PostgreSQL does, where <c>CLAIMBOOK_TEST_CITUS</c> names one.</summary>
static class CitusStandIn
{
    public static void Install(string databaseUrl)
    {
        using var connection = Database.FromUrl(databaseUrl).Open();
        connection.Execute(
            """
            SET allow_system_table_mods = on;
            INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion) VALUES (99999, 'citus', 10, 2200, false, '12.1');

            CREATE TABLE placement (
                number integer GENERATED ALWAYS AS IDENTITY, table_name regclass PRIMARY KEY, citus_table_type text, distribution_column text, colocation_id integer);
            CREATE VIEW citus_tables AS
            SELECT table_name, citus_table_type, distribution_column, colocation_id, CASE citus_table_type WHEN 'reference' THEN 1 ELSE 32 END::bigint AS shard_count FROM placement;
            CREATE VIEW citus_shards AS
            SELECT p.table_name, s.number AS shardid, CASE s.number % 2 WHEN 0 THEN 'even' ELSE 'odd' END AS nodename, 5432 AS nodeport
            FROM placement p CROSS JOIN generate_series(1, 32) AS s (number);

            CREATE FUNCTION create_distributed_table(t regclass, distribution_column text, colocate_with text DEFAULT 'default') RETURNS void LANGUAGE plpgsql AS $$
            DECLARE
                key smallint := (SELECT attnum FROM pg_attribute WHERE attrelid = t AND attname = distribution_column);
            BEGIN
                IF key IS NULL THEN RAISE EXCEPTION 'column % of % does not exist', distribution_column, t; END IF;
                IF EXISTS (SELECT 1 FROM pg_index WHERE indrelid = t AND indisunique AND NOT key = ANY (indkey)) THEN
                    RAISE EXCEPTION 'cannot create constraint on %: distributed relations cannot have UNIQUE or PRIMARY KEY constraints that do not include the partition column', t;
                END IF;
                IF EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'f' AND t IN (conrelid, confrelid)) THEN
                    RAISE EXCEPTION 'cannot create foreign key constraint of %: referenced table must be co-located or a reference table', t;
                END IF;
                IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = t AND NOT tgisinternal) THEN
                    RAISE EXCEPTION 'cannot distribute relation "%" because it has triggers', t;
                END IF;
                IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = t AND attidentity <> '') THEN
                    RAISE EXCEPTION 'a sequence of % would be asked by every shard', t;
                END IF;
                INSERT INTO placement (table_name, citus_table_type, distribution_column, colocation_id) VALUES (
                    t, 'distributed', distribution_column,
                    CASE WHEN colocate_with IN ('none', 'default') THEN t::oid::integer ELSE (SELECT p.colocation_id FROM placement p WHERE p.table_name = colocate_with::regclass) END);
            END
            $$;

            CREATE FUNCTION create_reference_table(t regclass) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = t AND NOT tgisinternal) THEN
                    RAISE EXCEPTION 'cannot distribute relation "%" because it has triggers', t;
                END IF;
                INSERT INTO placement (table_name, citus_table_type, distribution_column, colocation_id) VALUES (t, 'reference', '<none>', 1);
            END
            $$;
            """);
    }
}
