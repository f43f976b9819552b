using System.Globalization;
using System.Text;
using ClaimBook.Engine.Exports;
using FsCheck;
using FsCheck.Fluent;

namespace ClaimBook.Engine.Tests;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(-5, "-0.05")]
    [InlineData(-100, "-1.00")]
    [InlineData(123456, "1234.56")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    [InlineData(long.MinValue, "-92233720368547758.08")]
    public void Cents_are_written_as_currency_units(long cents, string written) => Assert.Equal(written, Text(t => t.AppendCents(cents)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(1, "1")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.000000001, "0.000000001")]
    [InlineData(123456.789012345, "123456.789012345")]
    [InlineData(1234567.891234567, "1234567.891234567")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e300, "1E+300")]
    [InlineData(5e-324, "5E-324")]
    public void A_number_has_the_digits_that_it_takes(double number, string written) => Assert.Equal(written, Text(t => t.Append(number)));

    [Fact]
    public void A_number_is_read_back_as_the_same_number() => Check.QuickThrowOnFailure(Prop.ForAll<double>(number =>
        !double.IsFinite(number) || double.Parse(Text(t => t.Append(number)), CultureInfo.InvariantCulture) == number));

    [Fact]
    public void A_number_of_nine_decimals_is_written_as_short_as_it_can_be() => Check.QuickThrowOnFailure(Prop.ForAll<int, int>((digits, places) =>
    {
        var number = digits / Math.Pow(10, Math.Abs(places % 10));
        // The shortest text is that of "R", which only for small numbers has an exponent.
        return Text(t => t.Append(number)) is var text && (Math.Abs(number) < 1e-4 || text == number.ToString("R", CultureInfo.InvariantCulture))
            && double.Parse(text, CultureInfo.InvariantCulture) == number;
    }));

    [Fact]
    public void Pieces_longer_than_the_first_buffer_are_kept_whole()
    {
        var piece = new string('ö', 5_000);
        Assert.Equal(piece + "1" + piece, Text(t =>
        {
            t.Append(piece);
            t.Append(1);
            t.Append(piece);
        }));
    }

    static string Text(Action<Utf8Text> append)
    {
        using var text = new Utf8Text();
        append(text);
        return Encoding.UTF8.GetString(text.Written);
    }
}
