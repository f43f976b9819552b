using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>The files of all loads as they were, so that a row can be followed to its line. A file's name is its SHA-256: loaded twice it
/// is kept once, and a line can come from no other file than the one that was loaded, whichever databases share the directory.</summary>
/// <param name="dataDirectory">The data directory; they lie in its folder <c>files</c>, which is made when first needed.</param>
public sealed class KeptFiles(string dataDirectory)
{
    readonly string _folder = Path.Combine(dataDirectory, "files");

    /// <summary>Where the file of a load lies; null if it is not kept here, or not whole.</summary>
    public string? Find(LoadRecord load) => Source.Endings.Select(e => Path.Combine(_folder, load.Sha256 + e))
        .FirstOrDefault(path => new FileInfo(path) is { Exists: true } file && file.Length == load.Bytes);

    /// <summary>Begins to copy a file and clears away what killed loads left; called where no other load of the database can run.</summary>
    internal KeptCopy BeginCopy() => new(_folder);
}
