namespace ClaimBook.Tests.Shared;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string directory) => File.Exists(Path.Combine(directory, "ClaimBook.slnx"))
        ? directory
        : Find(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests do not lie in the repository."));
}
