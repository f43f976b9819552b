using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests;

/// <summary>Answers over six facts and three quotes, computed by hand.</summary>
public sealed class HandMadeAnswerTests
{
    /// <summary>Agency 3 (Ohio) writes BOP from 2005 to 2007 and YACHT in 2007; agency 16 writes BOP in Indiana in 2006 and 2007.</summary>
    internal static Star Star { get; } = new(
        new StarDimensions(
            LoadId: 4,
            [Star.Agency(3, null, 1957, "Unknown", "under 100k"), Star.Agency(16, 3, null, "A", "5M and over")],
            [new(1, "YACHT", "yacht", "PL"), new(2, "BOP", "business owner's package", "CL")],
            [new(1, "OH", "Ohio"), new(2, "IN", "Indiana")],
            [new(2005, 5, 12), new(2006, 1, 12), new(2007, 1, 5)],
            [new(3, "CL", "MDS", 40, 10), new(3, "PL", "ELINKS", 60, 5), new(16, "CL", "MDS", null, null)]),
        [
            Fact(3, product: 1, state: 1, 2007, inForce: 4, priorInForce: null, retained: 0, newBusiness: 10_00, written: 30_00, prior: null, earned: 0, incurred: 5_00),
            Fact(3, product: 2, state: 1, 2005, inForce: 10, priorInForce: 9, retained: 8, newBusiness: 50_00, written: 245_00, prior: 200_00, earned: 200_00, incurred: 100_00),
            Fact(3, product: 2, state: 1, 2006, inForce: 12, priorInForce: 10, retained: 9, newBusiness: 65_00, written: 365_00, prior: 245_00, earned: 300_00, incurred: -60_00),
            Fact(3, product: 2, state: 1, 2007, inForce: 11, priorInForce: 12, retained: 10, newBusiness: 0, written: 151_00, prior: 150_00, earned: 100_00, incurred: 80_00),
            Fact(16, product: 2, state: 2, 2006, inForce: 20, priorInForce: null, retained: 1, newBusiness: 730_00, written: 730_00, prior: null, earned: 600_00, incurred: 0),
            Fact(16, product: 2, state: 2, 2007, inForce: 30, priorInForce: 20, retained: 15, newBusiness: 10_00, written: -5_00, prior: 300_00, earned: 50_00, incurred: 20_00),
        ]);

    [Fact]
    public void Ratios_are_computed_from_sums_at_the_level_shown()
    {
        Equal("by=state measures=written_premium,loss_ratio,premium_growth,retention_ratio,new_business_share",
            total: [1516_00m, 145.0 / 1250, 756.0 / 895 - 1, 42.0 / 51, 865.0 / 1516],
            ["IN", 725_00m, 20.0 / 650, -5.0 / 300 - 1, 15.0 / 20, 740.0 / 725],
            ["OH", 791_00m, 125.0 / 600, 761.0 / 595 - 1, 27.0 / 31, 125.0 / 791]);
    }

    [Fact]
    public void A_denominator_of_zero_or_less_gives_null()
    {
        Equal("by=product measures=loss_ratio,written_loss_ratio,retention_ratio year=2007 agency=3",
            total: [85.0 / 100, 85.0 / 181, 10.0 / 12], ["BOP", 0.8, 80.0 / 151, 10.0 / 12], ["YACHT", null, 5.0 / 30, null]);
        Equal("by=agency measures=written_loss_ratio year=2007 agency=16", total: [null], [16, null]);
    }

    [Fact]
    public void Policies_in_force_are_of_the_latest_year_and_never_added_over_years()
    {
        var table = Equal("by=agency measures=policies_in_force,average_premium", total: [45m, 176.0 / 45], [3, 15m, 181.0 / 15], [16, 30m, -5.0 / 30]);
        Assert.Contains("Of 2007, the latest year of the selection: policies_in_force, average_premium.", table.Notices);
        var byYear = Equal("by=year measures=policies_in_force year=2005..2006", total: [32m], [2005, 10m], [2006, 32m]);
        Assert.Contains("The total is of 2006, the latest year of the selection: policies_in_force.", byYear.Notices);
    }

    [Fact]
    public void A_balance_of_a_cut_year_is_taken_whole()
    {
        Equal("measures=policies_in_force,average_premium to=2006-01-31", total: [32m, 1095.0 / 32], [32m, 1095.0 / 32]);
    }

