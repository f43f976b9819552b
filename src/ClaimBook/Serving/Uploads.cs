namespace ClaimBook.Serving;

/// <summary>Uploaded files, each until its load has ended. What a killed server left behind is cleared away by the next one.</summary>
sealed class Uploads
{
    readonly string _folder;
    readonly string[] _leftovers;

    /// <summary>Finds leftovers; made before the first upload can come.</summary>
    public Uploads(DataDirectory data)
    {
        _folder = Path.Combine(data.Path, "uploads");
        _leftovers = Directory.Exists(_folder) ? Directory.GetFiles(_folder) : [];
    }

    /// <summary>Makes an empty file for an upload.</summary>
    /// <exception cref="IOException">It cannot be made; <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public FileStream Create()
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, $"{Guid.CreateVersion7():N}");
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
    }

    /// <summary>Clears leftovers away; called when this server has its port, so that one started twice by mistake does no harm.</summary>
    public void ClearLeftovers()
    {
        foreach (var path in _leftovers)
            Delete(path);
    }

    /// <summary>Deletes an upload; where that fails the next start does it.</summary>
    public static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is a leftover now.
        }
    }
}
