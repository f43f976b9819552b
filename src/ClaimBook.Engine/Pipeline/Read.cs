using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace ClaimBook.Engine.Pipeline;

/// <summary>Reads a CSV record by record (RFC 4180; LF or CRLF) without making a string: fields are spans of the buffer.
/// Memory is one buffer, however long the file.</summary>
sealed class CsvReader(Stream stream)
{
    /// <summary>A longer record is no record of a CSV file.</summary>
    public const int MaxRecordBytes = 1 << 20;

    static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly Encoding s_windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    byte[] _buffer = new byte[1 << 18];
    int _position;
    int _filled;
    int _nextLine = 1;

    // The record: fields of _data, each ending at _ends[i], one separator between them.
    byte[] _data = [];
    byte[] _unquoted = [];
    int _dataStart;
    int[] _ends = new int[64];
    int _rawStart;
    int _rawEnd;

    /// <summary>The line on which the record begins, the first line being 1.</summary>
    public int Line { get; private set; }

    /// <summary>The line on which the record ends: another one if a quoted field breaks the line.</summary>
    public int LastLine => _nextLine - 1;

    /// <summary>How many fields the record has.</summary>
    public int FieldCount { get; private set; }

    /// <summary>Whether a quoted field of the record does not end; the record is then its first line.</summary>
    public bool HasOpenQuote { get; private set; }

    /// <summary>The record as it stands in the file, without its line end.</summary>
    public ReadOnlySpan<byte> Raw => _buffer.AsSpan(_rawStart, _rawEnd - _rawStart);

    /// <summary>A field, quotes removed.</summary>
    public ReadOnlySpan<byte> this[int field] => Fields(field, field);

    /// <summary>Neighbouring fields with one byte between them.</summary>
    public ReadOnlySpan<byte> Fields(int first, int last)
    {
        var start = first == 0 ? _dataStart : _ends[first - 1] + 1;
        return _data.AsSpan(start, _ends[last] - start);
    }

