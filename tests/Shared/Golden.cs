namespace ClaimBook.Tests.Shared;

/// <summary>Committed files that tests compare with. CLAIMBOOK_REWRITE=1 rewrites them; the normal run only compares.</summary>
public static class Golden
{
    /// <summary>Compares a file of the repository with what it should be.</summary>
    /// <param name="path">The file, from the root of the repository.</param>
    /// <param name="expected">What it should be, lines ending in LF.</param>
    public static void Check(string path, string expected)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("CLAIMBOOK_REWRITE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
        }
        Assert.True(File.Exists(file), $"{path} is missing; run the tests with CLAIMBOOK_REWRITE=1");
        Assert.Equal(expected, File.ReadAllText(file));
    }
}
