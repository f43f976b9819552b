using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ClaimBook.Accounts;

/// <summary>The text of an API token: <c>cb_</c>, 256 bits of chance and a checksum of these, which tells a token that was cut off from one that
/// never was, without asking anybody.</summary>
static class ApiTokenSecret
{
    const string Prefix = "cb_";
    const int RandomBytes = 32, RandomLength = 43, ChecksumLength = 6;

    /// <summary>Makes a new one.</summary>
    public static string New()
    {
        var random = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        return random + Checksum(random);
    }

    /// <summary>The hash of a token.</summary>
    /// <returns>Null for a text that is none.</returns>
    public static SecretHash? Hash(string text) =>
        text.Length == Prefix.Length + RandomLength + ChecksumLength
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.EndsWith(Checksum(text[..^ChecksumLength]), StringComparison.Ordinal)
            ? SecretHash.Of(text)
            : null;

    static string Checksum(string random)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(random), hash);
        return Base64Url.EncodeToString(hash)[..ChecksumLength];
    }
}
