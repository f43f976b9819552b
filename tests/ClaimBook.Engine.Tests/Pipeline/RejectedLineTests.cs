using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class RejectedLineTests(PostgresServer postgres)
{
    static readonly LoadOptions s_anyRejects = new() { MaxRejectRate = 1 };

    static string Good(int agency) => PerformanceCsv.Line($"AGENCY_ID={agency}");

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_line_with_another_number_of_fields_than_the_header_is_set_aside(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var more = Good(2) + ",1";
        var fewer = "3,99999,BOP";

        var report = book.Load(PerformanceCsv.File(Good(1), more, fewer), s_anyRejects);

        Assert.Equal((3, 1, 2), (report.RowsRead, report.Inserted, report.Rejected));
        Assert.Equal(
            [$"3,,,has 50 fields; the header has 49,{more}", $"4,,,has 3 fields; the header has 49,{fewer}"],
            book.Query("SELECT line, column_name, value, reason, raw FROM load_reject ORDER BY line"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_key_given_twice_with_other_values_is_set_aside_the_second_time(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var again = PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=2");

        var report = book.Load(
            PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=1"), Good(2), again, again), s_anyRejects);

        Assert.Equal((4, 2, 0, 0, 2), (report.RowsRead, report.Inserted, report.Updated, report.Unchanged, report.Rejected));
        Assert.Equal(
            [
                $"4,gives agency, product, state and year of line 2 again, with other values; each may be given once,{again}",
                $"5,gives agency, product, state and year of line 2 again, with other values; each may be given once,{again}",
            ],
            book.Query("SELECT line, reason, raw FROM load_reject ORDER BY line"));
        Assert.Equal(
            ["1,100,2", "2,0,3"], book.Query("SELECT agency_id, written_cents, source_line FROM fact_performance ORDER BY agency_id"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_key_given_twice_with_the_same_values_is_no_reject_and_one_fact(string kind)
    {
        using var book = new TestBook(kind, postgres);

        var report = book.Load(PerformanceCsv.File(Good(1), Good(2), Good(1)));

        Assert.Equal((3, 2, 0, 1, 0), (report.RowsRead, report.Inserted, report.Updated, report.Unchanged, report.Rejected));
        Assert.Equal(["1,2", "2,3"], book.Query("SELECT agency_id, source_line FROM fact_performance ORDER BY agency_id"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_contradiction_is_judged_against_the_file_and_not_the_database(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=1")));

        var report = book.Load(
            PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=2"), PerformanceCsv.Line("WRTN_PREM_AMT=1")), s_anyRejects);

        Assert.Equal((2, 0, 1, 0, 1), (report.RowsRead, report.Inserted, report.Updated, report.Unchanged, report.Rejected));
        Assert.Equal(["200,2,2"], book.Query("SELECT written_cents, load_id, source_line FROM fact_performance"));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void An_open_quote_is_the_fault_of_its_line_alone(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var open = Good(2).Replace("Unknown", "\"Unknown", StringComparison.Ordinal);

        var report = book.Load(PerformanceCsv.File(Good(1), open, Good(3)), s_anyRejects);

        Assert.Equal((3, 2, 1), (report.RowsRead, report.Inserted, report.Rejected));
        Assert.Equal(
            [$"3,,a quoted field does not end on this line; quotes within a field are doubled,{open}"],
            book.Query("SELECT line, column_name, reason, raw FROM load_reject"));
        Assert.Equal(["1,2", "3,4"], book.Query("SELECT agency_id, source_line FROM fact_performance ORDER BY agency_id"));
    }

    [Fact]
    public void An_open_quote_is_the_fault_of_its_line_alone_in_a_long_file_too()
    {
        using var book = new TestBook("sqlite", postgres);
        var lines = Enumerable.Range(1, 20_000).Select(Good).ToArray();
        lines[4] = lines[4].Replace("Unknown", "\"Unknown", StringComparison.Ordinal);

        var report = book.Load(PerformanceCsv.File(lines));

        Assert.Equal((20_000, 19_999, 1), (report.RowsRead, report.Inserted, report.Rejected));
        Assert.Equal(
            ["6,a quoted field does not end on this line; quotes within a field are doubled"],
            book.Query("SELECT line, reason FROM load_reject"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_last_line_that_was_cut_off_is_set_aside_and_the_rest_loads(string kind)
    {
        using var book = new TestBook(kind, postgres);

        var report = book.Load(PerformanceCsv.File(Good(1), Good(2)) + "3,99999,HOMEOWNERS,PL,O", s_anyRejects);

        Assert.Equal((3, 2, 1), (report.RowsRead, report.Inserted, report.Rejected));
        Assert.Equal(
            ["4,has 5 fields; the header has 49,3,99999,HOMEOWNERS,PL,O"], book.Query("SELECT line, reason, raw FROM load_reject"));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_zero_byte_far_into_the_file_is_a_reject_whose_line_is_kept_to_its_end(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var lines = Enumerable.Range(1, 3000).Select(Good).ToArray();
        lines[2999] = PerformanceCsv.Line("VENDOR=A\0B");

        book.Load(PerformanceCsv.File(lines));

        Assert.Equal(
            [$"3001,VENDOR,A\uFFFDB,{PerformanceCsv.Line("VENDOR=A\uFFFDB")}"],
            book.Query("SELECT line, column_name, value, raw FROM load_reject"));
    }

    [Theory]
    [InlineData(1, 10, 0.1, true)]
    [InlineData(2, 10, 0.1, false)]
    [InlineData(0, 1, 0, true)]
    [InlineData(1, 10, 0, false)]
    [InlineData(5, 5, 1, true)]
    [InlineData(3, 10, 0.3, true)]
    [InlineData(29, 100, 0.29, true)]
    [InlineData(57, 100, 0.57, true)]
    [InlineData(58, 100, 0.57, false)]
    public void As_many_rejects_as_the_rate_allows_are_let_through_and_not_one_more(int rejects, int lines, double rate, bool loads)
    {
        using var book = new TestBook("sqlite", postgres);
        book.Load(PerformanceCsv.File(Good(0)));
        var file = book.Directory.Write(
            "rate.csv", PerformanceCsv.File(
                [.. Enumerable.Range(1, lines).Select(i => i <= rejects ? PerformanceCsv.Line("MONTHS=0") : Good(i))]));
        var options = new LoadOptions { MaxRejectRate = rate };

        if (loads)
            Assert.Equal(
                (lines - rejects, rejects), (book.LoadFile(file, options).Inserted, book.Query("SELECT 1 FROM load_reject").Count));
        else
            Assert.StartsWith($"{rejects} of {lines} lines cannot be right (", book.Refusal(file, options));
        book.AssertConsistent();
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Too_many_rejects_change_nothing_and_the_message_names_the_first_three(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(Good(1)));
        var file = book.Directory.Write(
            "bad.csv",
            PerformanceCsv.File(Good(1), "x", PerformanceCsv.Line("MONTHS=13"), PerformanceCsv.Line("STATE_ABBR=X"), "y", Good(9)));

        Assert.Equal(
            "4 of 6 lines cannot be right (66.7 %; at most 10.0 % may be); nothing was loaded. The first: line 3: has 1 fields; the header has 49; "
            + "line 4, MONTHS '13': must be a whole number from 1 to 12; line 5, STATE_ABBR 'X': must be a state code of two letters.",
            book.Refusal(file));
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task The_rejects_of_a_load_come_back_as_a_CSV(string kind)
    {
        using var book = new TestBook(kind, postgres);
        book.Load(PerformanceCsv.File(Good(1), "=a \"b\",2"), s_anyRejects);
        book.Load(PerformanceCsv.File(Good(2), PerformanceCsv.Line("MONTHS=é")), s_anyRejects);
        using var connection = book.Database.Connect();

        var (first, second) = (RejectsTable.Of(book.Database, connection, 1, RowScope.All), RejectsTable.Of(book.Database, connection, 2, RowScope.All));

        Assert.Equal((1, 1), (first.RowCount, second.RowCount));
        Assert.Equal(
            "\uFEFFline,column,value,reason,raw\r\n3,,,has 2 fields; the header has 49,\"'=a \"\"b\"\",2\"\r\n", await Written.Text(first, ExportFormat.Csv));
        Assert.Equal(
            $"\uFEFFline,column,value,reason,raw\r\n3,MONTHS,é,must be a whole number from 1 to 12,\"{PerformanceCsv.Line("MONTHS=é")}\"\r\n",
            await Written.Text(second, ExportFormat.Csv));
        Assert.Equal(
            "There is no load 3; claimbook status lists the loads.",
            Assert.Throws<ClaimBookException>(() => RejectsTable.Of(book.Database, connection, 3, RowScope.All)).Message);
    }
}
