using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class MissingCodeTests(PostgresServer postgres)
{
    const string Nulls =
        """
        SELECT primary_agency_id, prior_policies_in_force, prior_written_cents, retention_ratio, loss_ratio, loss_ratio_3yr, growth_rate_3yr,
            appointment_year, active_producers, max_age, min_age, pl_start_year, pl_end_year, commissions_start_year, commissions_end_year,
            cl_start_year, cl_end_year, activity_notes_start_year, activity_notes_end_year
        FROM fact_performance f JOIN dim_agency a ON a.agency_id = f.agency_id JOIN fact_agency_line_year r ON r.agency_id = f.agency_id
        """;

    static readonly string[] s_columnsWithCode =
    [
        "PRIMARY_AGENCY_ID", "PREV_POLY_INFORCE_QTY", "PREV_WRTN_PREM_AMT", "RETENTION_RATIO", "LOSS_RATIO", "LOSS_RATIO_3YR", "GROWTH_RATE_3YR",
        "AGENCY_APPOINTMENT_YEAR", "ACTIVE_PRODUCERS", "MAX_AGE", "MIN_AGE", "PL_START_YEAR", "PL_END_YEAR", "COMMISIONS_START_YEAR", "COMMISIONS_END_YEAR",
        "CL_START_YEAR", "CL_END_YEAR", "ACTIVITY_NOTES_START_YEAR", "ACTIVITY_NOTES_END_YEAR",
        "CL_BOUND_CT_MDS", "CL_QUO_CT_MDS", "CL_BOUND_CT_SBZ", "CL_QUO_CT_SBZ", "CL_BOUND_CT_eQT", "CL_QUO_CT_eQT", "PL_BOUND_CT_ELINKS", "PL_QUO_CT_ELINKS",
        "PL_BOUND_CT_PLRANK", "PL_QUO_CT_PLRANK", "PL_BOUND_CT_eQTte", "PL_QUO_CT_eQTte", "PL_BOUND_CT_APPLIED", "PL_QUO_CT_APPLIED",
        "PL_BOUND_CT_TRANSACTNOW", "PL_QUO_CT_TRANSACTNOW",
    ];

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_missing_code_is_NULL_on_the_columns_that_have_it(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var line = PerformanceCsv.Line([.. s_columnsWithCode.Select(c => $"{c}=99999")]);

        book.Load(PerformanceCsv.File(line));

        Assert.Equal([new string(',', 18)], book.Query(Nulls));
        Assert.Equal(["8,0,0"], book.Query("SELECT count(*), count(quoted), count(bound) FROM fact_quotes"));
        Assert.Equal(PerformanceCsv.File(line), book.Original());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_missing_code_is_a_number_like_any_other_elsewhere(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var line = PerformanceCsv.Line(
            "AGENCY_ID=99999", "PROD_ABBR=99999", "RETENTION_POLY_QTY=99999", "POLY_INFORCE_QTY=99999", "NB_WRTN_PREM_AMT=99999", "WRTN_PREM_AMT=99999",
            "PRD_ERND_PREM_AMT=99999", "PRD_INCRD_LOSSES_AMT=99999", "VENDOR=99999", "VENDOR_IND=99999");

        book.Load(PerformanceCsv.File(line));

        Assert.Equal(
            ["99999,99999,99999,9999900,9999900,9999900,9999900"],
            book.Query(
                """
                SELECT agency_id, retained_policies, policies_in_force, new_business_cents, written_cents, earned_cents, incurred_cents
                FROM fact_performance
                """));
        Assert.Equal(["99999,99999"], book.Query("SELECT vendor_indicator, vendor FROM dim_agency"));
        Assert.Equal(["99999"], book.Query("SELECT code FROM dim_product"));
        Assert.Equal(PerformanceCsv.File(line), book.Original());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_loss_ratio_keeps_which_of_its_three_codes_it_was(string kind)
    {
        using var book = new TestBook(kind, postgres);
        string[] ratios = ["99999", "99998", "99997", "99996", "0.5", "-3", "99998.5"];
        string[] lines = [.. ratios.Select((r, i) => PerformanceCsv.Line($"AGENCY_ID={i}", $"LOSS_RATIO={r}"))];

        book.Load(PerformanceCsv.File(lines));

        Assert.Equal(
            [",99999", ",99998", ",99997", "99996,", "0.5,", "-3,", "99998.5,"],
            book.Query("SELECT loss_ratio, loss_ratio_code FROM fact_performance ORDER BY agency_id"));
        Assert.Equal(PerformanceCsv.File(lines), book.Original());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_other_two_codes_of_the_loss_ratio_are_numbers_on_other_columns(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var line = PerformanceCsv.Line(
            "RETENTION_RATIO=99998",
            "LOSS_RATIO_3YR=99997",
            "PREV_WRTN_PREM_AMT=99998",
            "PREV_POLY_INFORCE_QTY=99997",
            "CL_QUO_CT_MDS=99998");

        book.Load(PerformanceCsv.File(line));

        Assert.Equal(
            ["99998,9999800,99997"],
            book.Query("SELECT retention_ratio, prior_written_cents, prior_policies_in_force FROM fact_performance"));
        Assert.Equal(PerformanceCsv.File(line), book.Original());
    }

    [Theory]
    [InlineData("0.123456789")]
    [InlineData("-1568.123456789")]
    [InlineData("0.00001")]
    [InlineData("1.2345678901234567E-15")]
    [InlineData("1e-30")]
    [InlineData("12345678901234567890")]
    [InlineData("1.7976931348623157E308")]
    public void A_ratio_comes_back_as_it_was(string ratio)
    {
        using var book = new TestBook("sqlite", postgres);
        book.Load(PerformanceCsv.File(PerformanceCsv.Line($"LOSS_RATIO={ratio}", $"GROWTH_RATE_3YR={ratio}")));

        var fields = book.Original().Split("\r\n")[1].Split(',');

        Assert.Equal(double.Parse(ratio), double.Parse(fields[16]));
        Assert.Equal(double.Parse(ratio), double.Parse(fields[18]));
    }
}
