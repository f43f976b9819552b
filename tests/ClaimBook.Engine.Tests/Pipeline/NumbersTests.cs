using System.Globalization;
using System.Text;
using ClaimBook.Engine.Pipeline;

namespace ClaimBook.Engine.Tests.Pipeline;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_text_is_the_whole_number_and_the_amount_that_decimal_takes_it_for(int seed)
    {
        foreach (var text in Texts(new Random(seed)))
        {
            var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);

            var isWhole = isNumber && number % 1 == 0 && number is >= int.MinValue and <= int.MaxValue;
            Assert.Equal(
                (text, isWhole, isWhole ? (int)number : 0), (text, Numbers.TryWhole(Encoding.UTF8.GetBytes(text), out var whole), whole));

            var isMoney = isNumber && number is >= -10_000_000_000 and <= 10_000_000_000 && number * 100 % 1 == 0;
            Assert.Equal((text, isMoney), (text, Numbers.TryMoney(Encoding.UTF8.GetBytes(text), out var cents)));
            if (isMoney)
                Assert.Equal((text, number * 100), (text, cents));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_text_is_the_ratio_that_double_takes_it_for_to_the_last_bit(int seed)
    {
        foreach (var text in Texts(new Random(seed)))
        {
            var isRatio = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
            Assert.Equal((text, isRatio), (text, Numbers.TryRatio(Encoding.UTF8.GetBytes(text), out var ratio)));
            if (isRatio)
                Assert.Equal((text, number), (text, ratio));
        }
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("1", 100)]
    [InlineData("1.", 100)]
    [InlineData(".5", 50)]
    [InlineData("-.5", -50)]
    [InlineData("1.25", 125)]
    [InlineData("-202777.60", -20277760)]
    [InlineData("6241231.26", 624123126)]
    [InlineData("1.230", 123)]
    [InlineData("+7.10", 710)]
    [InlineData(" 12 ", 1200)]
    [InlineData("1.5E3", 150000)]
    [InlineData("10000000000", 1_000_000_000_000)]
    [InlineData("-10000000000.00", -1_000_000_000_000)]
    [InlineData("000000000000000000001.10", 110)]
    public void Amounts_are_whole_cents(string text, long cents)
    {
        Assert.True(Numbers.TryMoney(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(cents, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1-")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1,000.00")]
    [InlineData("(5)")]
    [InlineData("0x10")]
    [InlineData("1 000")]
    [InlineData("٣")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-∞")]
    [InlineData("1e400")]
    public void What_is_no_number_is_none_of_any_kind(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        Assert.False(Numbers.TryWhole(bytes, out _));
        Assert.False(Numbers.TryMoney(bytes, out _));
        Assert.False(Numbers.TryRatio(bytes, out _));
    }

    /// <summary>Numbers of every length, and texts that almost are numbers.</summary>
    static IEnumerable<string> Texts(Random random)
    {
        for (var i = 0; i < 20_000; i++)
            yield return new string(random.GetItems<char>("0123456789012345678901234567890123456789..--+eE ", random.Next(1, 24)));
        for (var i = 0; i < 20_000; i++)
        {
            var text = (random.NextInt64(1L << random.Next(1, 62)) * (random.Next(2) * 2 - 1)).ToString(CultureInfo.InvariantCulture);
            yield return random.Next(3) == 0 ? text : text.Insert(random.Next(text[0] == '-' ? 1 : 0, text.Length + 1), ".");
        }
        for (var i = 0; i < 5_000; i++)
            yield return BitConverter.Int64BitsToDouble(random.NextInt64()).ToString("R", CultureInfo.InvariantCulture);
    }
}
