using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ClaimBook.Tests.Shared;

/// <summary>A PostgreSQL server of the tests' own: in a temporary directory, on a free port, ended with the tests. Started when first asked for.</summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>Why there is no server here; null if there is one.</summary>
    public static string? Missing { get; } = BinDirectory is null ? "PostgreSQL is not installed (apt-get install postgresql)" : null;

    readonly Lock _lock = new();
    readonly string _directory = Path.Combine(Path.GetTempPath(), $"claimbook-pg-{Guid.NewGuid():N}");
    Process? _server;
    int _port;
    int _databases;

    /// <summary>How many connections there are. Each test has databases of its own, and each of those keeps its connections for a while after the test.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>The MiB of a small disk that all databases lie on, and nothing else; null: they lie on the machine's. Needs root.</summary>
    public int? DiskMebibytes { get; init; }

    static string? BinDirectory => !Directory.Exists("/usr/lib/postgresql")
        ? null
        : Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => int.Parse(Path.GetFileName(d)))
            .Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "postgres")));

    /// <summary>Makes a database and answers its URL. Skips the test where no PostgreSQL is installed; with CI=true it fails there.</summary>
    /// <param name="copyOf">The URL of the database that it is a copy of, which nobody may be using; an empty one if left out.</param>
    public string NewDatabase(string? copyOf = null)
    {
        if (Missing is { } reason)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true")
                throw new InvalidOperationException(reason);
            Assert.Skip(reason);
        }
        lock (_lock)
        {
            if (_server is null)
                Start();
            Resume();
            var name = $"test{++_databases}";
            string[] copied = copyOf is null ? [] : ["--template", new Uri(copyOf).AbsolutePath[1..]];
            string[] onSmallDisk = DiskMebibytes is null ? [] : ["--tablespace", "small"];
            Run("createdb", ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "claimbook", .. copied, .. onSmallDisk, name]);
            return $"postgres://claimbook:secret@127.0.0.1:{_port}/{name}";
        }
    }

    /// <summary>Ends the server at once, as a power cut would; it is started again when the next database is asked for.</summary>
    public void Kill() => Stop("immediate");

    /// <summary>Ends the server.</summary>
    /// <param name="mode">How, in PostgreSQL's own words: <c>fast</c> with a goodbye to its clients, <c>immediate</c> without; its next start recovers from the log then.</param>
    public void Stop(string mode)
    {
        lock (_lock)
        {
            if (_server is null)
                return;
            Resume();
            Run("pg_ctl", "-D", Path.Combine(_directory, "data"), "-m", mode, "stop");
            _server.WaitForExit();
            _server = null;
        }
    }

    /// <summary>Starts the server again after <see cref="Kill"/>.</summary>
    public void Restart()
    {
        lock (_lock)
            StartServer();
    }

    /// <summary>Lets all processes of the server stand still, as a machine that is frozen does: nothing is answered, and no connection is closed.</summary>
    public void Pause() => Signal("-STOP");

    /// <summary>Lets them go on.</summary>
    public void Resume() => Signal("-CONT");

    /// <summary>Gives the small disk another size.</summary>
    public void ResizeDisk(int mebibytes) =>
        Run("nsenter", "--target", $"{_server!.Id}", "--mount", "mount", "-o", $"remount,size={mebibytes}m", Path.Combine(_directory, "small"));

    public void Dispose()
    {
        Kill();
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    void Start()
    {
        Directory.CreateDirectory(_directory);
        if (IsRoot)
            Run("chown", "postgres", _directory);
        var passwordFile = Path.Combine(_directory, "password");
        File.WriteAllText(passwordFile, "secret");
        if (IsRoot)
            Run("chown", "postgres", passwordFile);
        Run("initdb", "-D", Path.Combine(_directory, "data"), "-U", "claimbook", "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C");
        StartServer();
    }

    void StartServer()
    {
        _port = _port == 0 ? FreePort() : _port;
        var start = StartInfo(
            "postgres", "-D", Path.Combine(_directory, "data"), "-p", $"{_port}", "-k", _directory,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "log_min_messages=panic", "-c", $"max_connections={MaxConnections}");
        if (DiskMebibytes is { } size)
            MountFor(start, Directory.CreateDirectory(Path.Combine(_directory, "small")).FullName, size);
        _server = Process.Start(start)!;
        _server.OutputDataReceived += (_, _) => { };
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        for (var attempt = 0; ; attempt++)
        {
            if (TryRun("pg_isready", "-h", "127.0.0.1", "-p", $"{_port}"))
                break;
            if (attempt == 100 || _server.HasExited)
                throw new InvalidOperationException("PostgreSQL did not start.");
            Thread.Sleep(TimeSpan.FromMilliseconds(100));
        }
        if (DiskMebibytes is not null && _databases == 0)
            Run("psql", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "claimbook", "-c", $"CREATE TABLESPACE small LOCATION '{_directory}/small'", "postgres");
    }

    /// <summary>Makes a program see a small disk that nobody else sees, and that is gone with it.</summary>
    static void MountFor(ProcessStartInfo start, string directory, int mebibytes)
    {
        string[] mounting = ["--mount", "sh", "-c", $"mount -t tmpfs -o size={mebibytes}m,uid=postgres,gid=postgres,mode=700 tmpfs {directory} && exec \"$@\"", "sh", start.FileName];
        for (var i = 0; i < mounting.Length; i++)
            start.ArgumentList.Insert(i, mounting[i]);
        start.FileName = "unshare";
    }

    /// <summary>Sends a signal to the server's process and all that it has started.</summary>
    void Signal(string signal)
    {
        if (_server is null)
            return;
        var children = File.ReadAllText($"/proc/{_server.Id}/task/{_server.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // One of them may have ended since.
        TryRun("kill", [signal, $"{_server.Id}", .. children]);
    }

    static bool IsRoot => Environment.UserName == "root";

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static void Run(string program, params string[] arguments)
    {
        if (!TryRun(program, arguments))
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }

    static bool TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(program, arguments))!;
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    static ProcessStartInfo StartInfo(string program, params string[] arguments)
    {
        var own = BinDirectory is { } bin && File.Exists(Path.Combine(bin, program)) ? Path.Combine(bin, program) : null;
        // PostgreSQL refuses to run as root; Debian's package makes the user postgres.
        string[] command = own is not null && IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", own, .. arguments] : [own ?? program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment["PGPASSWORD"] = "secret";
        return start;
    }
}
