namespace ClaimBook.Engine.Pipeline;

/// <summary>Watches a folder for performance files. It looks instead of being told: that works on every file system, network shares too.</summary>
public static class FolderWatcher
{
    static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Handles every file with a known ending once it has stopped changing, oldest first, and again whenever it changes. Files stay
    /// where they are: one that is loaded already is a no-op. Names that begin with a point are passed over, so a file can be moved into place.</summary>
    /// <param name="folder">The folder; the ones below are not looked at.</param>
    /// <param name="load">Loads a file.</param>
    /// <param name="onFailure">Told when a file cannot be loaded; watching goes on.</param>
    /// <param name="cancellation">Ends the watching.</param>
    /// <exception cref="ClaimBookException">There is no such folder.</exception>
    public static void Watch(string folder, Action<string> load, Action<string> onFailure, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new ClaimBookException($"{folder}: there is no such folder.");
        var seen = new Dictionary<string, (long, DateTime)>();
        var handled = new Dictionary<string, (long, DateTime)>();
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var (path, state) in Look(folder))
            {
                var isStable = seen.TryGetValue(path, out var before) && before == state;
                seen[path] = state;
                if (!isStable || (handled.TryGetValue(path, out var done) && done == state))
                    continue;
                handled[path] = state;
                try
                {
                    load(path);
                }
                catch (ClaimBookException e)
                {
                    onFailure(e.Message);
                }
            }
            cancellation.WaitHandle.WaitOne(s_interval);
        }
    }

    /// <summary>The files there are now. A folder or a file that goes away while one looks, as network shares do, is not there.</summary>
    static IReadOnlyList<(string Path, (long Length, DateTime Changed) State)> Look(string folder)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(folder).EnumerateFiles().Where(IsPerformanceFile).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name)
                    .Select(f => (f.FullName, (f.Length, f.LastWriteTimeUtc))),
            ];
        }
        catch (IOException)
        {
            return [];
        }
    }

    static bool IsPerformanceFile(FileInfo file) =>
        !file.Name.StartsWith('.') && Source.Endings.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
