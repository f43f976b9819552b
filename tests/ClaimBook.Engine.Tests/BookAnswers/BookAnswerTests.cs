using ClaimBook.Engine.Book;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.BookAnswers;

/// <summary>Answers about a book small enough to count by hand.</summary>
public sealed class BookAnswerTests
{
    static readonly DateOnly s_day = new(2024, 12, 31);

    // P-1 earns a dollar a day; P-2 covers 184 days of 2024, P-3 the 181 days until it was cancelled; the quote covers nothing.
    static readonly BookState s_book = new(
        change: 7, s_day,
        [
            new("P-1", new("Ada", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 366_00)),
            new("P-2", new("Bob", "BOP", "CL", 16, "PA", new(2024, 7, 1), new(2025, 7, 1), 1_000_00)),
            new("P-3", new("Cyd", "HOMEOWNERS", "PL", 3, "OH", new(2023, 1, 1), new(2024, 1, 1), 365_00) { CancelledOn = new(2023, 7, 1) }),
            new("P-4", new("Dan", "YACHT", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 999_00) { IsQuote = true }),
        ],
        [
            Claim("C-1", "p-1", new(2024, 3, 5), "Fire", ClaimStage.Open, paid: 100_00, outstanding: 50_00),
            Claim("C-2", "P-2", new(2024, 7, 31), "Hail", ClaimStage.Closed, paid: 300_00, recovered: 100_00),
            Claim("C-3", null, new(2024, 5, 1), "Fire", ClaimStage.Reported, outstanding: 1_000_00),
            Claim("C-4", "P-3", new(2023, 2, 1), "Fire", ClaimStage.Denied),
        ]);

    [Fact]
    public void Claims_count_in_the_year_of_their_loss_with_all_that_they_cost()
    {
        AssertTable("by=year measures=claims_reported,claims_open,claims_closed,paid,outstanding,recoveries,incurred,severity", RowScope.All,
            "2023 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 0",
            "2024 | 3 | 2 | 1 | 400 | 1050 | 100 | 1350 | 450",
            "total | 4 | 2 | 2 | 400 | 1050 | 100 | 1350 | 337.5");
    }

    [Fact]
    public void Ratios_between_claims_and_policies_are_right_at_every_level()
    {
        // 100,000 cents over 365 days, 184 of them passed: 50,410 whole cents.
        AssertTable("by=agency measures=claims_reported,book_earned_premium,policy_days,book_loss_ratio,frequency year=2024", RowScope.All,
            $"3 | 1 | 366 | 366 | {150_00 / 366_00.0:R} | {365.25 / 366:R}",
            $"16 | 1 | 504.1 | 184 | {200_00 / 504_10.0:R} | {365.25 / 184:R}",
            " | 1 |  |  |  | ",
            $"total | 3 | 870.1 | 550 | {1350_00 / 870_10.0:R} | {3 / 550.0 * 365.25:R}");
    }

    [Fact]
    public void A_limited_reader_sees_neither_other_agencies_nor_claims_without_a_policy()
    {
        AssertTable("measures=claims_reported,incurred,in_force_policies", RowScope.Of([3]), " | 2 | 150 | 1", "total | 2 | 150 | 1");
        AssertTable("measures=claims_reported,incurred,in_force_policies", RowScope.Of([]), "total |  |  | ");
    }

    [Fact]
    public void What_is_in_force_is_taken_at_the_end_of_each_month_and_for_the_total_at_the_end_of_all()
    {
        var table = AssertTable("by=month measures=in_force_policies,in_force_premium,policy_days year=2024 month=6..8", RowScope.All,
            "6 | 1 | 366 | 30",
            "7 | 2 | 1366 | 62",
            "8 | 2 | 1366 | 62",
            "total | 2 | 1366 | 154");
        Assert.Equal(["The total is of 2024-08-31, the last day of the selection: in_force_policies, in_force_premium."], table.Notices);
    }

    [Fact]
    public void Days_are_cut_exactly_and_none_comes_after_that_of_the_book()
    {
        var table = AssertTable("measures=policy_days,book_earned_premium,claims_reported from=2023-06-30 to=2024-01-01", RowScope.All, " | 2 | 2 | ", "total | 2 | 2 | ");
        Assert.Empty(table.Notices);
        table = AssertTable("measures=policy_days from=2024-12-31 to=2025-06-30", RowScope.All, " | 2", "total | 2");
        Assert.Equal(["The book is as of 2024-12-31; nothing is counted of later days."], table.Notices);
        Assert.Equal(table.Notices, Answer("measures=policy_days year=2024..2025", RowScope.All).Notices);
        Assert.Empty(Answer("measures=policy_days year=2024", RowScope.All).Notices);
        AssertTable("measures=policy_days from=2025-01-01", RowScope.All, "total | ");
    }

    [Fact]
    public void The_prior_year_is_the_same_days_a_year_before()
    {
        AssertTable("by=year measures=policy_days,claims_reported year=2024 month=2 compare=prior_year", RowScope.All,
            "2024 | 29 | 28 | 1 |  | 1 | ", "total | 29 | 28 | 1 |  | 1 | ");
    }

    [Fact]
    public void Months_add_up_to_years_to_the_cent()
    {
        var months = Answer("by=month,state measures=book_earned_premium year=2024", RowScope.All);
        Assert.Equal(870_10, ((ResultColumn<long?>)months.Columns[^1]).Values.Sum());
        Assert.Equal(870_10, ((ResultColumn<long?>)months.Columns[^1]).Total);
    }

