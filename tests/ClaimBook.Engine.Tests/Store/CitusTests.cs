using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Store;

/// <summary>What ClaimBook asks of the extension Citus, seen from the extension's side.</summary>
public sealed class CitusTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    static string[] Placed(string url)
    {
        using var connection = Database.FromUrl(url).Connect();
        return [.. connection.Query(
            """
            SELECT p.table_name::text || ' ' || p.distribution_column || coalesce(' beside ' || first.table_name::text, '')
            FROM placement p LEFT JOIN placement first ON first.colocation_id = p.colocation_id AND first.number = 1 AND p.number > 1
            ORDER BY p.number
            """,
            r => r.GetString(0))];
    }

    [Theory]
    [InlineData("")]
    [InlineData("?citus=on")]
    public void Facts_are_sharded_by_agency_and_dimensions_are_on_every_machine_however_often_it_is_started(string option)
    {
        var url = postgres.NewDatabase();
        CitusStandIn.Install(url);
        string[] expected =
        [
            "fact_performance agency_id", "dim_agency agency_id beside fact_performance", "fact_agency_line_year agency_id beside fact_performance",
            "fact_quotes agency_id beside fact_performance", "summary_agency_year agency_id beside fact_performance",
            "summary_agency_line_year agency_id beside fact_performance",
            "dim_product <none>", "dim_state <none>", "dim_year <none>", "summary_product_state_year <none>",
        ];

        Assert.Equal(expected, Placed(url + option));
        Assert.Equal(expected, Placed(url + option));
    }

    [Fact]
    public void Switched_off_nothing_is_distributed_until_it_is_switched_on_and_then_the_rows_stay()
    {
        var url = postgres.NewDatabase();
        CitusStandIn.Install(url);
        Assert.Empty(Placed(url + "?citus=off"));
        var file = _directory.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1")));
        new Loader(Database.FromUrl(url + "?citus=off")).Load(file, new LoadOptions());

        Assert.Equal(10, Placed(url).Length);
        using var connection = Database.FromUrl(url).Connect();
        Assert.Equal(1, connection.QueryNumber("SELECT count(*) FROM fact_performance"));
    }

    [Fact]
    public void Asked_for_where_the_extension_is_missing_is_refused_and_any_other_option_too()
    {
        var url = postgres.NewDatabase();
        Assert.EndsWith(
            ": citus=on asks for the extension citus, which this database does not have (CREATE EXTENSION citus).",
            Assert.Throws<ClaimBookException>(() => Database.FromUrl(url + "?citus=on").Connect()).Message);
        Assert.Equal(
            "The database URL ends in '?citus=maybe'; there are ?citus=on and ?citus=off.",
            Assert.Throws<ClaimBookException>(() => Database.FromUrl(url + "?citus=maybe")).Message);
    }

    [Fact]
    public void The_check_shows_where_tables_lie_and_finds_those_that_lie_elsewhere()
    {
        var url = postgres.NewDatabase();
        CitusStandIn.Install(url);
        var database = Database.FromUrl(url);
        using var connection = database.Connect();

        var sound = database.CheckPlacement(connection).ToList();
        connection.Execute("UPDATE placement SET colocation_id = 7 WHERE table_name = 'fact_quotes'::regclass; DELETE FROM placement WHERE table_name = 'dim_state'::regclass");
        var wrong = database.CheckPlacement(connection).Where(c => c.Problem is not null).ToList();

        Assert.Equal(10, sound.Count);
        Assert.All(sound, c => Assert.Null(c.Problem));
        Assert.Equal("fact_performance is sharded by agency_id: 32 shards on 2 machines", sound[0].Name);
        Assert.Equal("dim_product is on every machine: 2", sound[6].Name);
        Assert.Equal(
            ["fact_quotes is sharded by agency_id, beside fact_performance: it is sharded by agency_id, colocation 7", "dim_state is on every machine: it is on the coordinator alone"],
            wrong.Select(c => $"{c.Name}: {c.Problem}"));
    }

    [Fact]
    public async Task A_load_is_committed_only_while_nobody_reads_a_state_and_meanwhile_nobody_waits_long()
    {
        var url = postgres.NewDatabase();
        CitusStandIn.Install(url);
        var database = Database.FromUrl(url);
        var file = _directory.Write("book.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1")));
        Task<LoadReport> load;
        using (var reader = database.Connect())
        using (database.BeginRead(reader))
        {
            load = Task.Run(() => new Loader(database).Load(file, new LoadOptions()));
            await Task.WhenAny(load, Task.Delay(TimeSpan.FromSeconds(1)));
            Assert.False(load.IsCompleted, "it was committed while somebody read");
            using var other = database.Connect();
            using var snapshot = database.BeginRead(other);
            Assert.Equal(0, other.QueryNumber("SELECT count(*) FROM fact_performance"));
        }
        Assert.Equal(1, (await load).Inserted);
    }
}
