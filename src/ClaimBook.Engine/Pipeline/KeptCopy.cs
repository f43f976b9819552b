namespace ClaimBook.Engine.Pipeline;

/// <summary>The copy of a file that is being loaded. It gets its name shortly before the load commits, and is deleted if the load does not.
/// Where it cannot be written the load goes on without it.</summary>
sealed class KeptCopy : IDisposable
{
    const string PartEnding = ".part";

    readonly string _folder;
    readonly FileStream? _part;
    string? _unconfirmed;

    public KeptCopy(string folder)
    {
        _folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var leftover in Directory.EnumerateFiles(folder, $"*{PartEnding}"))
                File.Delete(leftover);
            var path = Path.Combine(folder, $"{Guid.NewGuid():N}{PartEnding}");
            _part = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (IsExpected(e))
        {
            Problem = e.Message;
        }
    }

    /// <summary>Why there is no copy; null as long as nothing stands against it.</summary>
    public string? Problem { get; private set; }

    /// <summary>Adds the next bytes of the file.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (Problem is not null)
            return;
        try
        {
            _part!.Write(bytes);
        }
        catch (Exception e) when (IsExpected(e))
        {
            Problem = e.Message;
            // At once: the database may need the room.
            Dispose();
        }
    }

    /// <summary>Gives the copy, whole now, its name; the same file of an earlier load stays as it is.</summary>
    public void TakeName(string sha256, string ending)
    {
        if (Problem is not null)
            return;
        try
        {
            var path = Path.Combine(_folder, sha256 + ending);
            if (new FileInfo(path) is { Exists: true } kept && kept.Length == _part!.Length)
                return;
            _part!.Dispose();
            File.Move(_part.Name, path, overwrite: true);
            _unconfirmed = path;
        }
        catch (Exception e) when (IsExpected(e))
        {
            Problem = e.Message;
        }
    }

    /// <summary>The load has committed: the copy stays.</summary>
    public void Confirm() => _unconfirmed = null;

    /// <summary>Deletes what has no name yet, and what is not confirmed.</summary>
    public void Dispose()
    {
        _part?.Dispose();
        foreach (var path in new[] { _part?.Name, _unconfirmed }.OfType<string>())
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (IsExpected(e))
            {
                // The next load clears it away.
            }
        }
    }

    static bool IsExpected(Exception e) => e is IOException or UnauthorizedAccessException;
}
