using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class IncrementalLoadTests(PostgresServer postgres)
{
    static string Row(int agency, string written, params string[] more) => PerformanceCsv.Line(
        [$"AGENCY_ID={agency}", $"WRTN_PREM_AMT={written}", .. more]);

    static (int, int, int, int, int, int) Counts(LoadReport r) => (r.RowsRead, r.Inserted, r.Updated, r.Unchanged, r.Deleted, r.Rejected);

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_same_file_again_does_nothing_and_names_the_load_that_did(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var time = new SetTime(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        var path = book.Directory.Write("march.csv", PerformanceCsv.File(Row(1, "1"), Row(2, "2")));
        var first = new Loader(book.Database) { Time = time }.Load(path, new LoadOptions());
        var before = book.Content();
        File.Move(path, book.Directory["renamed.csv"]);

        var again = book.LoadFile(book.Directory["renamed.csv"]);

        Assert.Equal(1, first.LoadId);
        Assert.Equal((1, "renamed.csv", (0, 0, 0, 0, 0, 0)), (again.LoadId, again.File, Counts(again)));
        Assert.Equal(["The same file was loaded before, as load 1 on 2026-03-04 05:06 UTC; nothing was done."], again.Notices);
        Assert.Equal(before, book.Content());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void An_older_file_again_does_nothing_but_says_what_came_after(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(Row(1, "1")));
        book.Load(PerformanceCsv.File(Row(1, "2")));
        var before = book.Content();

        var again = book.Load(PerformanceCsv.File(Row(1, "1")));

        Assert.Equal(1, again.LoadId);
        Assert.EndsWith("nothing was done. 1 other load came after it; --force loads it again.", Assert.Single(again.Notices));
        Assert.Equal(before, book.Content());

        Assert.Equal((1, 0, 1, 0, 0, 0), Counts(book.Load(PerformanceCsv.File(Row(1, "1")), new LoadOptions { Force = true })));
        Assert.Equal(["1,100,3"], book.Query("SELECT agency_id, written_cents, load_id FROM fact_performance"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Force_loads_the_same_file_again_and_finds_nothing_changed(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var file = PerformanceCsv.File(Row(1, "1"), Row(2, "2"));
        book.Load(file);
        var before = book.Star();

        var report = book.Load(file, new LoadOptions { Force = true });

        Assert.Equal((2, (2, 0, 0, 2, 0, 0)), (report.LoadId, Counts(report)));
        Assert.Empty(report.Notices);
        Assert.Equal(before, book.Star());
        Assert.Equal(["1", "2"], book.Query("SELECT load_id FROM load ORDER BY load_id"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_new_file_inserts_what_is_new_updates_what_changed_and_leaves_the_rest_alone(string kind)
    {
        using var book = new TestBook(kind, postgres);
        Assert.Equal((3, 3, 0, 0, 0, 0), Counts(book.Load(PerformanceCsv.File(Row(1, "10"), Row(2, "20"), Row(3, "30")))));

        var report = book.Load(PerformanceCsv.File(Row(4, "40"), Row(2, "21"), Row(1, "10.00")));

        Assert.Equal((2, (3, 1, 1, 1, 0, 0)), (report.LoadId, Counts(report)));
        Assert.Equal(
            ["1,1000,1,2", "2,2100,2,3", "3,3000,1,4", "4,4000,2,2"],
            book.Query("SELECT agency_id, written_cents, load_id, source_line FROM fact_performance ORDER BY agency_id"));
        Assert.Equal(
            ["1,book.csv,3,3,0,0,0,0", "2,book.csv,3,1,1,1,0,0"],
            book.Query("SELECT load_id, file_name, rows_read, inserted, updated, unchanged, deleted, rejected FROM load ORDER BY load_id"));
        book.AssertConsistent();
    }

    [Theory]
    [InlineData("RETENTION_POLY_QTY=1")]
    [InlineData("POLY_INFORCE_QTY=1")]
    [InlineData("PREV_POLY_INFORCE_QTY=99999")]
    [InlineData("NB_WRTN_PREM_AMT=0.01")]
    [InlineData("WRTN_PREM_AMT=-0.01")]
    [InlineData("PREV_WRTN_PREM_AMT=99999")]
    [InlineData("PRD_ERND_PREM_AMT=0.01")]
    [InlineData("PRD_INCRD_LOSSES_AMT=0.01")]
    [InlineData("MONTHS=11")]
    [InlineData("RETENTION_RATIO=99999")]
    [InlineData("LOSS_RATIO=99999")]
    [InlineData("LOSS_RATIO_3YR=0.1")]
    [InlineData("GROWTH_RATE_3YR=99999")]
    [InlineData("PROD_LINE=CL")]
    [InlineData("PRIMARY_AGENCY_ID=7")]
    [InlineData("AGENCY_APPOINTMENT_YEAR=1960")]
    [InlineData("VENDOR_IND=Y")]
    [InlineData("VENDOR=A")]
    [InlineData("ACTIVITY_NOTES_END_YEAR=2015")]
    [InlineData("CL_BOUND_CT_MDS=1")]
    [InlineData("PL_QUO_CT_TRANSACTNOW=99999")]
    public void A_change_of_any_column_is_an_update(string change)
    {
        using var book = new TestBook("sqlite", postgres);
        book.Load(PerformanceCsv.File(PerformanceCsv.Line()));

        var report = book.Load(PerformanceCsv.File(PerformanceCsv.Line(change)));

        Assert.Equal((1, 0, 1, 0, 0, 0), Counts(report));
        Assert.Equal(change == "PROD_LINE=CL" ? 1 : 0, report.Notices.Count);
        Assert.Equal(PerformanceCsv.File(PerformanceCsv.Line(change)), book.Original());
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Replace_makes_the_file_the_whole_truth(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(
            Row(1, "10"), Row(2, "20"), Row(2, "5", "PROD_ABBR=BOP", "PROD_LINE=CL"),
            Row(1, "1", "STAT_PROFILE_DATE_YEAR=2009"), Row(3, "30", "STAT_PROFILE_DATE_YEAR=2008")));
        var truth = PerformanceCsv.File(Row(2, "21"), Row(1, "10"), Row(4, "4"));

        var report = book.Load(truth, new LoadOptions { Replace = true });

        Assert.Equal((3, 1, 1, 1, 3, 0), Counts(report));
        Assert.Equal(
            ["1,1000,1", "2,2100,2", "4,400,2"],
            book.Query("SELECT agency_id, written_cents, load_id FROM fact_performance ORDER BY agency_id"));
        Assert.Equal(["1", "2", "4"], book.Query("SELECT agency_id FROM dim_agency ORDER BY agency_id"));
        Assert.Equal(
            ["1,8", "2,8", "4,8"], book.Query("SELECT agency_id, count(*) FROM fact_quotes GROUP BY agency_id ORDER BY agency_id"));
        Assert.Equal(
            ["1,PL,2010", "2,PL,2010", "4,PL,2010"],
            book.Query("SELECT agency_id, line, year FROM fact_agency_line_year ORDER BY agency_id, line, year"));
        Assert.Equal(["2010"], book.Query("SELECT year FROM dim_year"));
        Assert.Equal(["2010,3,3500"], book.Query("SELECT year, fact_rows, written_cents FROM summary_product_state_year"));
        Assert.Equal(["3"], book.Query("SELECT deleted FROM load WHERE load_id = 2"));
        book.AssertConsistent();

        Assert.Equal(
            (2, (0, 0, 0, 0, 0, 0)),
            (book.Load(truth, new LoadOptions { Replace = true }).LoadId, Counts(book.Load(truth, new LoadOptions { Replace = true }))));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Replace_is_no_no_op_where_the_same_file_was_only_added_or_others_came_after(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var replace = new LoadOptions { Replace = true };
        var truth = PerformanceCsv.File(Row(1, "1"));
        book.Load(PerformanceCsv.File(Row(2, "2")));
        book.Load(truth);

        Assert.Equal((1, 0, 0, 1, 1, 0), Counts(book.Load(truth, replace)));
        book.Load(PerformanceCsv.File(Row(3, "3")));
        Assert.Equal((1, 0, 0, 1, 1, 0), Counts(book.Load(truth, replace)));
        Assert.Equal(["1"], book.Query("SELECT agency_id FROM fact_performance"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_fact_whose_line_is_rejected_counts_as_missing_when_the_file_is_the_whole_truth(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(Row(1, "1"), Row(2, "2")));

        var report = book.Load(PerformanceCsv.File(Row(1, "1"), Row(2, "x")), new LoadOptions { Replace = true, MaxRejectRate = 0.5 });

        Assert.Equal((2, 0, 0, 1, 1, 1), Counts(report));
        Assert.Equal(["1"], book.Query("SELECT agency_id FROM fact_performance"));
        book.AssertConsistent();
    }
}
