using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class RowHashTests
{
    [Theory]
    [InlineData(1)]
    public void A_change_of_any_one_value_changes_the_hash(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var values = new long?[random.Next(1, 20)];
            for (var v = 0; v < values.Length; v++)
                values[v] = random.Next(4) == 0 ? null : random.Next(-3, 4);
            var hash = Hash(values);
            Assert.Equal(hash, Hash(values));

            var changed = random.Next(values.Length);
            values[changed] = values[changed] is { } value ? (random.Next(5) == 0 ? null : value + random.Next(1, 9)) : random.Next(5);
            Assert.NotEqual(hash, Hash(values));
        }
    }

    [Fact]
    public void Small_sequences_have_no_hash_in_common()
    {
        long?[] values = [null, 0, 1, 2, 3, 99999, -1];
        var sequences = from a in values from b in values from c in values from d in values from e in values select Hash([a, b, c, d, e]);

        Assert.Equal(values.Length * values.Length * values.Length * values.Length * values.Length, sequences.Distinct().Count());
    }

    [Fact]
    public void The_place_of_a_value_and_the_end_of_a_text_count()
    {
        Assert.NotEqual(Hash([1, 2]), Hash([2, 1]));
        Assert.NotEqual(Hash("ab", "c"), Hash("a", "bc"));
        Assert.NotEqual(Hash("", "a"), Hash("a", ""));
        Assert.NotEqual(Hash(0.0), Hash((double?)null));
        Assert.NotEqual(Hash(0.1), Hash(0.1 + 1e-17 + 1e-16));
    }

    static long Hash(long?[] values)
    {
        var hash = new RowHash();
        foreach (var value in values)
            hash.Add(value);
        return hash.Value;
    }

    static long Hash(params string[] texts)
    {
        var hash = new RowHash();
        foreach (var text in texts)
            hash.Add(text);
        return hash.Value;
    }

    static long Hash(double? number)
    {
        var hash = new RowHash();
        hash.Add(number);
        return hash.Value;
    }
}
