using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ClaimBook.Accounts;

/// <summary>SHA-256 of a random secret: what is kept of it. The secret has 256 bits of chance, so it needs no salt and no slow hash.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct SecretHash(UInt128 High, UInt128 Low)
{
    /// <summary>The hash of a secret.</summary>
    public static SecretHash Of(string secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(secret), hash);
        return Read(hash);
    }

    /// <summary>A hash as it is stored: hexadecimal digits.</summary>
    public static SecretHash Parse(string text) => Read(Convert.FromHexString(text));

    /// <summary>As it is stored.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt128BigEndian(hash, High);
        BinaryPrimitives.WriteUInt128BigEndian(hash[16..], Low);
        return Convert.ToHexStringLower(hash);
    }

    static SecretHash Read(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
}
