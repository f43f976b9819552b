using System.Buffers.Text;
using System.Text;

namespace ClaimBook.Engine.Samples;

/// <summary>Writes unquoted CSV with CRLF line ends: numbers without trailing zeros and without exponents.</summary>
sealed class CsvText(Stream output)
{
    const int LongestField = 64;
    readonly byte[] _buffer = new byte[1 << 16];
    int _length;

    public void Line(IEnumerable<string> fields)
    {
        foreach (var field in fields)
            Text(field);
        EndLine();
    }

    public void Text(string value)
    {
        Reserve();
        _length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
        _buffer[_length++] = (byte)',';
    }

    public void Whole(long value)
    {
        Append(value);
        _buffer[_length++] = (byte)',';
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
        _buffer[_length - 1] = (byte)'\r';
        _buffer[_length++] = (byte)'\n';
    }

    public void Flush()
    {
        output.Write(_buffer, 0, _length);
        _length = 0;
    }

    void Fixed(long value, long one)
    {
        if (value < 0)
        {
            Reserve();
            _buffer[_length++] = (byte)'-';
            value = -value;
        }
        Append(value / one);
        var fraction = value % one;
        if (fraction != 0)
            _buffer[_length++] = (byte)'.';
        while (fraction != 0)
        {
            one /= 10;
            _buffer[_length++] = (byte)('0' + (fraction / one));
            fraction %= one;
        }
        _buffer[_length++] = (byte)',';
    }

    void Append(long value)
    {
        Reserve();
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    void Reserve()
    {
        if (_length > _buffer.Length - LongestField)
            Flush();
    }
}
