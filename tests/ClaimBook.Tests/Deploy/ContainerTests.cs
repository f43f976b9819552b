using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ClaimBook.Tests.Deploy;

/// <summary>The nearest to a container that needs no engine: what the Dockerfile copies is built, and runs as the Dockerfile says in a bare Debian, as an ordinary user
/// who can write to the data and to /tmp alone. The build and the Debian are kept in <c>artifacts/container</c>.</summary>
[SupportedOSPlatform("linux")]
public sealed class ContainerTests : IDisposable
{
    /// <summary>What Microsoft's image of that name brings with it.</summary>
    const string RuntimeDeps = "ca-certificates,libgcc-s1,libssl3,libstdc++6,tzdata";

    /// <summary>The user of Microsoft's images.</summary>
    const string AppUser = "1654";

    static readonly string s_artifacts = Path.Combine(Repository.Root, "artifacts", "container");
    static readonly string s_source = Path.Combine(s_artifacts, "source"), s_app = Path.Combine(s_artifacts, "app"), s_debian = Path.Combine(s_artifacts, "debian");

    readonly TestDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_the_Dockerfile_builds_serves_in_a_bare_Debian_that_cannot_be_written_to()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can change the root directory");
        Assert.SkipUnless(File.Exists("/usr/sbin/debootstrap"), "debootstrap is not installed (apt-get install debootstrap)");
        NodePackages.Require();
        MakeDebian();
        Build();
        Run("chown", AppUser, _data.Root);

        string address;
        using (var server = ServingProcess.StartProgram("unshare", Inside(["env", "CLAIMBOOK_URLS=http://127.0.0.1:0", .. Dockerfile.Command("CMD")])))
        {
            using var client = await server.Serves(seconds: 60);
            Assert.Contains("<div id=\"app\">", await client.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Contains(server.Said, line => line.StartsWith("There were no accounts. Sign in as admin with the password ", StringComparison.Ordinal));
            address = $"http://127.0.0.1:{client.BaseAddress!.Port}";
            Assert.Equal($"{address}/health/ready: is ready.\n", Run("unshare", Inside(["env", $"CLAIMBOOK_URLS={address}", .. Dockerfile.Command("HEALTHCHECK")])));
            server.Terminate();
            Assert.Equal(0, (await server.Ends()).ExitCode);
        }

        var (exitCode, _, error) = ClaimBookProcess.RunProgram("unshare", Inside(["env", $"CLAIMBOOK_URLS={address}", .. Dockerfile.Command("HEALTHCHECK")]));
        Assert.Equal((1, $"claimbook: {address}/health/ready: does not answer.\n"), (exitCode, error));
        Assert.Contains("Read-only file system", ClaimBookProcess.RunProgram("unshare", Inside(["touch", "/app/x"])).Error, StringComparison.Ordinal);
        Assert.Equal(["claimbook.db"], Directory.GetFileSystemEntries(_data.Root).Select(Path.GetFileName).Order());
    }

    /// <summary>A command in the container's surroundings: the root directory read-only, the data and /tmp not, none of root's rights.</summary>
    string[] Inside(string[] command) =>
    [
        "--mount", "--", "sh", "-ec",
        $"""
        mount --bind {s_debian} {s_debian}
        mount --bind {s_app} {s_debian}/app
        mount --bind {_data.Root} {s_debian}{Dockerfile.Last("VOLUME")}
        mount -t tmpfs tmpfs {s_debian}/tmp
        mount -t proc proc {s_debian}/proc
        mount --rbind /dev {s_debian}/dev
        mount -o remount,bind,ro {s_debian}
        mount -o remount,bind,ro {s_debian}/app
        chmod 1777 {s_debian}/tmp
        exec chroot {s_debian} setpriv --reuid={AppUser} --regid={AppUser} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
            env --ignore-environment --chdir={Dockerfile.Last("WORKDIR")} PATH=/usr/local/bin:/usr/bin:/bin {string.Join(' ', Dockerfile.Environment)} "$@"
        """,
        "sh", .. command,
    ];

    static void MakeDebian()
    {
        // Its last step; without it an earlier attempt was interrupted.
        var done = Path.Combine(s_debian, "done");
        if (File.Exists(done))
            return;
        if (Directory.Exists(s_debian))
            Directory.Delete(s_debian, recursive: true);
        Directory.CreateDirectory(s_artifacts);
        Run("debootstrap", "--variant=minbase", $"--include={RuntimeDeps}", "bookworm", s_debian);
        Directory.CreateDirectory($"{s_debian}/app");
        Directory.CreateDirectory(s_debian + Dockerfile.Last("VOLUME"));
        File.CreateSymbolicLink($"{s_debian}/usr/local/bin/claimbook", "/app/claimbook");
        File.WriteAllText(done, "");
    }

    /// <summary>Builds from what the Dockerfile copies and nothing else, without compiling ahead of time, which takes minutes.</summary>
    static void Build()
    {
        var files = Run("git", ["-C", Repository.Root, "ls-files", "--cached", "--others", "--exclude-standard", "--", .. Dockerfile.Sources]).TrimEnd('\n').Split('\n').ToHashSet();
        foreach (var file in files.Where(f => File.Exists(Path.Combine(Repository.Root, f))))
        {
            var (from, to) = (Path.Combine(Repository.Root, file), Path.Combine(s_source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (File.GetLastWriteTimeUtc(from) != File.GetLastWriteTimeUtc(to))
                File.Copy(from, to, overwrite: true);
        }
        foreach (var file in Directory.GetFiles(Path.Combine(s_source, "src"), "*.cs", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(s_source, f)))
        {
            if (!files.Contains(file) && !file.Contains("/obj/", StringComparison.Ordinal))
                File.Delete(Path.Combine(s_source, file));
        }
        Run(
            "dotnet", "publish", Path.Combine(s_source, "src", "ClaimBook"), "-c", "Release", "-a", RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
            "-p:PublishReadyToRun=false", "-p:SourceRevisionId=test", "-o", s_app);
    }

    static string Run(string program, params string[] arguments)
    {
        var (exitCode, output, error) = ClaimBookProcess.RunProgram(program, arguments);
        Assert.True(exitCode == 0, $"{program}: {output}{error}");
        return output;
    }
}