    /// <summary>Text in UTF-8, or where that is not valid, Windows-1252.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return s_windows1252.GetString(bytes);
        }
    }

    /// <summary>The first bytes of the file, to see what kind of file it is, before anything is read; a byte order mark is passed over.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        while (_filled < 4096 && Fill())
        {
        }
        var start = _buffer.AsSpan(0, _filled);
        if (start.StartsWith(Encoding.UTF8.Preamble))
            _position = Encoding.UTF8.Preamble.Length;
        return start;
    }

    /// <summary>Goes to the next record that is not an empty line.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="ClaimBookException">A record is longer than <see cref="MaxRecordBytes"/>.</exception>
    public bool Read()
    {
        do
        {
            if (!ReadRecord())
                return false;
        }
        while (_rawEnd == _rawStart);
        return true;
    }

    bool ReadRecord()
    {
        Line = _nextLine;
        HasOpenQuote = false;
        while (true)
        {
            var end = FindEnd(atEndOfFile: false);
            if (end >= 0)
            {
                Finish(end, next: end + 1);
                return true;
            }
            var isTooLong = _filled - _position >= MaxRecordBytes;
            if (!isTooLong && Fill())
                continue;
            if (_position == _filled)
                return false;
            end = FindEnd(atEndOfFile: true);
            if (isTooLong && end == _filled)
                throw new ClaimBookException($"Line {Line} is longer than {MaxRecordBytes} bytes; this is not a performance file.");
            Finish(end, next: Math.Min(end + 1, _filled));
            return true;
        }
    }

    void Finish(int end, int next)
    {
        _rawStart = _position;
        _rawEnd = end > _position && _buffer[end - 1] == '\r' ? end - 1 : end;
        if (ReferenceEquals(_data, _buffer))
            _ends[FieldCount - 1] = _rawEnd;
        _position = next;
        _nextLine++;
    }

    /// <summary>Notes where the fields end and answers where the record ends, -1 if not in the buffer.</summary>
    /// <remarks>Vector code is not compiled ahead of time; optimized at once it does not run slowly for the first tenths of a second.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int FindEnd(bool atEndOfFile)
    {
        _data = _buffer;
        _dataStart = _position;
        FieldCount = 0;
        var comma = Vector256.Create((byte)',');
        var newline = Vector256.Create((byte)'\n');
        var quote = Vector256.Create((byte)'"');
        ref var buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var at = _position;
        for (; at + Vector256<byte>.Count <= _filled; at += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref buffer, (nuint)at);
            var hits = (Vector256.Equals(bytes, comma) | Vector256.Equals(bytes, newline) | Vector256.Equals(bytes, quote)).ExtractMostSignificantBits();
            for (; hits != 0; hits &= hits - 1)
            {
                var hit = at + BitOperations.TrailingZeroCount(hits);
                switch (_buffer[hit])
                {
                    case (byte)',':
                        EndField(hit);
                        break;
                    case (byte)'\n':
                        EndField(hit);
                        return hit;
                    default:
                        return FindQuotedEnd(atEndOfFile);
                }
            }
        }
        for (; at < _filled; at++)
        {
            switch (_buffer[at])
            {
                case (byte)',':
                    EndField(at);
                    break;
                case (byte)'\n':
                    EndField(at);
                    return at;
                case (byte)'"':
                    return FindQuotedEnd(atEndOfFile);
            }
        }
        if (!atEndOfFile)
            return -1;
        EndField(_filled);
        return _filled;
    }

    /// <summary>The same for a record with quotes: its fields go unquoted into a buffer of their own.</summary>
    int FindQuotedEnd(bool atEndOfFile)
    {
        if (_unquoted.Length < _buffer.Length + 1)
            _unquoted = new byte[_buffer.Length + 1];
        _data = _unquoted;
        _dataStart = 0;
        FieldCount = 0;
        var length = 0;
        var lines = 0;
        var quoted = false;
        var fieldStart = _position;
        for (var at = _position; at < _filled; at++)
        {
            var b = _buffer[at];
            if (quoted)
            {
                if (b == '"' && at + 1 < _filled && _buffer[at + 1] == '"')
                    _unquoted[length++] = _buffer[++at];
                else if (b == '"')
                    quoted = false;
                else
                    _unquoted[length++] = b;
                lines += b == '\n' ? 1 : 0;
            }
            else if (b == '"' && at == fieldStart)
            {
                quoted = true;
            }
            else if (b == ',')
            {
                EndField(length);
                _unquoted[length++] = b;
                fieldStart = at + 1;
            }
            else if (b == '\n')
            {
                EndField(length - CarriageReturn(fieldStart, at));
                _nextLine += lines;
                return at;
            }
            else
            {
                _unquoted[length++] = b;
            }
        }
        if (!atEndOfFile)
            return -1;
        EndField(length - (quoted ? 0 : CarriageReturn(fieldStart, _filled)));
        if (!quoted)
        {
            _nextLine += lines;
            return _filled;
        }

        // The quote that does not end, in the file or in MaxRecordBytes, is this line's fault alone.
        HasOpenQuote = true;
        var newline = _buffer.AsSpan(_position.._filled).IndexOf((byte)'\n');
        return newline < 0 ? _filled : _position + newline;
    }

    /// <summary>1 if a field ends in a carriage return, which belongs to the line end then; 0 if not.</summary>
    int CarriageReturn(int fieldStart, int end) => end > fieldStart && _buffer[end - 1] == '\r' ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void EndField(int end)
    {
        var ends = _ends;
        var count = FieldCount;
        if ((uint)count >= (uint)ends.Length)
            ends = MoreFields();
        ends[count] = end;
        FieldCount = count + 1;
    }

    int[] MoreFields()
    {
        Array.Resize(ref _ends, _ends.Length * 2);
        return _ends;
    }

    /// <summary>Moves the unread rest to the front of the buffer and reads on behind it.</summary>
    bool Fill()
    {
        if (_position > 0)
        {
            _buffer.AsSpan(_position.._filled).CopyTo(_buffer);
            _filled -= _position;
            _position = 0;
        }
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
        _filled += read;
        return read > 0;
    }
}
