using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

public sealed class AnalyticsQueryTests
{
    [Fact]
    public void A_query_says_all_it_can_say()
    {
        var query = Queries.Parse("""
            by=state,year measures=written_premium,loss_ratio state=!OH,PA year=2008..2012,2015 agency=3,16,none month=1..6
            having=written_premium>100000.50 having=loss_ratio<=0.7 sort=-written_premium,state limit=100 offset=20
            compare=prior_year allocation=whole
            """);
        Assert.Equal([InsuranceCatalog.State, InsuranceCatalog.Year], query.By);
        Assert.Equal(["written_premium", "loss_ratio"], query.Measures.Select(m => m.Name));
        var state = query.Filters.OfType<TextFilter>().Single();
        Assert.True(state.Excludes);
        Assert.Equal(["OH", "PA"], state.Values);
        var year = query.Filters.OfType<NumberFilter>().Single(f => f.Dimension == InsuranceCatalog.Year);
        Assert.False(year.Excludes);
        Assert.Equal([(2008, 2012), (2015, 2015)], year.Ranges);
        var agency = query.Filters.OfType<NumberFilter>().Single(f => f.Dimension == InsuranceCatalog.Agency);
        Assert.True(agency.NamesNone);
        Assert.Equal([(3, 3), (16, 16)], agency.Ranges);
        Assert.Equal((1, 6), (query.Dates.FirstMonth, query.Dates.LastMonth));
        Assert.Equal([new("written_premium", ">", 100000.50m), new("loss_ratio", "<=", 0.7m)], query.Having);
        Assert.Equal([new("written_premium", Descending: true), new("state", Descending: false)], query.Sort);
        Assert.Equal((100, 20), (query.Limit, query.Offset));
        Assert.True(query.ComparesPriorYear);
        Assert.Equal(Allocation.Whole, query.Allocation);
    }

    [Fact]
    public void A_query_needs_only_measures()
    {
        var query = Queries.Parse("measures=agencies");
        Assert.Empty(query.By);
        Assert.Null(query.Limit);
        Assert.Equal(DateSelection.All, query.Dates);
        Assert.Equal(Allocation.Days, query.Allocation);
    }

    [Fact]
    public void From_and_to_are_dates_and_one_is_enough()
    {
        Assert.Equal(new DateOnly(2014, 6, 30), Queries.Parse("measures=agencies to=2014-06-30").Dates.To);
        Assert.Equal(new DateOnly(2014, 6, 30), Queries.Parse("measures=agencies from=2014-06-30 to=2014-06-30").Dates.From);
    }

