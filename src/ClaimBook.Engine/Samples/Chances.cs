using MathNet.Numerics.Distributions;

namespace ClaimBook.Engine.Samples;

/// <summary>The simple draws that the generators share.</summary>
static class Chances
{
    extension(Random random)
    {
        /// <summary>True with the given probability.</summary>
        public bool Chance(double probability) => random.NextDouble() < probability;

        /// <summary>A whole number between two bounds, both inclusive.</summary>
        public int Between(int first, int last) => first + (int)((last - first + 1) * random.NextDouble());

        /// <summary>How many of something that happens <paramref name="expected"/> times on average.</summary>
        public int Count(double expected) => expected > 0 ? Poisson.Sample(random, expected) : 0;

        /// <summary>A lognormal amount with the given mean.</summary>
        public double Spread(double mean, double sigma) => mean * Math.Exp(Normal.Sample(random, -sigma * sigma / 2, sigma));

        /// <summary>An index, drawn by the shares of a whole of one.</summary>
        public int Pick(ReadOnlySpan<double> shares) => PickAt(random.NextDouble(), shares);
    }

    /// <summary>The index in whose share a number from 0 to 1 lies.</summary>
    public static int PickAt(double at, ReadOnlySpan<double> shares)
    {
        var index = 0;
        while (index < shares.Length - 1 && (at -= shares[index]) >= 0)
            index++;
        return index;
    }
}

/// <summary>Numbers from 0 to 1 that fill the interval evenly (the multiples of an irrational step, modulo 1), so that even a
/// few draws have about the right shares.</summary>
sealed class EvenDraws(double start, double step)
{
    double _at = start;

    public double Next() => _at = (_at + step) % 1;
}
