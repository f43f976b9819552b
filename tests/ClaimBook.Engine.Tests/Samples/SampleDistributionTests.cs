using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests.Samples;

/// <summary>The generated file at full size beside the figures measured on the real one (the data dictionary).</summary>
public sealed class SampleDistributionTests
{
    const int RealRows = 213_328;
    static GeneratedFile File => GeneratedFile.Full.Value;

    [Fact]
    public void It_has_the_real_files_columns_and_number_of_rows()
    {
        Assert.Equal(PerformanceFile.Columns.Select(column => column.Name), File.Header);
        Assert.Equal(RealRows, File.Rows.Count);
        Assert.All(File.Rows, row => Assert.Equal(49, row.Fields.Length));
    }

    [Fact]
    public void Agencies_are_about_as_many_and_of_very_different_size()
    {
        var sizes = File.Rows.GroupBy(row => row.Agency)
            .Select(agency => (Rows: agency.Count(), Written: agency.Sum(row => row.Written)))
            .ToList();
        Assert.InRange(sizes.Count, 1_623 * 0.9, 1_623 * 1.1);
        Assert.InRange(sizes.Max(agency => agency.Rows), 400, 800);
        Assert.True(sizes.Count(agency => agency.Rows < 20) > 100);
        Assert.True(sizes.Max(agency => agency.Written) > 6 * sizes.Average(agency => agency.Written));
    }

    [Fact]
    public void All_28_products_six_states_and_eleven_years_occur()
    {
        string[] products =
        [
            "ANNIV", "ANNIV   12", "BOILERMACH", "BOP", "COMMAUTO", "COMMINLMAR", "COMMPOL", "COMMUMBREL", "CRIME", "CYCLES", "CYCLES  12",
            "DTALK", "DTALK   12", "DWELLFIRE", "FIREALLIED", "GARAGE", "GENERALIAB", "HOMEOWNERS", "MOBILEHOME", "MOTORHOM12", "MOTORHOME",
            "PERSAIP", "PERSINLMAR", "PERSUMBREL", "SNOWMOBI12", "SNOWMOBILE", "WORKCOMP", "YACHT",
        ];
        Assert.Equal(products, File.Rows.Select(row => row.Product).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["IN", "KY", "MI", "OH", "PA", "WV"], File.Rows.Select(row => row.State).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(2005, 11), File.Rows.Select(row => row.Year).Distinct().Order());
    }

    [Fact]
    public void The_first_and_the_last_year_are_partial_and_the_others_complete() =>
        Assert.Equal(
            [8, 12, 12, 12, 12, 12, 12, 12, 12, 12, 5],
            File.Rows.GroupBy(row => row.Year).OrderBy(year => year.Key).Select(year => year.Max(row => row.Months)));

    [Theory]
    [InlineData("PRIMARY_AGENCY_ID", 37_874)]
    [InlineData("PREV_POLY_INFORCE_QTY", 13_893)]
    [InlineData("PREV_WRTN_PREM_AMT", 13_893)]
    [InlineData("RETENTION_RATIO", 129_978)]
    [InlineData("LOSS_RATIO", 51_232)]
    [InlineData("LOSS_RATIO_3YR", 49_117)]
    [InlineData("GROWTH_RATE_3YR", 91_067)]
    [InlineData("AGENCY_APPOINTMENT_YEAR", 5_639)]
    [InlineData("ACTIVE_PRODUCERS", 5_639)]
    [InlineData("MAX_AGE", 5_639)]
    [InlineData("MIN_AGE", 5_639)]
    [InlineData("CL_QUO_CT_MDS", 98_689)]
    [InlineData("PL_QUO_CT_eQTte", 57_444)]
    public void A_column_misses_about_as_many_values(string column, int realCount)
    {
        var index = Array.IndexOf(File.Header, column);
        Assert.Equal(100.0 * realCount / RealRows, File.Percent(row => row.Fields[index] == "99999"), 1.5);
    }

    [Fact]
    public void Written_premium_comes_to_the_real_total_within_a_tenth() =>
        Assert.InRange(File.Rows.Sum(row => row.Written) / 4_188_201_163.52m, 0.9m, 1.1m);

    [Fact]
    public void Negative_amounts_are_about_as_frequent()
    {
        Assert.Equal(100.0 * 4_796 / RealRows, File.Percent(row => row.Written < 0), 0.5);
        Assert.Equal(100.0 * 7_294 / RealRows, File.Percent(row => row.Losses < 0), 0.5);
    }

    [Fact]
    public void The_extremes_are_of_the_real_order()
    {
        Assert.InRange(File.Rows.Min(row => row.Written), -400_000, -100_000);
        Assert.InRange(File.Rows.Max(row => row.Written), 1_000_000, 3_000_000);
        Assert.InRange(File.Rows.Min(row => row.Losses), -8_000_000, -2_000_000);
        Assert.InRange(File.Rows.Max(row => row.Losses), 3_000_000, 9_000_000);
        Assert.InRange(File.Rows.Max(row => row.InForce), 12_000, 40_000);
    }

    [Fact]
    public void Losses_are_a_plausible_share_of_the_earned_premium() =>
        Assert.InRange(File.Rows.Sum(row => row.Losses) / File.Rows.Sum(row => row.Earned), 0.5m, 0.7m);

    [Theory]
    [InlineData("99997")]
    [InlineData("99998")]
    [InlineData("99999")]
    public void Each_loss_ratio_code_occurs(string code) => Assert.True(File.Rows.Count(row => row.Fields[16] == code) > 500);
}
