using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Samples;

/// <summary>The incurred losses of one product year by year: new claims, and what open ones cost more or less than reserved.</summary>
sealed class SampleClaims(Random random)
{
    const double OldClaimsChance = 0.4;
    const double DevelopmentChance = 0.155;
    const double SizeSpread = 1.7;
    const double LargestClaim = 5_000_000;
    SampleProduct _product = SampleProducts.All[0];
    double _open;

    /// <summary>Begins with a product.</summary>
    /// <param name="ofProduct">The product.</param>
    /// <param name="isOld">Whether it was sold before the file begins, so that claims of that time may be open.</param>
    public void Begin(SampleProduct ofProduct, bool isOld)
    {
        _product = ofProduct;
        _open = isOld && random.Chance(OldClaimsChance) ? Claim() : 0;
    }

    /// <summary>The next year's incurred losses.</summary>
    /// <param name="earnedCents">The premium earned in it.</param>
    /// <returns>Cents; below zero where claims turn out to cost less.</returns>
    public long NextYear(long earnedCents)
    {
        var claims = 0.0;
        for (var count = random.Count(earnedCents / 100.0 * _product.LossRatio / _product.ClaimSize); count > 0; count--)
            claims += Claim();
        var development = _open > 1 && random.Chance(DevelopmentChance) ? _open * Normal.Sample(random, -0.15, 1.2) : 0;
        _open = (_open + claims) / 2;
        return (long)((claims + development) * 100);
    }

    double Claim() => Math.Min(LargestClaim, random.Spread(_product.ClaimSize, SizeSpread));
}
