namespace ClaimBook.Serving;

/// <summary>Where working files lie.</summary>
/// <param name="Path">The directory.</param>
sealed record DataDirectory(string Path);
