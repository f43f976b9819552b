using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

/// <summary>Values that stand on many lines: an agency's attributes, a product's line, the published ratios of agency, line and year.</summary>
public sealed class SharedValueTests(PostgresServer postgres)
{
    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Where_lines_differ_in_an_agencys_attributes_the_last_counts_and_a_notice_says_so(string kind)
    {
        using var book = new TestBook(kind, postgres);

        var report = book.Load(PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=1", "VENDOR=A", "CL_QUO_CT_MDS=5"), PerformanceCsv.Line("AGENCY_ID=2", "VENDOR=X"),
            PerformanceCsv.Line("AGENCY_ID=1", "VENDOR=B", "CL_QUO_CT_MDS=6", "STATE_ABBR=KY"),
            PerformanceCsv.Line("AGENCY_ID=1", "VENDOR=C", "CL_QUO_CT_MDS=7", "STATE_ABBR=PA")));

        Assert.Equal(["Lines differ in the attributes of agency 1 (line 4); the last line of each counts."], report.Notices);
        Assert.Equal(["1,C", "2,X"], book.Query("SELECT agency_id, vendor FROM dim_agency ORDER BY agency_id"));
        Assert.Equal(["7"], book.Query("SELECT quoted FROM fact_quotes WHERE agency_id = 1 AND platform = 'MDS'"));
        book.AssertConsistent();
    }

    [Fact]
    public void Lines_of_agencies_in_turn_that_agree_with_themselves_give_no_notice()
    {
        using var book = new TestBook("sqlite", postgres);

        var report = book.Load(PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=1", "VENDOR=A"), PerformanceCsv.Line("AGENCY_ID=2", "VENDOR=B"),
            PerformanceCsv.Line("AGENCY_ID=1", "VENDOR=A", "STATE_ABBR=KY"), PerformanceCsv.Line("AGENCY_ID=2", "VENDOR=B", "STATE_ABBR=KY")));

        Assert.Equal(4, report.Inserted);
        Assert.Empty(report.Notices);
    }

    [Fact]
    public void A_notice_names_five_and_counts_the_rest()
    {
        using var book = new TestBook("sqlite", postgres);

        var report = book.Load(PerformanceCsv.File(
            [.. Enumerable.Range(2, 14).Select(i => PerformanceCsv.Line($"AGENCY_ID={i / 2}", $"STATE_ABBR=A{"BC"[i % 2]}", $"VENDOR={i % 2}"))]));

        Assert.Equal(
            ["Lines differ in the attributes of agency 1 (line 3), 2 (line 5), 3 (line 7), 4 (line 9), 5 (line 11) and 2 more; the last line of each counts."],
            report.Notices);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_later_file_says_what_an_agencys_attributes_are_even_if_the_row_is_one_of_before(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var row = PerformanceCsv.Line("VENDOR=A", "LOSS_RATIO_3YR=0.1");
        book.Load(PerformanceCsv.File(row));
        book.Load(PerformanceCsv.File(PerformanceCsv.Line("VENDOR=B", "LOSS_RATIO_3YR=0.2", "STATE_ABBR=KY")));
        Assert.Equal(["B"], book.Query("SELECT vendor FROM dim_agency"));

        book.Load(PerformanceCsv.File(row, PerformanceCsv.Line("AGENCY_ID=8")));

        Assert.Equal(["A"], book.Query("SELECT vendor FROM dim_agency WHERE agency_id = 7"));
        Assert.Equal(["0.1"], book.Query("SELECT loss_ratio_3yr FROM fact_agency_line_year WHERE agency_id = 7"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Published_ratios_that_differ_between_lines_are_noticed_and_the_last_counts(string kind)
    {
        using var book = new TestBook(kind, postgres);

        var report = book.Load(PerformanceCsv.File(
            PerformanceCsv.Line("LOSS_RATIO_3YR=0.1"), PerformanceCsv.Line("STATE_ABBR=KY", "LOSS_RATIO_3YR=99999", "GROWTH_RATE_3YR=-0.5"),
            PerformanceCsv.Line("STAT_PROFILE_DATE_YEAR=2011", "LOSS_RATIO_3YR=0.3")));

        Assert.Equal(
            ["Lines differ in the published 3-year ratios of agency, line and year 7 PL 2010 (line 3); the last line of each counts."],
            report.Notices);
        Assert.Equal(["7,PL,2010,,-0.5", "7,PL,2011,0.3,0"], book.Query("SELECT * FROM fact_agency_line_year ORDER BY year"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_product_given_two_lines_in_a_file_has_the_last_with_all_its_facts(string kind)
    {
        using var book = new TestBook(kind, postgres);

        var report = book.Load(PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=1", "LOSS_RATIO_3YR=0.5"), PerformanceCsv.Line("AGENCY_ID=2", "PROD_LINE=CL", "WRTN_PREM_AMT=2")));

        Assert.Equal(["Lines differ in the product line of HOMEOWNERS (line 3); the last line of each counts."], report.Notices);
        Assert.Equal(["HOMEOWNERS,CL"], book.Query("SELECT code, line FROM dim_product"));
        Assert.Equal(
            ["1,CL,100", "2,CL,200"], book.Query("SELECT agency_id, line, written_cents FROM summary_agency_line_year ORDER BY agency_id"));
        book.AssertConsistent();
        Assert.Contains("\r\n1,99999,HOMEOWNERS,CL,OH,", book.Original());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_product_that_moves_to_the_other_line_takes_the_facts_of_other_files_with_it(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var before = PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=1", "LOSS_RATIO_3YR=0.5"));
        book.Load(before);

        var report = book.Load(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=2", "PROD_LINE=CL", "WRTN_PREM_AMT=2")));

        Assert.Equal(["Lines differ in the product line of HOMEOWNERS (line 2); the last line of each counts."], report.Notices);
        Assert.Equal(
            ["1,CL,100", "2,CL,200"], book.Query("SELECT agency_id, line, written_cents FROM summary_agency_line_year ORDER BY agency_id"));
        Assert.Contains("\r\n1,99999,HOMEOWNERS,CL,OH,", book.Original());
        book.AssertConsistent();

        book.Load(before, new() { Replace = true });
        Assert.Equal(["1,PL,100"], book.Query("SELECT agency_id, line, written_cents FROM summary_agency_line_year"));
        Assert.Equal(before, book.Original());
        book.AssertConsistent();
    }
}
