using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Store;

public sealed class SchemaTests(PostgresServer postgres) : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    string NewUrl(string kind) => Databases.NewUrl(kind, _directory, postgres);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Every_script_is_applied_once_and_recorded(string kind)
    {
        var url = NewUrl(kind);
        const string applied = "SELECT number, name, sha256 FROM schema_script ORDER BY number";
        IReadOnlyList<string> Applied()
        {
            using var connection = Database.FromUrl(url).Connect();
            return connection.Query(applied, r => $"{r.GetInt32(0)} {r.GetString(1)} {r.GetString(2).Length}");
        }

        var first = Applied();

        Assert.Equal("1 001_star_schema.sql 64", first[0]);
        Assert.Equal(Enumerable.Range(1, first.Count), first.Select(s => int.Parse(s.Split(' ')[0])));
        Assert.Equal(first, Applied());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Many_that_open_a_new_database_at_once_find_it_complete(string kind)
    {
        var url = NewUrl(kind);
        using var start = new ManualResetEventSlim();
        var opening = Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.Wait();
                using var connection = Database.FromUrl(url).Connect();
                return connection.QueryNumber("SELECT count(*) FROM fact_performance")
                    + connection.QueryNumber("SELECT count(*) FROM schema_script WHERE number = 1");
            },
            TaskCreationOptions.LongRunning)).ToList();

        start.Set();

        Assert.All(await Task.WhenAll(opening), n => Assert.Equal(1, n));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_schema_of_a_newer_program_is_refused(string kind)
    {
        var url = NewUrl(kind);
        var database = Database.FromUrl(url);
        int newest;
        using (var connection = database.Connect())
        {
            newest = (int)connection.QueryNumber("SELECT max(number) FROM schema_script");
            connection.Execute("INSERT INTO schema_script (number, name, sha256) VALUES (900, '900_later.sql', 'x')");
            connection.Execute("UPDATE schema_floor SET number = @floor", ("floor", newest + 1));
        }

        var failure = Assert.Throws<ClaimBookException>(() => Database.FromUrl(url).Connect());

        Assert.Equal(
            $"{database.Location}: its schema is number 900, written by a newer ClaimBook; this one knows up to {newest}. Use the newer program.",
            failure.Message);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_schema_of_a_newer_program_whose_scripts_leave_this_one_what_it_needs_is_taken(string kind)
    {
        var url = NewUrl(kind);
        using (var connection = Database.FromUrl(url).Connect())
        {
            connection.Execute("INSERT INTO schema_script (number, name, sha256) VALUES (900, '900_later.sql', 'x')");
            Assert.Equal(connection.QueryNumber("SELECT max(number) FROM schema_script WHERE number < 900"), connection.QueryNumber("SELECT number FROM schema_floor"));
        }

        using var again = Database.FromUrl(url).Connect();
        Assert.Equal(0, again.QueryNumber("SELECT count(*) FROM fact_performance"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_schema_made_by_another_script_is_refused(string kind)
    {
        var url = NewUrl(kind);
        var database = Database.FromUrl(url);
        using (var connection = database.Connect())
            connection.Execute("UPDATE schema_script SET sha256 = 'x' WHERE number = 1");

        var failure = Assert.Throws<ClaimBookException>(() => Database.FromUrl(url).Connect());

        Assert.Equal(
            $"{database.Location}: schema script 001_star_schema.sql is not the one that was applied. Use the release of ClaimBook that made this database, or load into a new one.",
            failure.Message);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_view_for_people_shows_codes_and_money_with_decimals(string kind)
    {
        using var book = new Pipeline.TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(
            PerformanceCsv.Line("WRTN_PREM_AMT=-0.29", "PRD_ERND_PREM_AMT=1234567.89", "PREV_WRTN_PREM_AMT=99999", "LOSS_RATIO_3YR=0.5")));

        Assert.Equal(
            ["7,HOMEOWNERS,PL,OH,2010,-0.29,,1234567.89,2"],
            book.Query(
                """
                SELECT agency_id, product, product_line, state, year, written_premium, prior_written_premium, earned_premium, source_line
                FROM v_performance
                """));
        Assert.Equal(
            ["7,PL,2010,-0.29,0.5"], book.Query("SELECT agency_id, line, year, written_premium, loss_ratio_3yr FROM v_agency_line_year"));
    }
}
