using System.Runtime.Versioning;

namespace ClaimBook.Tests;

/// <summary>A full disk, a file nobody may read: the program says so and changes nothing.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostileSurroundingsTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void On_a_full_disk_a_load_says_so_and_the_database_stays_as_it_was()
    {
        var small = Sample("small.csv", 2_000);
        var large = Sample("large.csv", 100_000);
        var data = Directory.CreateDirectory(_directory["tmpfs"]).FullName;
        var claimbook = ClaimBookProcess.Executable;
        var script =
            $"""
            mount -t tmpfs -o size=4m tmpfs {data} || exit 99
            {claimbook} load {small} --data {data} || exit 98
            {claimbook} export original --data {data} > {_directory["before.csv"]} || exit 97
            {claimbook} load {large} --data {data}; echo "exit code $?"
            {claimbook} export original --data {data} > {_directory["after.csv"]} || exit 96
            {claimbook} check --data {data} > /dev/null || exit 95
            """;

        var (exitCode, output, error) = RunWithMounts(script);

        Assert.True(exitCode == 0, $"{exitCode}: {output}{error}");
        Assert.Contains("exit code 1", output, StringComparison.Ordinal);
        Assert.Contains("the disk is full", error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(_directory["before.csv"]), File.ReadAllText(_directory["after.csv"]));
    }

    [Fact]
    public void A_file_that_does_not_fit_on_the_disk_is_loaded_without_being_kept()
    {
        var file = Sample("large.csv", 30_000);
        var data = Directory.CreateDirectory(_directory["tmpfs"]).FullName;
        var database = $"sqlite:{_directory["elsewhere.db"]}";

        var (exitCode, output, error) = RunWithMounts(
            $"""
            mount -t tmpfs -o size=4m tmpfs {data} || exit 99
            {ClaimBookProcess.Executable} load {file} --json --data {data} --database {database} || exit 98
            find {data} -type f
            """);

        Assert.True(exitCode == 0, $"{exitCode}: {output}{error}");
        var report = Assert.Single(output.TrimEnd('\n').Split('\n'));
        Assert.Contains("\"inserted\":30000,", report, StringComparison.Ordinal);
        Assert.Contains("could not be kept, so its lines cannot be shown later: No space left on device", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_permission_is_named()
    {
        var file = Sample("secret.csv", 10);
        File.SetUnixFileMode(file, UnixFileMode.None);

        var (exitCode, _, error) = RunWithoutPrivileges("load", file, "--json", "--data", _directory["data"]);

        Assert.Equal((1, $"claimbook: {file}: no permission to read it.\n"), (exitCode, error));
    }

    [Fact]
    public void A_data_directory_without_permission_is_named()
    {
        var file = Sample("sample.csv", 10);
        var closed = Directory.CreateDirectory(_directory["closed"]).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (exitCode, _, error) = RunWithoutPrivileges("load", file, "--json", "--data", Path.Combine(closed, "data"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"claimbook: {file}: {closed}/data/claimbook.db: ", error, StringComparison.Ordinal);
        Assert.Contains("denied", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_without_permission_are_named()
    {
        var settings = _directory.Write("settings.json", "{}");
        File.SetUnixFileMode(settings, UnixFileMode.None);

        var (exitCode, _, error) = RunWithoutPrivileges("serve", "--data", _directory.Root, "--urls", "http://127.0.0.1:0");

        Assert.Equal((1, $"claimbook: {settings}: cannot be read: Access to the path '{settings}' is denied.\n"), (exitCode, error));
    }

    string Sample(string name, int rows)
    {
        Assert.Equal(0, ClaimBookProcess.Run("sample", "--rows", $"{rows}", "--out", _directory[name]).ExitCode);
        return _directory[name];
    }

    /// <summary>Runs a shell script in a mount namespace of its own: the small disk is gone with the shell.</summary>
    static (int ExitCode, string Output, string Error) RunWithMounts(string script)
    {
        string[] unshare = Environment.UserName == "root" ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
        return ClaimBookProcess.RunProgram("unshare", [.. unshare, "sh", "-c", script]);
    }

    /// <summary>Root may read everything; without these two capabilities it is a user like any other.</summary>
    static (int ExitCode, string Output, string Error) RunWithoutPrivileges(params string[] arguments) =>
        Environment.UserName != "root"
            ? ClaimBookProcess.Run(arguments)
            : ClaimBookProcess.RunProgram(
                "setpriv",
                ["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search", ClaimBookProcess.Executable, .. arguments]);
}
