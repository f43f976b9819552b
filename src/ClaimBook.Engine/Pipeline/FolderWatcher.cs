namespace ClaimBook.Engine.Pipeline;

/// <summary>Watches a folder for performance files. It looks instead of being told: that works on every file system, network shares
/// too. Every file with a known ending is handled once it has stopped changing, oldest first, and again whenever it changes. Files stay
/// where they are: one that is loaded already is a no-op. Names that begin with a point are passed over, so a file can be moved into
/// place.</summary>
public sealed class FolderWatcher
{
    static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(500);

    readonly Dictionary<string, (long, DateTime)> _seen = [];
    readonly Dictionary<string, (long, DateTime)> _handled = [];
    readonly string _folder;
    readonly Action<string> _load;
    readonly Action<string>? _onFailure;

    /// <summary>Makes a watcher that has not looked yet.</summary>
    /// <param name="folder">The folder; the ones below are not looked at.</param>
    /// <param name="load">Loads a file.</param>
    /// <param name="onFailure">Told when a file cannot be loaded; watching goes on. Null where <paramref name="load"/> tells it.</param>
    /// <exception cref="ClaimBookException">There is no such folder.</exception>
    public FolderWatcher(string folder, Action<string> load, Action<string>? onFailure = null)
    {
        if (!Directory.Exists(folder))
            throw new ClaimBookException($"{folder}: there is no such folder.");
        (_folder, _load, _onFailure) = (folder, load, onFailure);
    }

    /// <summary>How the names of files end that are loaded, for people.</summary>
    public static string Endings { get; } = string.Join(" or ", Source.Endings);

    /// <summary>Whether a file is loaded that has this name, without folders.</summary>
    public static bool IsPerformanceFile(string name) =>
        !name.StartsWith('.') && Source.Endings.Any(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>Looks again and again, until stopped.</summary>
    public void Watch(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            Look();
            cancellation.WaitHandle.WaitOne(s_interval);
        }
    }

    /// <summary>Looks until no file that is there changes any more.</summary>
    public void LookOnce(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && !Look())
            cancellation.WaitHandle.WaitOne(s_interval);
    }

    /// <summary>Handles the files that have stopped changing.</summary>
    /// <returns>Whether all have.</returns>
    bool Look()
    {
        var allAreStable = true;
        foreach (var (path, state) in Files())
        {
            var isStable = _seen.TryGetValue(path, out var before) && before == state;
            _seen[path] = state;
            allAreStable &= isStable;
            if (!isStable || (_handled.TryGetValue(path, out var done) && done == state))
                continue;
            _handled[path] = state;
            try
            {
                _load(path);
            }
            catch (ClaimBookException e) when (_onFailure is not null)
            {
                _onFailure(e.Message);
            }
        }
        return allAreStable;
    }

    /// <summary>The files there are now. A folder or a file that goes away while one looks, as network shares do, is not there.</summary>
    IReadOnlyList<(string Path, (long Length, DateTime Changed) State)> Files()
    {
        try
        {
            return
            [
                .. new DirectoryInfo(_folder).EnumerateFiles().Where(f => IsPerformanceFile(f.Name)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name)
                    .Select(f => (f.FullName, (f.Length, f.LastWriteTimeUtc))),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
