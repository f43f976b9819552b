namespace ClaimBook.Engine.Tests.Samples;

/// <summary>Rules that hold between the columns of the real file, checked on each generated row.</summary>
public sealed class SampleConsistencyTests
{
    static IReadOnlyList<GeneratedRow> Rows => GeneratedFile.Full.Value.Rows;

    [Fact]
    public void Each_agency_product_state_and_year_occurs_once_and_in_order()
    {
        var keys = Rows.Select(row => new FileKey(row.Agency, row.Line, row.Product, row.State, row.Year)).ToList();
        Assert.All(keys.Zip(keys.Skip(1)), pair => Assert.True(Compare(pair.First, pair.Second) < 0));

        static int Compare(FileKey a, FileKey b) =>
            (a.Agency.CompareTo(b.Agency), string.CompareOrdinal(a.Line, b.Line), string.CompareOrdinal(a.Product, b.Product),
                string.CompareOrdinal(a.State, b.State), a.Year.CompareTo(b.Year)) switch
            {
                (0, 0, 0, 0, var year) => year,
                (0, 0, 0, var state, _) => state,
                (0, 0, var product, _, _) => product,
                (0, var line, _, _, _) => line,
                var (agency, _, _, _, _) => agency,
            };
    }

    [Fact]
    public void A_product_belongs_to_one_line() =>
        Assert.All(Rows.GroupBy(row => row.Product), product => Assert.Single(product.Select(row => row.Line).Distinct()));

    [Fact]
    public void Attributes_and_quote_counts_are_the_same_on_every_row_of_an_agency() =>
        Assert.All(Rows.GroupBy(row => row.Agency), agency =>
        {
            Assert.Single(agency.Select(row => row.Fields[1]).Distinct());
            Assert.Single(agency.Select(row => string.Join(',', row.Fields[19..])).Distinct());
        });

    [Fact]
    public void No_more_policies_are_bound_than_quoted() =>
        Assert.All(Rows.DistinctBy(row => row.Agency), row =>
        {
            for (var bound = 33; bound < 49; bound += 2)
                Assert.True(int.Parse(row.Fields[bound]) <= int.Parse(row.Fields[bound + 1]));
        });

    [Fact]
    public void A_year_covers_the_months_that_the_file_has_of_it() =>
        Assert.All(Rows, row => Assert.InRange(row.Months, 1, row.Year switch { 2005 => 8, 2015 => 5, _ => 12 }));

    [Fact]
    public void The_prior_columns_of_a_full_year_equal_the_row_of_the_year_before()
    {
        var byKey = Rows.ToDictionary(row => row.Key);
        var compared = 0;
        foreach (var row in Rows.Where(row => row.Year > 2006 && row.Months == 12))
        {
            if (!byKey.TryGetValue(row.Key with { Year = row.Year - 1 }, out var before))
                continue;
            Assert.Equal((before.Written, before.InForce), (row.PriorWritten, row.PriorInForce));
            compared++;
        }
        Assert.True(compared > 100_000);
    }

    [Fact]
    public void The_prior_columns_of_a_partial_year_cover_the_same_months_only()
    {
        var totals = Rows.GroupBy(row => row.Year).ToDictionary(year => year.Key, year => (
            Written: year.Sum(row => row.Written),
            Prior: year.Where(row => row.PriorWritten != GeneratedRow.Missing).Sum(row => row.PriorWritten)));
        Assert.InRange(totals[2015].Prior / totals[2014].Written, 0.3m, 0.5m);
        Assert.InRange(totals[2006].Prior / totals[2005].Written, 1.3m, 1.7m);
    }

    [Fact]
    public void Both_prior_columns_are_missing_together_and_only_where_no_year_before_is_known()
    {
        var keys = Rows.Select(row => row.Key).ToHashSet();
        Assert.All(Rows, row =>
        {
            Assert.Equal(row.PriorWritten == GeneratedRow.Missing, row.PriorInForce == GeneratedRow.Missing);
            var hasYearBefore = row.Months == 12 && keys.Contains(row.Key with { Year = row.Year - 1 });
            Assert.False(hasYearBefore && row.PriorWritten == GeneratedRow.Missing);
        });
    }

    [Fact]
    public void Commercial_lines_count_policies_of_packages_only_and_packages_have_no_premium() =>
        Assert.All(Rows.Where(row => row.Line == "CL"), row => Assert.Equal(0, row.Product == "COMMPOL" ? row.Written : row.InForce));

    [Fact]
    public void The_retention_ratio_is_retained_over_prior_policies_unless_it_would_exceed_one() =>
        Assert.All(Rows, row => Assert.Equal(
            row.PriorInForce is 0 or GeneratedRow.Missing || row.Retained > row.PriorInForce
                ? GeneratedRow.Missing
                : Rounded(row.Retained / row.PriorInForce),
            row.RetentionRatio));

    [Fact]
    public void The_loss_ratio_is_losses_over_written_premium_or_the_code_that_says_why_not() =>
        Assert.All(Rows, row => Assert.Equal(
            row switch
            {
                { Written: > 0 } => Rounded(row.Losses / row.Written),
                { Written: 0, Losses: > 0 } => 99998,
                { Written: 0, Losses: < 0 } => 99997,
                _ => GeneratedRow.Missing,
            },
            row.LossRatio));

    [Fact]
    public void The_three_year_ratios_follow_from_the_agencys_rows_of_twelve_months() =>
        Assert.All(Rows.GroupBy(row => (row.Agency, row.Line)), line =>
        {
            var years = line.Where(row => row.Months == 12).GroupBy(row => row.Year).OrderBy(year => year.Key).ToList();
            Assert.All(line, row =>
            {
                var last = years.FindIndex(year => year.Key == row.Year);
                Assert.Equal(LossRatioOf(years, last), row.LossRatio3Year);
                Assert.Equal(GrowthOf(years, last), row.Growth3Year, 9);
            });
        });

    static decimal LossRatioOf(List<IGrouping<int, GeneratedRow>> years, int last)
    {
        var ratios = years.Take(last + 1).TakeLast(3)
            .Select(year => (Losses: year.Sum(row => row.Losses), Written: year.Sum(row => row.Written)))
            .Where(year => year.Written > 0)
            .Select(year => year.Losses / year.Written)
            .ToList();
        return ratios.Count == 0 ? GeneratedRow.Missing : Rounded(ratios.Average());
    }

    static decimal GrowthOf(List<IGrouping<int, GeneratedRow>> years, int last)
    {
        if (last < 2)
            return GeneratedRow.Missing;
        var before = last > 2
            ? years[last - 3].Sum(row => row.Written)
            : years[0].Where(row => row.PriorWritten != GeneratedRow.Missing).Sum(row => row.PriorWritten);
        var written = years[last].Sum(row => row.Written);
        return before <= 0 || written < 0
            ? GeneratedRow.Missing
            : Rounded((decimal)(Math.Pow((double)(written / before), 1.0 / 3) - 1));
    }

    sealed record FileKey(int Agency, string Line, string Product, string State, int Year);

    static decimal Rounded(decimal ratio) => decimal.Round(ratio, 9, MidpointRounding.AwayFromZero);
}
