using System.Diagnostics;
using System.Text.Json;

namespace ClaimBook.Browser.Tests.Stage;

/// <summary>Made-up business, loaded with a book and the <see cref="Person"/>s into a database that is copied for each <see cref="Site"/>.</summary>
sealed class Sample : IDisposable
{
    readonly TestDirectory _directory = new();
    readonly PostgresServer _postgres;
    readonly int _policies;
    readonly Lazy<IReadOnlyList<Fact>> _facts;
    readonly Lazy<string> _sqlite, _postgresUrl;
    IReadOnlyList<int>? _limitedTo;

    /// <summary>Makes the file; the databases when they are asked for.</summary>
    /// <param name="postgres">Where copies on PostgreSQL live.</param>
    /// <param name="rows">The rows of the performance file.</param>
    /// <param name="policies">The policies of the book.</param>
    public Sample(PostgresServer postgres, int rows, int policies)
    {
        (_postgres, _policies) = (postgres, policies);
        Rows = rows;
        ClaimBookProcess.Output("sample", "--rows", $"{rows}", "--out", File);
        _facts = new(() => Fact.Read(File));
        _sqlite = new(() => Fill("--data", Made(_directory["sqlite"])));
        _postgresUrl = new(() =>
        {
            var url = _postgres.NewDatabase();
            Fill("--data", Made(_directory["postgres"]), "--database", url);
            return url;
        });
    }

    /// <summary>The rows of the performance file.</summary>
    public int Rows { get; }

    /// <summary>The performance file.</summary>
    public string File => _directory["sample.csv"];

    /// <summary>The rows of the performance file, read the plain way.</summary>
    public IReadOnlyList<Fact> Facts => _facts.Value;

    /// <summary>The agencies that limited persons see: the two with the most claims, so that there is something to see everywhere.</summary>
    public IReadOnlyList<int> LimitedTo
    {
        get
        {
            _ = _sqlite.Value;
            return _limitedTo!;
        }
    }

    /// <summary>Copies the data into a directory.</summary>
    /// <returns>The options that claimbook needs for the copy.</returns>
    public string[] CopyTo(string directory, DatabaseKind kind)
    {
        var from = kind == DatabaseKind.Sqlite ? _sqlite.Value : Path.Combine(_directory.Root, "postgres");
        string[] options = kind == DatabaseKind.Sqlite
            ? ["--data", directory]
            : ["--data", directory, "--database", _postgres.NewDatabase(copyOf: _postgresUrl.Value)];
        Directory.CreateDirectory(directory);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(directory, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy);
        }
        return options;
    }

    public void Dispose() => _directory.Dispose();

    string Fill(params string[] options)
    {
        ClaimBookProcess.Output(["load", File, .. options]);
        ClaimBookProcess.Output(["sample", "--book", "--policies", $"{_policies}", .. options]);
        var claims = ClaimBookProcess.Output(["query", "--by", "agency", "--measures", "claims_reported", "--sort", "-claims_reported", "--limit", "2", "--json", .. options]);
        _limitedTo = [.. JsonDocument.Parse(claims).RootElement.Rows().Select(r => r.Number("agency")!.Value).Order()];
        foreach (var person in Person.All)
            AddUser(person, options);
        return options[1];
    }

    void AddUser(Person person, string[] options)
    {
        string[] agencies = person.IsLimited ? ["--agencies", string.Join(',', _limitedTo!)] : [];
        var start = new ProcessStartInfo(ClaimBookProcess.Executable, ["user", "add", person.Email, "--role", person.Role, .. agencies, "--password-stdin", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("CLAIMBOOK_DATABASE");
        using var process = Process.Start(start)!;
        process.StandardInput.WriteLine(Person.Password);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    static string Made(string directory)
    {
        Directory.CreateDirectory(directory);
        // Tests sign in more often than people do.
        System.IO.File.WriteAllText(Path.Combine(directory, "settings.json"), """{"Limits": {"SignInsPerMinute": 100000, "ExportsAtOnce": 100}}""");
        return directory;
    }
}

/// <summary>Where the data lies.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
