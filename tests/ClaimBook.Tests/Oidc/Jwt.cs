using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClaimBook.Tests.Oidc;

/// <summary>A token, taken apart and put together again by hand, as an attacker would.</summary>
sealed record Jwt(JsonObject Header, JsonObject Payload)
{
    public static Jwt Of(string token)
    {
        var parts = token.Split('.');
        return new(Read(parts[0]), Read(parts[1]));
    }

    /// <summary>The token with a right signature by a key.</summary>
    public string Sign(SigningKey key)
    {
        Header["kid"] = key.Id;
        return With(text => key.Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The token with any signature.</summary>
    public string With(Func<byte[], byte[]> sign)
    {
        var text = $"{Write(Header)}.{Write(Payload)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    static JsonObject Read(string part) => JsonSerializer.Deserialize<JsonObject>(Base64Url.DecodeFromChars(part))!;

    static string Write(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
