using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ClaimBook.Engine.Pipeline;

/// <summary>Numbers as people's files write them: a fast path for plain digits, a slow one for spaces, exponents and long fractions.</summary>
static class Numbers
{
    /// <summary>The largest amount, in cents: with it the sum of nine million rows still fits 64 bits.</summary>
    public const long MaxCents = 1_000_000_000_000;

    static readonly double[] s_powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>A whole number of 32 bits, also written as 12.0.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out int value)
    {
        if (TryDigits(text, out var mantissa, out var decimals) && decimals == 0 && mantissa is >= int.MinValue and <= int.MaxValue)
        {
            value = (int)mantissa;
            return true;
        }
        var valid = TryDecimal(text, out var number) && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue;
        value = valid ? (int)number : 0;
        return valid;
    }

    /// <summary>An amount with at most two decimals and at most <see cref="MaxCents"/>, in cents.</summary>
    public static bool TryMoney(ReadOnlySpan<byte> text, out long cents)
    {
        if (TryDigits(text, out cents, out var decimals) && decimals <= 2)
        {
            cents *= decimals switch { 0 => 100, 1 => 10, _ => 1 };
            return Math.Abs(cents) <= MaxCents;
        }
        cents = 0;
        if (!TryDecimal(text, out var amount) || Math.Abs(amount) > MaxCents / 100m || amount * 100 != decimal.Truncate(amount * 100))
            return false;
        cents = (long)(amount * 100);
        return true;
    }

    /// <summary>A finite number.</summary>
    public static bool TryRatio(ReadOnlySpan<byte> text, out double value)
    {
        // Up to 15 digits and a power of ten up to 10^15 are exact in a double, so one division rounds correctly.
        if (TryDigits(text, out var mantissa, out var decimals))
        {
            value = mantissa / s_powersOfTen[decimals];
            return true;
        }
        text = text.Trim((byte)' ');
        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && double.IsFinite(value);
    }

    /// <summary>An optional minus and up to 15 digits with an optional point among them.</summary>
    static bool TryDigits(ReadOnlySpan<byte> text, out long mantissa, out int decimals)
    {
        mantissa = 0;
        decimals = 0;
        if (text.Length == 1 && (uint)(text[0] - '0') <= 9)
        {
            mantissa = text[0] - '0';
            return true;
        }
        var negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        if (text.Length is 0 or > 15)
            return false;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9)
                mantissa = (mantissa * 10) + digit;
            else if (text[i] == '.' && point < 0)
                point = i;
            else
                return false;
        }
        if (point >= 0)
            decimals = text.Length - point - 1;
        if (negative)
            mantissa = -mantissa;
        return point < 0 || text.Length > 1;
    }

    static bool TryDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        return text.Length is > 0 and <= 64 && decimal.TryParse(
            Encoding.UTF8.GetString(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
                | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out value);
    }
}