    [Fact]
    public void Dates_take_of_sums_the_share_of_the_covered_days()
    {
        // May to December 2005 are 245 days, of which 31 are December; 2006 has 31 of 365 days in January.
        var table = Equal("by=year measures=written_premium,loss_ratio from=2005-12-01 to=2006-01-31",
            total: [31_00m + 93_00m, (12_65.0 - 5_10) / (25_31 + 76_44)],
            [2005, 31_00m, 12_65.0 / 25_31], [2006, 93_00m, -5_10.0 / 76_44]);
        Assert.Equal([true, true], Answers.Column<bool>(table, "estimated").Values);
        Assert.Equal(
            ["Incomplete years: 2005 covers May to December.", "Sums are estimated by the share of days: 2005 counts 31 of 245 days; 2006 counts 31 of 365 days."],
            table.Notices);
    }

    [Fact]
    public void Allocation_whole_counts_every_touched_year_whole()
    {
        var table = Equal("measures=written_premium from=2005-12-01 to=2006-01-31 allocation=whole", total: [1340_00m], [1340_00m]);
        Assert.Equal(["Incomplete years: 2005 covers May to December."], table.Notices);
    }

    [Fact]
    public void An_incomplete_year_is_compared_with_the_same_months_of_the_year_before()
    {
        // January to May 2006 are 151 of 365 days: of 1,095.00 that is 453.00; policies in force are a state and taken whole.
        var table = Equal("measures=written_premium,policies_in_force,average_premium year=2007 compare=prior_year",
            total: [176_00m, 453_00m, -277_00m, 45m, 32m, 13m, 176.0 / 45, 453.0 / 32, (176.0 / 45) - (453.0 / 32)],
            [176_00m, 453_00m, -277_00m, 45m, 32m, 13m, 176.0 / 45, 453.0 / 32, (176.0 / 45) - (453.0 / 32)]);
        Assert.Equal(
            ["Incomplete years: 2007 covers January to May.", "Prior years count the same days as the years they are compared with, estimated: 2006 counts 151 of 365 days."],
            table.Notices);
    }

    [Fact]
    public void A_comparison_with_a_year_that_covers_less_is_said_to_be_unlike()
    {
        var table = Equal("by=year measures=written_premium year=2005..2006 compare=prior_year",
            total: [1340_00m, 245_00m, 1095_00m], [2005, 245_00m, null, null], [2006, 1095_00m, 245_00m, 850_00m]);
        Assert.Contains("2005 has no prior year to compare with.", table.Notices);
        Assert.Contains("2006 against 2005 is not like for like: 2005 covers only May to December.", table.Notices);
    }

    [Fact]
    public void Business_that_was_only_there_a_year_before_is_shown_in_a_comparison()
    {
        var withoutBop = Star with { Facts = [.. Star.Facts.Where(f => f.Key is not { AgencyId: 3, ProductId: 2, Year: 2007 })] };
        var table = withoutBop.Ask("by=product measures=written_premium year=2007 agency=3 compare=prior_year");
        Answers.Equal([["BOP", null, 151_00m, null], ["YACHT", 30_00m, null, null]], Answers.Rows(table), "rows");
        Answers.Equal([[30_00m, 151_00m, -121_00m]], [Answers.Total(table)], "total");
    }

    [Fact]
    public void What_is_subtracted_is_shared_and_rounded_like_what_is_shown()
    {
        // Agency 3 in January 2007: YACHT 6.16 - 2.05, BOP 31.00 - 0, both 37.16 - 2.05.
        Equal("by=product measures=renewal_premium year=2007 month=1 agency=3", total: [35_11m], ["BOP", 31_00m], ["YACHT", 4_11m]);
    }

    [Fact]
    public void Agencies_are_counted_once_whatever_they_write()
    {
        Equal("by=year measures=agencies", total: [2m], [2005, 1m], [2006, 2m], [2007, 2m]);
        Equal("by=product measures=agencies", total: [2m], ["BOP", 2m], ["YACHT", 1m]);
    }

