using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

/// <summary>What is computed from all facts: the months that a year covers, and the size of an agency.</summary>
public sealed class CoveredYearTests(PostgresServer postgres)
{
    const string Years = "SELECT year, first_month, last_month, CASE WHEN is_complete THEN 'complete' ELSE 'incomplete' END FROM dim_year ORDER BY year";

    static string Row(int year, int months, string written = "0", int agency = 7, string state = "OH") =>
        PerformanceCsv.Line(
            $"STAT_PROFILE_DATE_YEAR={year}", $"MONTHS={months}", $"WRTN_PREM_AMT={written}", $"AGENCY_ID={agency}", $"STATE_ABBR={state}");

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_first_year_lacks_its_beginning_and_a_later_one_its_end(string kind)
    {
        using var book = new TestBook(kind, postgres);

        book.Load(PerformanceCsv.File(
            Row(2005, 8), Row(2005, 3, state: "KY"), Row(2006, 12), Row(2007, 11), Row(2007, 12, state: "KY"), Row(2015, 5)));

        Assert.Equal(["2005,5,12,incomplete", "2006,1,12,complete", "2007,1,12,complete", "2015,1,5,incomplete"], book.Query(Years));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_single_year_lacks_its_end_until_another_comes_after_it(string kind)
    {
        using var book = new TestBook(kind, postgres);

        book.Load(PerformanceCsv.File(Row(2010, 8)));
        Assert.Equal(["2010,1,8,incomplete"], book.Query(Years));

        book.Load(PerformanceCsv.File(Row(2011, 12)));
        Assert.Equal(["2010,5,12,incomplete", "2011,1,12,complete"], book.Query(Years));

        book.Load(PerformanceCsv.File(Row(2009, 12)));
        Assert.Equal(["2009,1,12,complete", "2010,1,8,incomplete", "2011,1,12,complete"], book.Query(Years));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void An_update_that_lowers_the_months_lowers_what_the_year_covers(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(Row(2009, 12), Row(2010, 12), Row(2010, 4, state: "KY")));

        book.Load(PerformanceCsv.File(Row(2010, 3)));
        Assert.Equal(["2009,1,12,complete", "2010,1,4,incomplete"], book.Query(Years));

        book.Load(PerformanceCsv.File(Row(2009, 12), Row(2010, 3)), new() { Replace = true });
        Assert.Equal(["2009,1,12,complete", "2010,1,3,incomplete"], book.Query(Years));

        book.Load(PerformanceCsv.File(Row(2010, 6)));
        Assert.Equal(["2009,1,12,complete", "2010,1,6,incomplete"], book.Query(Years));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void When_the_first_year_goes_the_next_one_is_the_first(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(Row(2009, 12), Row(2010, 8), Row(2011, 12)));
        Assert.Equal(["2009,1,12,complete", "2010,1,8,incomplete", "2011,1,12,complete"], book.Query(Years));

        book.Load(PerformanceCsv.File(Row(2010, 8), Row(2011, 12)), new() { Replace = true });

        Assert.Equal(["2010,5,12,incomplete", "2011,1,12,complete"], book.Query(Years));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void An_agencys_size_is_the_band_of_its_premium_in_the_latest_complete_year(string kind)
    {
        using var book = new TestBook(kind, postgres);
        (string Written, string Band)[] sizes =
        [
            ("-5", "no premium"), ("0", "no premium"), ("0.01", "under 100k"), ("99999.99", "under 100k"), ("100000", "100k to 500k"), ("499999.99", "100k to 500k"),
            ("500000", "500k to 1M"), ("1000000", "1M to 5M"), ("4999999.99", "1M to 5M"), ("5000000", "5M and over"),
        ];

        book.Load(PerformanceCsv.File(
        [
            .. sizes.Index().Select(s => Row(2010, 12, s.Item.Written, agency: s.Index)),
            Row(2010, 12, "100000", agency: 50), Row(2010, 12, "400000", agency: 50, state: "KY"),
            Row(2009, 12, "7000000", agency: 51), Row(2011, 5, "7000000", agency: 51), Row(2011, 5, "7000000", agency: 0),
        ]));

        Assert.Equal(
            [.. sizes.Select(s => s.Band), "500k to 1M", "no premium"],
            book.Query("SELECT agency_size FROM dim_agency ORDER BY agency_id"));
        Assert.All(sizes, s => Assert.Equal(s.Band, AgencySize.BandOf((long)(decimal.Parse(s.Written) * 100))));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Sizes_follow_when_another_year_becomes_the_latest_complete_one(string kind)
    {
        using var book = new TestBook(kind, postgres);
        const string sizes = "SELECT agency_id, agency_size FROM dim_agency ORDER BY agency_id";
        book.Load(PerformanceCsv.File(Row(2010, 5, "200000", agency: 1), Row(2010, 5, "2", agency: 2)));
        Assert.Equal(["1,no premium", "2,no premium"], book.Query(sizes));

        book.Load(PerformanceCsv.File(Row(2010, 12, "600000", agency: 1)));
        Assert.Equal(["1,500k to 1M", "2,under 100k"], book.Query(sizes));

        book.Load(PerformanceCsv.File(Row(2011, 12, "1", agency: 1)));
        Assert.Equal(["1,under 100k", "2,no premium"], book.Query(sizes));
    }
}