    [Fact]
    public void Statuses_are_those_of_the_book_s_day_and_a_claim_without_a_policy_is_of_no_product()
    {
        AssertTable("by=status measures=claims_reported", RowScope.All, "reported | 1", "open | 1", "closed_with_payment | 1", "denied | 1", "total | 4");
        AssertTable("by=status measures=policy_days year=2023..2024", RowScope.All, "in_force | 550", "cancelled | 181", "total | 731");
        AssertTable("by=product measures=claims_reported product=!BOP sort=-claims_reported", RowScope.All, "HOMEOWNERS | 2", " | 1", "total | 3");
        AssertTable("measures=claims_reported product=none", RowScope.All, " | 1", "total | 1");
    }

    [Fact]
    public void A_filter_by_what_the_reader_does_not_know_says_what_they_do()
    {
        Assert.Equal(["No cause in the data is 'Flood'; known: Fire, Hail."], Answer("measures=claims_reported cause=Flood", RowScope.All).Notices);
        Assert.Equal(["No cause in the data is 'Hail'; known: Fire."], Answer("measures=claims_reported cause=Hail", RowScope.Of([3])).Notices);
        Assert.Equal(["No state in the data is 'PA'; known: OH."], Answer("measures=claims_reported state=PA", RowScope.Of([3])).Notices);
    }

    [Theory]
    [InlineData("measures=frequency by=cause", "by", "frequency cannot be asked by cause; measures that can: claims_reported, ")]
    [InlineData("measures=book_loss_ratio status=open", "status", "book_loss_ratio cannot be asked by status; measures that can: claims_reported, ")]
    [InlineData("measures=claims_reported,policy_days by=status", "by", "policy_days cannot be asked by status; measures that can: claims_reported, ")]
    [InlineData("measures=written_premium", "measures", "'written_premium' is unknown here; ask performance/summary. Allowed: claims_reported, ")]
    [InlineData("by=vendor", "by", "'vendor' is unknown here; ask performance/summary or quotes/summary. Allowed: agency, ")]
    [InlineData("allocation=whole", "allocation", "is not a parameter or a dimension. Allowed: by, ")]
    [InlineData("month=january", "month", "'january' is not a whole number, a range like 3..16")]
    public void What_cannot_be_asked_is_refused_with_what_can(string query, string parameter, string message)
    {
        Assert.False(AnalyticsQuery.TryParse(Queries.Pairs(query), QueryForm.Claims, out _, out var problems));
        Assert.StartsWith(message, Assert.Single(problems, p => p.Parameter == parameter).Message);
    }

    [Fact]
    public void Performance_says_where_the_book_s_figures_are()
    {
        Assert.False(AnalyticsQuery.TryParse(Queries.Pairs("measures=frequency by=cause,month status=open"), QueryForm.Star, out _, out var problems));
        Assert.Equal(
            ["is not a parameter or a dimension here; ask claims/summary or policies/summary.", "'cause' is unknown here; ask claims/summary.",
                "'month' is unknown here; ask claims/summary or policies/summary.", "'frequency' is unknown here; ask claims/summary or policies/summary."],
            problems.Select(p => p.Message.Split(" Allowed:")[0]));
    }

    static ResultTable AssertTable(string query, RowScope scope, params string[] expected)
    {
        var table = Answer(query, scope);
        string[] lines =
        [
            .. Enumerable.Range(0, table.Rows).Select(row => Line(table, c => c switch
            {
                ResultColumn<string> texts => texts.Values[row],
                ResultColumn<long?> numbers => Amount(c, numbers.Values[row]),
                ResultColumn<double?> ratios => $"{ratios.Values[row]:R}",
                _ => throw new InvalidOperationException(c.Name),
            }, table.Columns.Any(c => !c.IsMeasure) ? null : "")),
            Line(table, c => c switch
            {
                ResultColumn<long?> numbers => Amount(c, numbers.Total),
                ResultColumn<double?> ratios => $"{ratios.Total:R}",
                _ => null,
            }, "total"),
        ];
        Assert.Equal(expected, lines);
        return table;
    }

    static string Line(ResultTable table, Func<ResultColumn, string?> text, string? title) => string.Join(
        " | ", title is null ? table.Columns.Select(text) : table.Columns.Where(c => c.IsMeasure).Select(text).Prepend(title));

    static string Amount(ResultColumn column, long? value) => $"{(column.Unit is { IsMoney: true } ? value / 100m : value):0.##}";

    static ResultTable Answer(string query, RowScope scope) => new BookEngine(s_book).Answer(Queries.Parse(query, QueryForm.Claims), scope);

    static Claim Claim(string reference, string? policy, DateOnly day, string cause, ClaimStage stage, long paid = 0, long outstanding = 0, long recovered = 0) => new(
        reference, new ClaimDetails(policy, policy is null ? null : day, day, cause, "") { Stage = stage },
        [
            new(1, day, TransactionType.Payment, MoneyKind.Indemnity, paid, 0, ""),
            new(2, day, TransactionType.Reserve, MoneyKind.Expense, outstanding, outstanding, ""),
            new(3, day, TransactionType.Recovery, MoneyKind.Indemnity, recovered, 0, ""),
        ]);
}
