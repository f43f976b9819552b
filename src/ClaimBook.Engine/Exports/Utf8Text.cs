using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace ClaimBook.Engine.Exports;

/// <summary>A piece of a file in UTF-8, made without a string for each value. All formats write their rows with it.</summary>
sealed class Utf8Text : IDisposable
{
    /// <summary>When it is time to send a piece: large enough to be worth it, small enough for the processor's cache.</summary>
    public const int FlushAt = 32 * 1024;

    // No number, date or time is longer.
    const int LongestValue = 64;

    byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
    int _length;

    /// <summary>What was appended since it was last cleared or flushed.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Whether it is time to flush.</summary>
    public bool IsFull => _length >= FlushAt;

    public void Clear() => _length = 0;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Space(bytes.Length));
        _length += bytes.Length;
    }

    public void AppendAscii(char one)
    {
        Space(1)[0] = (byte)one;
        _length++;
    }

    /// <summary>Appends a text as it is; half of a surrogate pair becomes the replacement character.</summary>
    public void Append(ReadOnlySpan<char> text) =>
        _length += Encoding.UTF8.GetBytes(text, Space(Encoding.UTF8.GetMaxByteCount(text.Length)));

    public void Append(long number) => AppendValue(number, default);

    /// <summary>Appends a number with as many digits as it takes to read the same one back.</summary>
    public void Append(double number)
    {
        // Searching the shortest digits costs ten times a whole number, and published ratios have at most nine decimals. The quotient is rounded
        // as a reader rounds, so if it equals the number the reader gets the number; and with 15 digits or fewer no shorter text does.
        var billionths = Math.Round(number * 1e9);
        if (Math.Abs(billionths) < 1e15 && billionths / 1e9 == number)
            AppendBillionths((long)billionths);
        else
            AppendValue(number, default);
    }

    /// <summary>Appends cents as currency units with two decimals.</summary>
    public void AppendCents(long cents)
    {
        if (cents < 0)
            AppendAscii('-');
        var (units, rest) = Math.DivRem(cents < 0 ? 0 - (ulong)cents : (ulong)cents, 100);
        AppendValue(units, default);
        var space = Space(3);
        (space[0], space[1], space[2]) = ((byte)'.', (byte)('0' + (rest / 10)), (byte)('0' + (rest % 10)));
        _length += 3;
    }

    void AppendBillionths(long billionths)
    {
        if (billionths < 0)
            AppendAscii('-');
        var (units, rest) = Math.DivRem(Math.Abs(billionths), 1_000_000_000);
        AppendValue(units, default);
        if (rest == 0)
            return;
        var decimals = 9;
        for (; rest % 10 == 0; rest /= 10)
            decimals--;
        AppendAscii('.');
        var space = Space(decimals);
        for (var i = decimals - 1; i >= 0; i--, rest /= 10)
            space[i] = (byte)('0' + (rest % 10));
        _length += decimals;
    }

    /// <summary>Appends 2010-01-31.</summary>
    public void Append(DateOnly date) => AppendValue(date, "yyyy-MM-dd");

    /// <summary>Appends 2010-01-31T23:59:59Z.</summary>
    public void Append(DateTime utc) => AppendValue(utc, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>Sends what was appended and clears it.</summary>
    public async ValueTask FlushAsync(PipeWriter output, CancellationToken cancellation)
    {
        // A pipe need not look at it.
        cancellation.ThrowIfCancellationRequested();
        await output.WriteAsync(_bytes.AsMemory(0, _length), cancellation);
        Clear();
    }

    /// <inheritdoc cref="FlushAsync(PipeWriter, CancellationToken)"/>
    public async ValueTask FlushAsync(Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(_bytes.AsMemory(0, _length), cancellation);
        Clear();
    }

    void AppendValue<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(Space(LongestValue), out var written, format, provider: null);
        _length += written;
    }

    /// <summary>Free space of at least this size.</summary>
    Span<byte> Space(int size)
    {
        if (_bytes.Length - _length < size)
            Grow(size);
        return _bytes.AsSpan(_length);
    }

    void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _length + size));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