    [Theory]
    [InlineData("measures=", "measures", "has an empty value")]
    [InlineData("measures=agencies,,quotes", "measures", "has an empty value")]
    [InlineData("measures=written_premum", "measures", "'written_premum' is unknown; did you mean 'written_premium'? Allowed: written_premium, ")]
    [InlineData("measures=agencies by=stat", "by", "'stat' is unknown; did you mean 'state'? Allowed: agency, ")]
    [InlineData("measures=agencies by=xyzzyx", "by", "'xyzzyx' is unknown. Allowed: agency, ")]
    [InlineData("measures=agencies by=state,state", "by", "names 'state' twice")]
    [InlineData("measures=agencies stat=OH", "stat", "is not a parameter or a dimension; did you mean 'state'? Allowed: by, ")]
    [InlineData("measures=agencies state=OH state=PA", "state", "is given more than once")]
    [InlineData("measures=agencies state=", "state", "has an empty value")]
    [InlineData("measures=agencies state=!", "state", "has an empty value")]
    [InlineData("measures=agencies state=O\u0001H", "state", "has a control character")]
    [InlineData("measures=agencies year=2012..2008", "year", "'2012..2008' is not a whole number, a range")]
    [InlineData("measures=agencies year=2012.5", "year", "'2012.5' is not a whole number, a range")]
    [InlineData("measures=agencies agency=99999999999999999999", "agency", "'99999999999999999999' is not a whole number")]
    [InlineData("measures=agencies from=2014-02-30", "from", "'2014-02-30' is not a date like 2014-06-30")]
    [InlineData("measures=agencies from=2015-01-01 to=2014-01-01", "from", "is after to")]
    [InlineData("measures=agencies from=2014-01-01 year=2014", "year", "cannot be combined with from and to")]
    [InlineData("measures=agencies month=3", "month", "needs year")]
    [InlineData("measures=agencies month=13 year=2014", "month", "'13' is not a month 1 to 12")]
    [InlineData("measures=agencies month=6..3 year=2014", "month", "'6..3' is not a month 1 to 12")]
    [InlineData("measures=agencies limit=0", "limit", "'0' is not a whole number from 1 to 1,000,000")]
    [InlineData("measures=agencies limit=1000001", "limit", "'1000001' is not a whole number from 1 to 1,000,000")]
    [InlineData("measures=agencies offset=-1", "offset", "'-1' is not a whole number from 0")]
    [InlineData("measures=agencies compare=last_year", "compare", "'last_year' is unknown; allowed: prior_year")]
    [InlineData("measures=agencies allocation=months", "allocation", "'months' is unknown; allowed: days, whole")]
    [InlineData("measures=agencies sort=state", "sort", "'state' is not a column of the query, with - in front for largest first. Allowed: agencies")]
    [InlineData("measures=agencies sort=--agencies", "sort", "'--agencies' is not a column")]
    [InlineData("measures=agencies sort=agencies,-agencies", "sort", "names 'agencies' twice")]
    [InlineData("measures=agencies having=quotes>1", "having", "'quotes' is not a measure of the query. Allowed: agencies")]
    [InlineData("measures=agencies having=agencies", "having", "'agencies' is not a comparison")]
    [InlineData("measures=agencies having=agencies>many", "having", "'agencies>many' is not a comparison of a measure with a number, like agencies>100000; operators are >=, <=, >, <, =")]
    [InlineData("measures=agencies having=agencies>9999999999999999999999999999999999", "having", "'agencies>9999999999999999999999999999999...' is not")]
    [InlineData("measures=hit_ratio by=year", "by", "hit_ratio cannot be asked by year; measures that can: written_premium, ")]
    [InlineData("measures=hit_ratio year=2014", "year", "hit_ratio cannot be asked by year")]
    [InlineData("measures=hit_ratio from=2014-01-01", "from", "hit_ratio cannot be asked by year")]
    [InlineData("measures=hit_ratio compare=prior_year", "compare", "hit_ratio cannot be asked by year")]
    [InlineData("measures=quotes,written_premium state=OH", "state", "quotes cannot be asked by state")]
    [InlineData("measures=written_premium by=platform", "by", "written_premium cannot be asked by platform; measures that can: quotes, binds, hit_ratio")]
    public void A_wrong_value_is_a_problem_that_names_the_parameter_and_what_is_allowed(string parameters, string parameter, string message)
    {
        Assert.False(AnalyticsQuery.TryParse(Queries.Pairs(parameters), QueryForm.Star, out _, out var problems));
        Assert.Contains(problems, p => p.Parameter == parameter && p.Message.StartsWith(message));
    }

    [Fact]
    public void Without_measures_the_usual_ones_are_shown()
    {
        Assert.Equal(["written_premium", "earned_premium", "incurred_losses", "loss_ratio"], Queries.Parse("by=state").Measures.Select(m => m.Name));
    }

    [Theory]
    [InlineData("year=2014", "year", "is not a parameter or a dimension here; ask performance/summary or claims/summary or policies/summary. Allowed: by, measures, having, sort, limit, offset, agency, ")]
    [InlineData("measures=written_premium", "measures", "'written_premium' is unknown here; ask performance/summary. Allowed: quotes, binds, hit_ratio")]
    [InlineData("by=state", "by", "'state' is unknown here; ask performance/summary or claims/summary or policies/summary. Allowed: agency, primary_agency, product_line, ")]
    public void A_form_allows_only_what_fits_it(string parameters, string parameter, string message)
    {
        Assert.False(AnalyticsQuery.TryParse(Queries.Pairs(parameters), QueryForm.Quotes, out _, out var problems));
        Assert.StartsWith(message, Assert.Single(problems, p => p.Parameter == parameter).Message);
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        Assert.False(AnalyticsQuery.TryParse(Queries.Pairs("by=stat measures=nothing limit=x"), QueryForm.Star, out _, out var problems));
        Assert.Equal(["by", "measures", "limit"], problems.Select(p => p.Parameter));
    }

    [Fact]
    public void Ten_thousand_filter_values_are_too_many()
    {
        var agencies = string.Join(',', Enumerable.Range(1, 10_000));
        Assert.False(AnalyticsQuery.TryParse(Queries.Pairs($"measures=agencies agency={agencies}"), QueryForm.Star, out _, out var problems));
        Assert.Equal("names 10,000 values; at most 9,999 are allowed", Assert.Single(problems).Message);
    }

    [Fact]
    public void Measures_of_both_facts_may_be_asked_by_what_both_have()
    {
        Assert.Equal(2, Queries.Parse("by=agency_size,product_line vendor=A measures=written_premium,hit_ratio").Measures.Count);
    }
}
