using System.Xml.Linq;

namespace ClaimBook.Tests;

public sealed class VersionTests
{
    [Fact]
    public void The_program_says_its_version_and_the_commit_that_it_was_built_from()
    {
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

        var (exitCode, output, error) = ClaimBookProcess.Run("--version");

        Assert.Equal((0, ""), (exitCode, error));
        var parts = output.TrimEnd('\n').Split('+');
        Assert.Equal(version, parts[0]);
        if (Path.Exists(Path.Combine(Repository.Root, ".git")))
            Assert.Equal((0, "commit\n", ""), ClaimBookProcess.RunProgram("git", "-C", Repository.Root, "cat-file", "-t", parts[1]));
    }
}
