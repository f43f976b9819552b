using System.Buffers.Text;
using System.Text;

namespace ClaimBook.Engine.Samples;

/// <summary>Writes unquoted CSV with CRLF line ends: numbers without trailing zeros and without exponents.</summary>
sealed class CsvText(Stream output)
{
    const int LongestField = 64;
    readonly byte[] buffer = new byte[1 << 16];
    int length;

    public void Line(IEnumerable<string> fields)
    {
        foreach (var field in fields)
            Text(field);
        EndLine();
    }

    public void Text(string value)
    {
        Reserve();
        length += Encoding.UTF8.GetBytes(value, buffer.AsSpan(length));
        buffer[length++] = (byte)',';
    }

    public void Whole(long value)
    {
        Append(value);
        buffer[length++] = (byte)',';
    }

    public void Wholes(ReadOnlySpan<int> values)
    {
        foreach (var value in values)
            Whole(value);
    }

    /// <summary>An amount in cents.</summary>
    public void Money(long cents) => Fixed(cents, 100);

    /// <summary>A ratio in billionths: the nine decimals that the file has.</summary>
    public void Ratio(long billionths) => Fixed(billionths, PublishedRatio.One);

    public void EndLine()
    {
        buffer[length - 1] = (byte)'\r';
        buffer[length++] = (byte)'\n';
    }

    public void Flush()
    {
        output.Write(buffer, 0, length);
        length = 0;
    }

    void Fixed(long value, long one)
    {
        if (value < 0)
        {
            Reserve();
            buffer[length++] = (byte)'-';
            value = -value;
        }

        Append(value / one);
        var fraction = value % one;
        if (fraction != 0)
            buffer[length++] = (byte)'.';
        while (fraction != 0)
        {
            one /= 10;
            buffer[length++] = (byte)('0' + (fraction / one));
            fraction %= one;
        }

        buffer[length++] = (byte)',';
    }

    void Append(long value)
    {
        Reserve();
        Utf8Formatter.TryFormat(value, buffer.AsSpan(length), out var written);
        length += written;
    }

    void Reserve()
    {
        if (length > buffer.Length - LongestField)
            Flush();
    }
}
