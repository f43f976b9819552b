namespace ClaimBook.Tests.Shared;

/// <summary>The extract of the real file that lies beside the checkout on the developers' machines; the project never contains its rows.</summary>
public static class Extract
{
    /// <summary>Its path, or the test is skipped where there is none.</summary>
    public static string Require()
    {
        var set = Environment.GetEnvironmentVariable("CLAIMBOOK_EXTRACT");
        var path = set ?? Path.Combine(Repository.Root, "..", "shared", "data", "agencyperformance-extract.csv");
        if (!File.Exists(path))
        {
            Assert.SkipWhen(set is null, "the extract of the real file is not on this machine");
            Assert.Fail($"CLAIMBOOK_EXTRACT names {set}, which does not exist");
        }
        return path;
    }
}
