using System.Numerics;
using ClaimBook.Engine.Semantics;
using FsCheck;
using FsCheck.Fluent;

namespace ClaimBook.Engine.Tests;

public sealed class CoveredYearTests
{
    [Theory]
    [InlineData("2013-01-01", "2013-02-28", "2012-01-01", "2012-02-29")]
    [InlineData("2012-02-29", "2012-02-29", "2011-02-28", "2011-02-28")]
    [InlineData("2013-03-01", "2013-05-30", "2012-03-01", "2012-05-30")]
    [InlineData("2012-02-01", "2012-02-28", "2011-02-01", "2011-02-28")]
    public void The_same_days_a_year_before_end_with_the_month_where_these_do(string first, string last, string firstBefore, string lastBefore)
    {
        var span = new DateSpan(DateOnly.Parse(first), DateOnly.Parse(last));
        Assert.Equal(new DateSpan(DateOnly.Parse(firstBefore), DateOnly.Parse(lastBefore)), span.AYearBefore());
    }

    [Fact]
    public void A_year_is_touched_only_on_the_days_it_covers()
    {
        var year = new CoveredYear(2015, 1, 5);
        Assert.Null(year.Touched(new DateSelection(new DateOnly(2015, 6, 1), DateOnly.MaxValue)));
        Assert.Equal(29, year.Touched(new DateSelection(new DateOnly(2015, 5, 3), DateOnly.MaxValue))!.Days);
        Assert.Equal(31, year.Touched(DateSelection.All with { FirstMonth = 5, LastMonth = 9 })!.Days);
    }

    [Fact]
    public void A_share_from_the_first_day_is_rounded_half_away_from_zero() => Check.QuickThrowOnFailure(Prop.ForAll<long, PositiveInt>((sum, day) =>
    {
        var days = 365;
        var through = (day.Get % days) + 1;
        var exactTimesTwo = 2 * BigInteger.Abs(sum) * through;
        var expected = sum.CompareTo(0) * ((exactTimesTwo + days) / (2 * days));
        return new Share(0, through, days).Take(sum) == expected;
    }));

    [Fact]
    public void Shares_of_the_largest_sums_do_not_overflow()
    {
        Assert.Equal(long.MaxValue, new Share(0, 100, 365).Take(long.MaxValue) + new Share(100, 365, 365).Take(long.MaxValue));
        Assert.Equal(long.MinValue + 1, new Share(0, 100, 365).Take(-long.MaxValue) + new Share(100, 365, 365).Take(-long.MaxValue));
    }
}
