using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class RejectedValueTests(PostgresServer postgres)
{
    const string Whole = "must be a whole number from -2147483648 to 2147483647";
    const string Money = "must be an amount with at most two decimals, up to 10000000000";
    const string Year = "must be a whole number from 1900 to 2100";
    const string Months = "must be a whole number from 1 to 12";

    /// <summary>A column, a value that cannot be right, and why.</summary>
    static readonly (string Column, string Value, string Reason)[] s_cases =
    [
        ("AGENCY_ID", "x7", "must be a whole number from 0 to 2147483647"),
        ("AGENCY_ID", "-1", "must be a whole number from 0 to 2147483647"),
        ("AGENCY_ID", "2147483648", "must be a whole number from 0 to 2147483647"),
        ("AGENCY_ID", "", "is empty; must be a whole number from 0 to 2147483647"),
        ("PRIMARY_AGENCY_ID", "none", Whole),
        ("PROD_ABBR", "", "is empty; must be a product code of 1 to 50 characters"),
        ("PROD_ABBR", "ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJK", "must be a product code of 1 to 50 characters"),
        ("PROD_ABBR", "BOP\tX", "must be a product code of 1 to 50 characters"),
        ("PROD_LINE", "XL", "must be CL or PL"),
        ("PROD_LINE", "", "is empty; must be CL or PL"),
        ("STATE_ABBR", "OHIO", "must be a state code of two letters"),
        ("STATE_ABBR", "O1", "must be a state code of two letters"),
        ("STATE_ABBR", "", "is empty; must be a state code of two letters"),
        ("STAT_PROFILE_DATE_YEAR", "1899", Year),
        ("STAT_PROFILE_DATE_YEAR", "2101", Year),
        ("STAT_PROFILE_DATE_YEAR", "2010.5", Year),
        ("STAT_PROFILE_DATE_YEAR", "", "is empty; " + Year),
        ("RETENTION_POLY_QTY", "1.5", Whole),
        ("POLY_INFORCE_QTY", "many", Whole),
        ("PREV_POLY_INFORCE_QTY", "12a", Whole),
        ("PREV_POLY_INFORCE_QTY", "", "is empty; " + Whole),
        ("NB_WRTN_PREM_AMT", "1.005", Money),
        ("NB_WRTN_PREM_AMT", "", "is empty; " + Money),
        ("WRTN_PREM_AMT", "10000000000.01", Money),
        ("PREV_WRTN_PREM_AMT", "-10000000000.01", Money),
        ("PRD_ERND_PREM_AMT", "$5", Money),
        ("PRD_INCRD_LOSSES_AMT", "NaN", Money),
        ("MONTHS", "0", Months),
        ("MONTHS", "13", Months),
        ("MONTHS", "-1", Months),
        ("MONTHS", "", "is empty; " + Months),
        ("RETENTION_RATIO", "NaN", "must be a number"),
        ("LOSS_RATIO", "0.5x", "must be a number"),
        ("LOSS_RATIO", "", "is empty; must be a number"),
        ("LOSS_RATIO_3YR", "Infinity", "must be a number"),
        ("GROWTH_RATE_3YR", "--1", "must be a number"),
        ("AGENCY_APPOINTMENT_YEAR", "'99", Whole),
        ("ACTIVE_PRODUCERS", "2.5", Whole),
        ("MAX_AGE", "old", Whole),
        ("MIN_AGE", "", "is empty; " + Whole),
        ("VENDOR_IND", "Y\u0001", "must be a text of at most 100 characters"),
        ("PL_START_YEAR", "?", Whole),
        ("ACTIVITY_NOTES_END_YEAR", "20 10", Whole),
        ("CL_BOUND_CT_MDS", ".", Whole),
        ("PL_QUO_CT_TRANSACTNOW", "1e99", Whole),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_line_with_a_value_that_cannot_be_right_is_set_aside_with_the_reason(int index)
    {
        var (column, value, reason) = s_cases[index];
        using var book = new TestBook("sqlite", postgres);
        var bad = PerformanceCsv.Line($"{column}={value}");

        var report = book.Load(
            PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1"), bad, PerformanceCsv.Line("AGENCY_ID=2")),
            new LoadOptions { MaxRejectRate = 0.5 });

        Assert.Equal((3, 2, 0, 0, 1), (report.RowsRead, report.Inserted, report.Updated, report.Unchanged, report.Rejected));
        Assert.Equal(
            [$"1,3,{column},{value},{reason},{bad}"], book.Query("SELECT load_id, line, column_name, value, reason, raw FROM load_reject"));
        Assert.Equal(["1,2", "2,4"], book.Query("SELECT agency_id, source_line FROM fact_performance ORDER BY agency_id"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void All_of_them_in_one_file_are_set_aside_and_the_good_lines_between_them_loaded(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var bad = s_cases.Select(c => PerformanceCsv.Line($"{c.Column}={c.Value}")).ToList();

        var report = book.Load(
            PerformanceCsv.File([.. bad.SelectMany((line, i) => new[] { line, PerformanceCsv.Line($"AGENCY_ID={i}") })]),
            new LoadOptions { MaxRejectRate = 0.5 });

        Assert.Equal((s_cases.Length, s_cases.Length), (report.Inserted, report.Rejected));
        Assert.Equal(
            s_cases.Select((c, i) => $"{2 + 2 * i},{c.Column},{c.Value},{c.Reason},{bad[i]}"),
            book.Query("SELECT line, column_name, value, reason, raw FROM load_reject ORDER BY line"));
        Assert.Equal(
            Enumerable.Range(0, s_cases.Length).Select(i => $"{i},{3 + 2 * i}"),
            book.Query("SELECT agency_id, source_line FROM fact_performance ORDER BY agency_id"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_with_nothing_but_such_a_line_changes_nothing(int index)
    {
        var (column, value, reason) = s_cases[index];
        using var book = new TestBook("sqlite", postgres);

        Assert.Equal(
            $"1 of 1 lines cannot be right (100.0 %; at most 10.0 % may be); nothing was loaded. The first: line 2, {column} '{value}': {reason}.",
            book.Refusal(book.Directory.Write("bad.csv", PerformanceCsv.File(PerformanceCsv.Line($"{column}={value}")))));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_values_at_the_edges_of_what_is_right_are_loaded(string kind)
    {
        using var book = new TestBook(kind, postgres);

        var report = book.Load(PerformanceCsv.File(
            PerformanceCsv.Line(
                "AGENCY_ID=0",
                "MONTHS=1",
                "STAT_PROFILE_DATE_YEAR=1900",
                "WRTN_PREM_AMT=10000000000",
                "PRD_INCRD_LOSSES_AMT=-10000000000.00"),
            PerformanceCsv.Line(
                "AGENCY_ID=2147483647", "MONTHS=12", "STAT_PROFILE_DATE_YEAR=2100", "WRTN_PREM_AMT=0.01", "PRD_INCRD_LOSSES_AMT=-.5"),
            PerformanceCsv.Line(
                "AGENCY_ID=5",
                "PROD_LINE=cl",
                "STATE_ABBR=wv",
                "PROD_ABBR=ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJ",
                "WRTN_PREM_AMT=+1.50",
                "PRD_INCRD_LOSSES_AMT=1E3"),
            PerformanceCsv.Line("AGENCY_ID=6", "POLY_INFORCE_QTY=12.0", "WRTN_PREM_AMT= 7 ", "PRD_INCRD_LOSSES_AMT=0.10000", "LOSS_RATIO=1e-3")));

        Assert.Equal((4, 0), (report.Inserted, report.Rejected));
        Assert.Equal(
            ["0,OH,1900,0,1000000000000,-1000000000000,1", "5,WV,2010,0,150,100000,12", "6,OH,2010,12,700,10,12", "2147483647,OH,2100,0,1,-50,12"],
            book.Query(
                """
                SELECT agency_id, code, year, policies_in_force, written_cents, incurred_cents, months
                FROM fact_performance f JOIN dim_state s ON s.state_id = f.state_id ORDER BY agency_id
                """));
        Assert.Equal(
            ["ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJ,CL", "HOMEOWNERS,PL"],
            book.Query("SELECT code, line FROM dim_product ORDER BY code"));
        Assert.Equal(["0.001"], book.Query("SELECT loss_ratio FROM fact_performance WHERE agency_id = 6"));
    }

    [Fact]
    public void A_long_value_is_shortened_in_the_reason_and_kept_whole_in_the_line()
    {
        using var book = new TestBook("sqlite", postgres);
        var vendor = new string('v', 101);

        book.Load(PerformanceCsv.File(PerformanceCsv.Line($"VENDOR={vendor}")), new LoadOptions { MaxRejectRate = 1 });

        Assert.Equal(
            [$"VENDOR,{vendor[..100]}...,must be a text of at most 100 characters"],
            book.Query("SELECT column_name, value, reason FROM load_reject"));
        Assert.Contains(vendor, Assert.Single(book.Query("SELECT raw FROM load_reject")));
    }

    [Fact]
    public void Of_several_wrong_values_the_first_that_is_read_is_named()
    {
        using var book = new TestBook("sqlite", postgres);

        book.Load(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=x", "MONTHS=13")), new LoadOptions { MaxRejectRate = 1 });

        Assert.Equal(["2,AGENCY_ID,x"], book.Query("SELECT line, column_name, value FROM load_reject"));
    }
}