    [Fact]
    public void Quotes_are_not_multiplied_by_rows_and_stand_beside_premium()
    {
        Equal("by=agency measures=written_premium,quotes,hit_ratio", total: [1516_00m, 100m, 0.15], [3, 791_00m, 100m, 0.15], [16, 725_00m, null, null]);
        Equal("by=platform measures=binds", total: [15m], ["ELINKS", 5m], ["MDS", 10m]);
    }

    [Fact]
    public void Rows_without_a_primary_agency_or_a_decade_come_last()
    {
        Equal("by=primary_agency measures=agencies", total: [2m], [3, 1m], [null, 1m]);
        Equal("by=appointment_decade measures=agencies sort=-appointment_decade", total: [2m], [1950, 1m], [null, 1m]);
    }

    [Fact]
    public void Sizes_are_ordered_from_small_to_large()
    {
        Equal("by=agency_size measures=agencies", total: [2m], ["under 100k", 1m], ["5M and over", 1m]);
    }

    [Fact]
    public void Having_hides_rows_but_not_from_the_total()
    {
        var table = Equal("by=agency measures=written_premium having=written_premium>=725.01", total: [1516_00m], [3, 791_00m]);
        Assert.Contains("Rows hidden by having: 1. The total covers them.", table.Notices);
        Assert.Equal(1, table.RowCount);
    }

    [Fact]
    public void Limit_and_offset_page_through_the_rows()
    {
        var table = Equal("by=product,year measures=written_premium sort=-written_premium limit=2 offset=1",
            total: [1516_00m], ["BOP", 2005, 245_00m], ["BOP", 2007, 146_00m]);
        Assert.Equal(4, table.RowCount);
        Assert.Empty(Answers.Rows(Star.Ask("by=product measures=agencies offset=2000000000")));
    }

    [Fact]
    public void A_filter_that_no_member_meets_gives_no_rows_and_names_the_known_members()
    {
        var table = Equal("by=year measures=written_premium state=ZZ", total: [null]);
        Assert.Contains("No state in the data is 'ZZ'; known: IN, OH.", table.Notices);
        Assert.DoesNotContain(Equal("by=year measures=written_premium agency=99", total: [null]).Notices, n => n.Contains("agency"));
        Assert.Contains("The selection touches no year of the data; it has 2005 to 2007.", Star.Ask("measures=agencies year=1999").Notices);
    }

    [Fact]
    public void A_scope_hides_even_the_names_of_others()
    {
        var table = Star.Ask("by=vendor,agency measures=written_premium,quotes vendor=Z,A,Unknown", RowScope.Of([16, 99]));
        Answers.Equal([["A", 16, 725_00m, null]], Answers.Rows(table), "scope");
        Assert.Contains("No vendor in the data is 'Z' or 'Unknown'; known: A.", table.Notices);
        Assert.Empty(Answers.Rows(Star.Ask("by=agency measures=agencies", RowScope.Of([]))));
    }

    [Fact]
    public void An_empty_cube_answers_with_no_rows()
    {
        var empty = new Star(new StarDimensions(0, [], [], [], [], []), []);
        Assert.Empty(Answers.Rows(empty.Ask("by=agency,year measures=written_premium,agencies,loss_ratio,policies_in_force compare=prior_year")));
        Assert.Empty(Answers.Rows(empty.Ask("measures=hit_ratio")));
    }

    [Fact]
    public void Facts_that_are_not_in_order_are_refused()
    {
        Assert.Throws<ArgumentException>(() => StarCube.Build(Star.Dimensions, Star.Facts.Reverse()));
    }

    static ResultTable Equal(string query, object?[] total, params object?[][] rows)
    {
        var table = Star.Ask(query);
        Answers.Equal(rows, Answers.Rows(table), query);
        Answers.Equal([total], [Answers.Total(table)], $"{query}, total");
        return table;
    }

    static PerformanceRow Fact(
        int agency, int product, int state, int year, int inForce, int? priorInForce, int retained, long newBusiness, long written, long? prior, long earned, long incurred) => new()
        {
            Key = new FactKey(agency, product, state, year),
            PoliciesInForce = inForce,
            PriorPoliciesInForce = priorInForce,
            RetainedPolicies = retained,
            NewBusinessCents = newBusiness,
            WrittenCents = written,
            PriorWrittenCents = prior,
            EarnedCents = earned,
            IncurredCents = incurred,
        };
}
