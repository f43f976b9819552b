using System.Buffers.Binary;
using System.Globalization;
using ClaimBook.Tests.Loads;
using Microsoft.Data.Sqlite;

namespace ClaimBook.Tests.Faults;

/// <summary>What goes wrong with a SQLite file and its disk, seen by a server and by commands.</summary>
public sealed class SqliteFaultTests(DisturbedFiles files) : IDisposable
{
    const string NotWritten = "The database can be read now, but not written; nothing was changed. Its operator finds the reason in the server's log.";

    readonly TestDirectory _directory = new();

    string Database => _directory["data/claimbook.db"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_full_disk_takes_no_changes_and_gives_all_answers()
    {
        var disk = Directory.CreateDirectory(_directory["disk"]).FullName;
        var data = Directory.CreateDirectory(_directory["data"]).FullName;
        using var node = await Node.StartMounted($"mount -t tmpfs -o size=32m tmpfs {disk}", $"sqlite:{disk}/claimbook.db", data, files.Before);
        node.RunBeside("sh", "-c", $"dd if=/dev/zero of={disk}/filler bs=4096 2> /dev/null || true");

        await Node.Refuses(NotWritten, null, node.SignIn(), node.MakeClaim(), node.Rows());
        Assert.True((await node.Claims()).IsSuccessStatusCode);
        await node.Answers();
        Assert.Equal($"disturbed.csv: {disk}/claimbook.db: the disk is full.", await node.End(await node.Upload(files.Disturbed)));
        node.CommandFails("the disk is full.", "load", files.Disturbed);
        node.Run("status");

        node.RunBeside("rm", $"{disk}/filler");
        await node.IsWell();
        Assert.Equal(files.ContentBefore, DisturbedFiles.Sorted(node.Run("export", "original")));
        Assert.Equal("done", await node.End(await node.Upload(files.Disturbed)));
        Assert.Equal(files.ContentAfter, DisturbedFiles.Sorted(node.Run("export", "original")));
    }

    [Fact]
    public void A_read_only_disk_is_said_in_one_line_by_server_and_commands()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount a read-only disk");
        Run("load", files.Before);
        var claimbook = $"{ClaimBookProcess.Executable} --data {_directory["data"]}";

        var (exitCode, output, error) = ClaimBookProcess.RunProgram(
            "unshare", "--mount", "sh", "-c",
            $"""
            mount --bind {_directory["data"]} {_directory["data"]} && mount -o remount,ro,bind {_directory["data"]} || exit 99
            for command in "serve --urls http://127.0.0.1:0" status "load {files.Disturbed} --json"; do {claimbook} $command; echo $?; done
            """);

        Assert.Equal((0, "1\n1\n1\n"), (exitCode, output));
        var reason = $"{Database}: cannot be opened: check that the folder exists and may be written to.";
        Assert.Equal($"claimbook: {reason}\nclaimbook: {reason}\nclaimbook: {files.Disturbed}: {reason}\n", error);
    }

