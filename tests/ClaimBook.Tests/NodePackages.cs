namespace ClaimBook.Tests;

/// <summary>Programs of the trade that run on Node.js, as their package-lock.json names them.</summary>
static class NodePackages
{
    static readonly Lock s_lock = new();

    /// <summary>Skips the test where Node.js is missing; with CI=true it fails there.</summary>
    public static void Require()
    {
        if (!Runs("npm", "--version"))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "Node.js is not installed (apt-get install npm)");
            Assert.Fail("Node.js is not installed");
        }
    }

    /// <summary>Installs a directory's packages, if that was not done before. Skips the test where Node.js is missing; with CI=true it fails there.</summary>
    public static void Install(string directory)
    {
        Require();
        lock (s_lock)
        {
            var installed = new FileInfo(Path.Combine(directory, "node_modules", ".package-lock.json"));
            if (installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(directory, "package-lock.json")))
                return;
            var installation = ClaimBookProcess.RunProgram("npm", "ci", "--prefix", directory, "--ignore-scripts", "--no-audit", "--no-fund");
            Assert.True(installation.ExitCode == 0, installation.Error);
        }
    }

    static bool Runs(string program, string argument)
    {
        try
        {
            return ClaimBookProcess.RunProgram(program, argument).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
