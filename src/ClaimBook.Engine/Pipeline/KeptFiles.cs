using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>The files of all loads as they were, so that a row can be followed to its line. A file's name is its SHA-256: loaded twice it is
/// kept once, and a line can come from no other file than the one that was loaded, whichever databases share the folder.</summary>
/// <param name="folder">Where they lie; made when first needed.</param>
public sealed class KeptFiles(string folder)
{
    /// <summary>Where the file of a load lies; null if it is not kept here, or not whole.</summary>
    public string? Find(LoadRecord load) => Source.Endings.Select(e => Path.Combine(folder, load.Sha256 + e))
        .FirstOrDefault(path => new FileInfo(path) is { Exists: true } file && file.Length == load.Bytes);

    /// <summary>Begins to copy a file, and clears away what killed loads left; called where no other load of the database can be running.</summary>
    internal KeptCopy BeginCopy() => new(folder);
}
