using ClaimBook.Engine;

namespace ClaimBook.Aws;

/// <summary>Where an object of Amazon S3 lies, or all objects whose keys begin alike.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key as it is, without percent encoding; of a prefix its end is a slash, and empty means the whole bucket.</param>
sealed record S3Address(string Bucket, string Key)
{
    const string Scheme = "s3://";

    /// <summary>Whether it means all objects whose keys begin with <see cref="Key"/>.</summary>
    public bool IsPrefix => Key.Length == 0 || Key.EndsWith('/');

    /// <summary>Reads an address; null if the text is a path of this machine.</summary>
    /// <exception cref="ClaimBookException">It begins like one but names no bucket.</exception>
    public static S3Address? Find(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var parts = text[Scheme.Length..].Split('/', 2);
        return parts[0].Length > 0
            ? new S3Address(parts[0], parts.Length > 1 ? parts[1] : "")
            : throw new ClaimBookException($"{text}: names no bucket; write s3://BUCKET/KEY, or s3://BUCKET/PREFIX/ for all files under it.");
    }

    /// <summary>For people; a key may hold line breaks, a line of a log may not.</summary>
    public override string ToString() => string.Concat($"{Scheme}{Bucket}/{Key}".Where(c => !char.IsControl(c)));
}
