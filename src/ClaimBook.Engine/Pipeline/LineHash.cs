using System.Buffers.Binary;

namespace ClaimBook.Engine.Pipeline;

/// <summary>A 64-bit hash of bytes after the pattern of wyhash: 16 bytes at a time, folded through a 128-bit product.</summary>
static class LineHash
{
    const ulong Secret0 = 0xa0761d6478bd642f, Secret1 = 0xe7037ed1a0b428db;

    /// <summary>Hashes bytes.</summary>
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        var state = Secret0 ^ (ulong)bytes.Length;
        for (; bytes.Length >= 16; bytes = bytes[16..])
            state = Fold(BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ Secret1, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ state);
        Span<byte> rest = stackalloc byte[16];
        bytes.CopyTo(rest);
        state = Fold(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ Secret1, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) ^ state);
        return (long)Fold(state ^ Secret0, Secret1);
    }

    static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
