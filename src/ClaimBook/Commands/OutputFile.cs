using ClaimBook.Engine;

namespace ClaimBook.Commands;

/// <summary>Files that commands write. A file takes its name only when it is complete: nothing half-done stays.</summary>
static class OutputFile
{
    /// <summary>Writes a file, or standard output where no path is given.</summary>
    /// <returns>What <paramref name="write"/> returns: how many rows there are.</returns>
    /// <exception cref="ClaimBookException">The file cannot be written.</exception>
    public static int Write(string? path, Func<Stream, int> write)
    {
        if (path is null)
        {
            using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            return write(output);
        }
        var unfinished = path + ".unfinished";
        try
        {
            int rows;
            using (var output = File.Create(unfinished, 1 << 16))
                rows = write(output);
            File.Move(unfinished, path, overwrite: true);
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClaimBookException($"{path}: cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
