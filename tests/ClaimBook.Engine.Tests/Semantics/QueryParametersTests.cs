using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Tests;

public sealed class QueryParametersTests
{
    [Theory]
    [InlineData("measures=written_premium")]
    [InlineData("by=state,year measures=written_premium,loss_ratio agency=3,16..20,none product=!BOP,YACHT sort=-written_premium,state limit=5 offset=2")]
    [InlineData("measures=written_premium from=2010-03-01 to=2012-08-31 having=written_premium>=100.5 compare=prior_year allocation=whole")]
    [InlineData("measures=written_premium year=2010..2012 month=1..6")]
    public void A_query_says_the_parameters_it_was_read_from(string text)
    {
        Assert.Equal(Queries.Pairs(text).OrderBy(p => p.Key), Queries.Parse(text).Parameters().OrderBy(p => p.Key));
    }

    [Fact]
    public void Read_again_they_make_the_same_query()
    {
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var once = Queries.Parse(RandomQueries.Next(random)).Parameters().ToList();
            Assert.True(AnalyticsQuery.TryParse(once, QueryForm.Star, out var again, out _));
            Assert.Equal(once, again.Parameters());
        }
    }
}