    [Fact]
    public async Task A_log_left_by_a_crash_whole_or_torn_gives_a_state_that_was()
    {
        const int Claims = 5;
        var token = ServingProcess.NewToken(_directory["data"]);
        Run("load", files.Before);
        Run("sample", "--book", "--policies", "20");
        using var server = ServingProcess.Start("serve", "--data", _directory["data"], "--urls", "http://127.0.0.1:0");
        using var client = await server.Serves(token);
        var before = Count(Database);
        for (var i = 0; i < Claims; i++)
            (await client.PostAsync("/api/v1/claims/random", content: null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        server.Kill();
        await server.Ends();

        var (file, log) = (File.ReadAllBytes(Database), File.ReadAllBytes(Database + "-wal"));
        long last = 0;
        foreach (var part in new[] { 0, 0.3, 0.7, 0.999, 1 })
        {
            // Behind what reached the disk lies what was there before.
            byte[] torn = [.. log[..(int)(log.Length * part)], .. new byte[5_000]];
            var copy = Directory.CreateDirectory(_directory[$"copy {part}"]).FullName;
            File.WriteAllBytes(Path.Combine(copy, "claimbook.db"), file);
            File.WriteAllBytes(Path.Combine(copy, "claimbook.db-wal"), torn);
            Assert.Equal(0, ClaimBookProcess.Run("check", "--data", copy).ExitCode);
            var claims = Count(Path.Combine(copy, "claimbook.db"));
            Assert.InRange(claims, last, before + Claims);
            last = claims;
        }
        Assert.Equal(before + Claims, last);
    }

    [Theory]
    [InlineData("header", "is not a SQLite database.")]
    [InlineData("truncated", "the database file is damaged; ")]
    [InlineData("facts", "the database file is damaged; ")]
    [InlineData("index", "the database file is damaged; ")]
    public async Task A_damaged_file_is_refused_by_the_server_and_by_check(string where, string reason)
    {
        Run("load", files.Before);
        Run("sample", "--book", "--policies", "200");
        var bytes = File.ReadAllBytes(Database);
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16));
        switch (where)
        {
            case "header": bytes.AsSpan(0, 16).Clear(); break;
            case "truncated": bytes = bytes[..(bytes.Length / 2)]; break;
            // The last cells of a page: the first that were written.
            case "facts": bytes.AsSpan((LeafOf("fact_performance", bytes, pageSize) * pageSize) - 400, 400).Reverse(); break;
            default: bytes.AsSpan((LeafOf("claim_change", bytes, pageSize) * pageSize) - 60, 60).Reverse(); break;
        }
        File.WriteAllBytes(Database, bytes);

        using var server = ServingProcess.Start("serve", "--data", _directory["data"], "--urls", "http://127.0.0.1:0");
        var (exitCode, said) = await server.Ends();

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"claimbook: {Database}: {reason}", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
        var (checkExitCode, checkOutput, checkError) = ClaimBookProcess.Run("check", "--data", _directory["data"]);
        Assert.Equal(1, checkExitCode);
        Assert.Contains(where == "header" ? reason : "damaged", checkOutput + checkError, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", checkError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_was_changed_on_the_disk_is_never_answered()
    {
        const long Cents = 12_345_678_91;
        // Others beside it in every sum, so that the number stands in the file once.
        Run("load", _directory.Write("file.csv", PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=1", $"WRTN_PREM_AMT={(Cents / 100m).ToString(CultureInfo.InvariantCulture)}"), PerformanceCsv.Line("AGENCY_ID=2", "WRTN_PREM_AMT=1"),
            PerformanceCsv.Line("AGENCY_ID=1", "PROD_ABBR=ANNUITY", "WRTN_PREM_AMT=2"))));
        var token = ServingProcess.NewToken(_directory["data"]);
        var bytes = File.ReadAllBytes(Database);
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, (int)Cents);
        var at = bytes.AsSpan().IndexOf(number);
        Assert.Equal(-1, bytes.AsSpan(at + 1).IndexOf(number));
        bytes[at + 3] ^= 1;
        File.WriteAllBytes(Database, bytes);

        using var server = ServingProcess.Start("serve", "--data", _directory["data"], "--urls", "http://127.0.0.1:0");
        using var client = await server.Listens(token);

        const string Detail = "The data is damaged. Its operator finds more in the server's log, and by 'claimbook check'.";
        await LoadClient.Until(() => server.Said.Any(l => l.Contains("'claimbook check' says where; restore a backup (claimbook restore)", StringComparison.Ordinal)));
        foreach (var address in new[] { "/health/ready", "/api/v1/performance/summary", "/api/v1/performance/details" })
            Assert.Equal(Detail, (await TestServer.Problem(await client.GetAsync(address, TestContext.Current.CancellationToken), 503)).GetProperty("detail").GetString());
        Assert.True((await client.GetAsync("/api/v1/claims", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        var (exitCode, output, _) = ClaimBookProcess.Run("check", "--data", _directory["data"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("ok     the files of the database are undamaged\n", output, StringComparison.Ordinal);
        Assert.Contains("FAILED summary_agency_year equals the sums of the facts: 2 rows differ\n", output, StringComparison.Ordinal);
    }

    void Run(params string[] command)
    {
        var (exitCode, _, error) = ClaimBookProcess.Run([.. command, "--data", _directory["data"]]);
        Assert.True(exitCode == 0, error);
    }

    /// <summary>The number of a page in the middle of a table without row ids, or of an index, that has nothing below it (https://www.sqlite.org/fileformat2.html).</summary>
    int LeafOf(string name, byte[] bytes, int pageSize)
    {
        const byte InteriorPage = 2;
        using var connection = Open(Database);
        var number = (int)(long)Scalar(connection, $"SELECT rootpage FROM sqlite_schema WHERE name = '{name}'");
        while (bytes.AsSpan((number - 1) * pageSize) is var page && page[0] == InteriorPage)
        {
            var cells = BinaryPrimitives.ReadUInt16BigEndian(page[3..]);
            var middle = BinaryPrimitives.ReadUInt16BigEndian(page[(12 + (cells / 2 * 2))..]);
            number = BinaryPrimitives.ReadInt32BigEndian(page[middle..]);
        }
        return number;
    }

    static long Count(string file)
    {
        using var connection = Open(file);
        return (long)Scalar(connection, "SELECT count(DISTINCT claim_key) FROM claim");
    }

    static object Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar()!;
    }

    static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }
}
