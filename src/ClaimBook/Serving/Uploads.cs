using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>Files that lie here only for their load: uploads, and those that are fetched from elsewhere. What a killed process left behind is cleared away by the
/// next server.</summary>
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

    /// <summary>Makes an empty file. As long as the stream is open no server takes it for a leftover.</summary>
    /// <param name="deleteOnClose">Whether it goes with the stream.</param>
    /// <exception cref="IOException">It cannot be made; <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public FileStream Create(bool deleteOnClose = false)
    {
        PrivateDirectory.Create(_folder);
        var path = Path.Combine(_folder, $"{Guid.CreateVersion7():N}");
        return new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0,
            FileOptions.Asynchronous | (deleteOnClose ? FileOptions.DeleteOnClose : FileOptions.None));
    }

    /// <summary>Clears leftovers away; called when this server has its port, so that one started twice by mistake does no harm.</summary>
    public void ClearLeftovers()
    {
        foreach (var path in _leftovers)
        {
            try
            {
                // Of a command that is loading it the file is open, and this fails.
                new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Whose it is deletes it, or the next start does.
            }
        }
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
