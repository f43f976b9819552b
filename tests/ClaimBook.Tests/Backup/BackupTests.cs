using System.Security.Cryptography;

namespace ClaimBook.Tests.Backup;

/// <summary><c>claimbook backup</c> and <c>claimbook restore</c> as a user runs them.</summary>
public sealed class BackupTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_backup_made_while_files_are_loaded_is_one_state_of_all_tables_and_comes_back_as_it_was()
    {
        string[] files = [.. Enumerable.Range(1, 6).Select(seed => Sample($"{seed}.csv", 10_000, seed))];
        // What the loads leave behind one after the other, computed apart; the times of loads are the only thing that differs.
        Fill("apart", files[0]);
        var states = new List<Dictionary<string, string>> { Content("apart") };
        foreach (var file in files.Skip(1))
        {
            ClaimBookProcess.Output("load", file, "--replace", "--data", _directory["apart"]);
            states.Add(Content("apart"));
        }
        Fill("data", files[0]);
        var moments = Enumerable.Range(0, 8).Select(n => $"{n}.db").ToList();

        var loading = Task.Run(() => ClaimBookProcess.Output(["load", .. files.Skip(1), "--replace", "--data", _directory["data"]]), TestContext.Current.CancellationToken);
        foreach (var moment in moments)
            ClaimBookProcess.Output("backup", _directory[moment], "--data", _directory["data"]);
        await loading;

        var seen = new HashSet<int>();
        foreach (var moment in moments)
        {
            ClaimBookProcess.Output("restore", _directory[moment], "--data", _directory[$"{moment}-restored"]);
            var content = Content($"{moment}-restored");
            var loads = content["load"].Split('\n').Length;
            seen.Add(loads);
            AssertSame(states[loads - 1], content);
        }
        Assert.True(seen.Count > 1, "no load was under way while backups were made");
    }

    [Fact]
    public void A_backup_of_a_database_at_rest_is_equal_to_it_in_every_table_and_for_its_owner_alone()
    {
        Fill("data", Sample("sample.csv", 2_000, seed: 1));
        ClaimBookProcess.Output("user", "add", "anna@example.test", "--role", "viewer", "--data", _directory["data"]);
        ClaimBookProcess.Output("token", "add", "--user", "anna@example.test", "--name", "test", "--data", _directory["data"]);
        var database = _directory["data/claimbook.db"];

        var output = ClaimBookProcess.Output("backup", _directory["backup.db"], "--data", _directory["data"], "--json");

        Assert.Equal($"{{\"file\":\"{_directory["backup.db"]}\",\"bytes\":{new FileInfo(_directory["backup.db"]).Length}}}\n", output);
        AssertSame(DatabaseContent.Read(database), DatabaseContent.Read(_directory["backup.db"]));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["backup.db"]));
        Assert.Equal(["backup.db", "data", "sample.csv"], Directory.GetFileSystemEntries(_directory.Root).Select(Path.GetFileName).Order());
        Assert.Equal($"{database}: restored.\n", ClaimBookProcess.Output("restore", _directory["backup.db"], "--data", _directory["other"]).Replace("/other/", "/data/", StringComparison.Ordinal));
        AssertSame(DatabaseContent.Read(database), DatabaseContent.Read(_directory["other/claimbook.db"]));
        ClaimBookProcess.Output("check", "--data", _directory["other"]);
    }

    [Fact]
    public void The_database_that_was_there_before_is_kept_under_another_name()
    {
        Fill("data", Sample("first.csv", 500, seed: 1));
        ClaimBookProcess.Output("backup", _directory["backup.db"], "--data", _directory["data"]);
        var first = Content("data");
        ClaimBookProcess.Output("load", Sample("second.csv", 500, seed: 2), "--data", _directory["data"]);
        var second = Content("data");

        ClaimBookProcess.Output("restore", _directory["backup.db"], "--data", _directory["data"]);

        AssertSame(first, Content("data"));
        var before = Assert.Single(Directory.GetFiles(_directory["data"], "*.before-restore-*"));
        AssertSame(second, DatabaseContent.Read(before, s_times));
    }

    [Fact]
    public void A_damaged_database_is_not_backed_up_but_gives_way_to_a_backup()
    {
        Fill("data", Sample("sample.csv", 2_000, seed: 1));
        ClaimBookProcess.Output("backup", _directory["good.db"], "--data", _directory["data"]);
        Damage(_directory["data/claimbook.db"]);
        var damaged = File.ReadAllBytes(_directory["data/claimbook.db"]);

        AssertRefused($"claimbook: {_directory["data/claimbook.db"]}: the database file is damaged", "backup", _directory["bad.db"], "--data", _directory["data"]);
        Assert.Empty(Directory.GetFiles(_directory.Root, "bad.db*"));
        ClaimBookProcess.Output("restore", _directory["good.db"], "--data", _directory["data"]);

        ClaimBookProcess.Output("check", "--data", _directory["data"]);
        // But for SQLite's header, which says how the file was closed.
        Assert.Equal(damaged[100..], File.ReadAllBytes(Assert.Single(Directory.GetFiles(_directory["data"], "*.before-restore-*")))[100..]);
    }

    [Theory]
    [InlineData("damaged", "the database file is damaged")]
    [InlineData("cut off", "the database file is damaged")]
    [InlineData("a text", "is not a SQLite database.")]
    [InlineData("empty", "is not a database of ClaimBook.")]
    [InlineData("of another program", "is not a database of ClaimBook.")]
    [InlineData("without a table", "the database has lost its table policy.")]
    [InlineData("newer", "its schema is number 999, written by a newer ClaimBook; this one knows up to ")]
    [InlineData("missing", "there is no such file.")]
    public void What_is_no_sound_backup_is_refused_and_changes_nothing(string kind, string reason)
    {
        Fill("data", Sample("sample.csv", 2_000, seed: 1));
        var file = _directory["backup.db"];
        ClaimBookProcess.Output("backup", file, "--data", _directory["data"]);
        switch (kind)
        {
            case "damaged": Damage(file); break;
            case "cut off": File.WriteAllBytes(file, File.ReadAllBytes(file)[..^20_000]); break;
            case "a text": File.WriteAllText(file, new string('x', 10_000)); break;
            case "empty": File.WriteAllText(file, ""); break;
            case "of another program": File.Delete(file); DatabaseContent.Execute(file, "CREATE TABLE load (load_id integer)"); break;
            case "without a table": DatabaseContent.Execute(file, "DROP TABLE policy"); break;
            case "newer": DatabaseContent.Execute(file, "INSERT INTO schema_script VALUES (999, '999_new.sql', ''); UPDATE schema_floor SET number = 999"); break;
            default: File.Delete(file); break;
        }
        var before = Files();

        AssertRefused($"claimbook: {file}: {reason}", "restore", file, "--data", _directory["data"]);

        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task While_a_server_has_the_database_nothing_is_restored()
    {
        Fill("data", Sample("sample.csv", 500, seed: 1));
        ClaimBookProcess.Output("backup", _directory["backup.db"], "--data", _directory["data"]);
        using (var server = ServingProcess.Start("serve", "--data", _directory["data"], "--urls", "http://127.0.0.1:0"))
        {
            using var client = await server.Serves();
            AssertRefused(
                $"claimbook: {_directory["data/claimbook.db"]}: is in use by a server or a command; nothing was changed. End it and try again.\n",
                "restore", _directory["backup.db"], "--data", _directory["data"]);
            Assert.Empty(Directory.GetFiles(_directory["data"], "*restore*"));
            ClaimBookProcess.Output("backup", _directory["another.db"], "--data", _directory["data"]);
            server.Terminate();
            await server.Ends();
        }

        ClaimBookProcess.Output("restore", _directory["backup.db"], "--data", _directory["data"]);
    }

    [Fact]
    public void A_backup_takes_the_place_of_no_other_file_and_needs_a_database()
    {
        Fill("data", Sample("sample.csv", 500, seed: 1));
        var file = _directory.Write("there.txt", "kept");

        AssertRefused($"claimbook: {file}: exists already; a backup never takes the place of another file.\n", "backup", file, "--data", _directory["data"]);
        AssertRefused($"claimbook: {_directory["none/x.db"]}: cannot be written: ", "backup", _directory["none/x.db"], "--data", _directory["data"]);
        AssertRefused($"claimbook: {_directory["empty/claimbook.db"]}: there is no database.\n", "backup", _directory["x.db"], "--data", _directory["empty"]);

        Assert.Equal("kept", File.ReadAllText(file));
        Assert.False(Path.Exists(_directory["empty"]));
    }

    static readonly string[] s_times = ["started_at", "finished_at", "recorded_at", "at"];

    Dictionary<string, string> Content(string data) => DatabaseContent.Read(_directory[$"{data}/claimbook.db"], s_times);

    static void AssertSame(Dictionary<string, string> expected, Dictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, table => Assert.True(table.Value == actual[table.Key], table.Key));
    }

    void Fill(string data, string file)
    {
        ClaimBookProcess.Output("load", file, "--data", _directory[data]);
        ClaimBookProcess.Output("sample", "--book", "--policies", "50", "--data", _directory[data]);
    }

    string Sample(string name, int rows, int seed)
    {
        ClaimBookProcess.Output("sample", "--rows", $"{rows}", "--seed", $"{seed}", "--out", _directory[name]);
        return _directory[name];
    }

    /// <summary>Every file with its content.</summary>
    List<string> Files() => [.. Directory.GetFiles(_directory.Root, "*", SearchOption.AllDirectories)
        .Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}").Order(StringComparer.Ordinal)];

    /// <summary>Overwrites pages in the middle, as a bad disk does.</summary>
    static void Damage(string file)
    {
        using var stream = new FileStream(file, FileMode.Open);
        stream.Position = stream.Length / 2;
        stream.Write(new byte[16_384]);
    }

    static void AssertRefused(string message, params string[] arguments)
    {
        var (exitCode, output, error) = ClaimBookProcess.Run(arguments);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }
}
