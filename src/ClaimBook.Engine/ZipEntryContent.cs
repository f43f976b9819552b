using System.IO.Compression;

namespace ClaimBook.Engine;

/// <summary>The content of a file in a zip. At its end it must have the size and the CRC-32 that the zip states:
/// .NET inflates, but does not compare them, and one flipped bit would load as another amount.</summary>
sealed class ZipEntryContent(ZipArchiveEntry entry) : Stream
{
    static readonly uint[] s_crcOfByte = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    readonly Stream _inflated = entry.Open();
    uint _crc = uint.MaxValue;
    long _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The zip is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _inflated.Read(buffer);
        foreach (var b in buffer[..read])
            _crc = (_crc >> 8) ^ s_crcOfByte[(byte)_crc ^ b];
        _length += read;
        if (read == 0 && buffer.Length > 0 && (~_crc != entry.Crc32 || _length != entry.Length))
            throw new InvalidDataException("The file in the zip is not the one that was packed.");
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inflated.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The CRC-32 of ISO 3309, as zip has it, of one byte.</summary>
    static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
        return crc;
    }
}
