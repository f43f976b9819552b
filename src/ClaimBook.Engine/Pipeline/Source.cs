using System.IO.Compression;
using System.Security.Cryptography;

namespace ClaimBook.Engine.Pipeline;

/// <summary>A file to load, plain, gzip or zip by its first bytes, together with its SHA-256.</summary>
sealed class Source : IDisposable
{
    const string Csv = ".csv", GZip = ".csv.gz", Zip = ".zip";

    readonly FileInfo _file;
    readonly FileStream _stream;
    readonly ZipArchive? _archive;
    readonly DateTime _changed;
    readonly Lazy<Task<string>> _sha256;
    KeptCopy? _copy;
    volatile bool _stop;

    Source(string path)
    {
        _file = new FileInfo(path);
        _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        Length = _stream.Length;
        _changed = _file.LastWriteTimeUtc;
        try
        {
            (Content, _archive, Ending) = OpenContent(_stream);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
        _sha256 = new(() => Task.Run(HashAsItLies));
    }

    /// <summary>The file's name without its folder.</summary>
    public string Name => _file.Name;

    /// <summary>Size of the file in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>How many of these bytes have been read.</summary>
    public long Position => _stream.Position;

    /// <summary>The CSV text.</summary>
    public Stream Content { get; }

    /// <summary>How the names of files end that can be loaded.</summary>
    public static IReadOnlyList<string> Endings { get; } = [Csv, GZip, Zip];

    /// <summary>The one of <see cref="Endings"/> that fits the content, whatever the file's name.</summary>
    public string Ending { get; }

    /// <summary>SHA-256 of the file as it lies on the disk, in lower-case hexadecimal digits.</summary>
    public string Sha256 => _sha256.Value.GetAwaiter().GetResult();

    /// <summary>Opens a file.</summary>
    /// <exception cref="ClaimBookException">It is a directory, empty, or a zip without exactly one CSV.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public static Source Open(string path)
    {
        if (Directory.Exists(path))
            throw new ClaimBookException("is a directory; name a file, or use --watch for a folder.");
        return new Source(path);
    }

    /// <summary>Whether an exception means that a file cannot be read.</summary>
    public static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>Says in plain words why a file cannot be read.</summary>
    public static string Explain(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        UnauthorizedAccessException => "no permission to read it.",
        InvalidDataException => "the archive is damaged or cut off.",
        _ => $"cannot be read: {e.Message}",
    };

    /// <summary>Begins to compute <see cref="Sha256"/> beside whatever comes next.</summary>
    /// <param name="copy">Gets the bytes that are hashed, no others; disposed of together with this.</param>
    public void BeginHash(KeptCopy? copy)
    {
        _copy = copy;
        _ = _sha256.Value;
    }

    /// <summary>Fails if the file was written to since it was opened: then nobody can tell what was read.</summary>
    /// <exception cref="ClaimBookException">It was.</exception>
    public void ThrowIfChanged()
    {
        _file.Refresh();
        if (!_file.Exists || _file.Length != Length || _file.LastWriteTimeUtc != _changed)
            throw new ClaimBookException("The file changed while it was being read; nothing was loaded. Load it again when it is complete.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop = true;
        if (_sha256.IsValueCreated)
            ((IAsyncResult)_sha256.Value).AsyncWaitHandle.WaitOne();
        _copy?.Dispose();
        Content.Dispose();
        _archive?.Dispose();
        _stream.Dispose();
    }

    static (Stream Content, ZipArchive? Archive, string Ending) OpenContent(FileStream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadOnlySpan<byte> start = magic[..stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            return (new ZipEntryContent(SingleEntry(archive)), archive, Zip);
        }
        return start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b])
            ? (new GZipStream(stream, CompressionMode.Decompress), null, GZip)
            : (stream, null, Csv);
    }

    /// <summary>Reads the same open file at places of its own, so that it cannot be another one.</summary>
    string HashAsItLies()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        int read;
        for (long at = 0; !_stop && (read = RandomAccess.Read(_stream.SafeFileHandle, buffer, at)) > 0; at += read)
        {
            hash.AppendData(buffer, 0, read);
            _copy?.Write(buffer.AsSpan(0, read));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static ZipArchiveEntry SingleEntry(ZipArchive archive)
    {
        var entries = archive.Entries
            .Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && !e.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
            .ToList();
        return entries.Count == 1
            ? entries[0]
            : throw new ClaimBookException($"The zip holds {entries.Count} CSV files ({string.Join(", ", archive.Entries.Take(5).Select(e => e.FullName))}); it must hold exactly one.");
    }
}
