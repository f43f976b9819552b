namespace ClaimBook.Engine.Store;

/// <summary>Directories that hold data.</summary>
public static class PrivateDirectory
{
    /// <summary>Makes a directory that only its owner may enter; one that is there stays as it is.</summary>
    /// <param name="path">The directory.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
