namespace ClaimBook.Tests.Faults;

/// <summary>The files whose loads are disturbed, and what they leave behind where nothing goes wrong, on a database of another kind. Made when first asked for.</summary>
public sealed class DisturbedFiles : IDisposable
{
    readonly TestDirectory _directory = new();
    readonly Lazy<(string Before, string After)> _content;

    public DisturbedFiles() => _content = new(Make);

    /// <summary>What is loaded before something goes wrong.</summary>
    public string Before => Made("before.csv");

    /// <summary>What is being loaded while something goes wrong.</summary>
    public string Disturbed => Made("disturbed.csv");

    /// <summary>All facts with all their columns after the first file.</summary>
    public string ContentBefore => _content.Value.Before;

    /// <summary>How many facts there are after the first file: its lines but for the header and what follows the last line end.</summary>
    public long FactsBefore => ContentBefore.Split('\n').Length - 2;

    /// <summary>All facts with all their columns after both.</summary>
    public string ContentAfter => _content.Value.After;

    /// <summary>What <c>claimbook export original</c> writes, in an order of its own.</summary>
    public static string Sorted(string export) => string.Join('\n', export.Split("\r\n").Order(StringComparer.Ordinal));

    public void Dispose() => _directory.Dispose();

    string Made(string name)
    {
        _ = _content.Value;
        return _directory[name];
    }

    (string Before, string After) Make()
    {
        ClaimBookProcess.Output("sample", "--rows", "2000", "--seed", "1", "--out", _directory["before.csv"]);
        ClaimBookProcess.Output("sample", "--rows", "40000", "--seed", "2", "--out", _directory["disturbed.csv"]);
        ClaimBookProcess.Output("load", _directory["before.csv"], "--data", _directory["data"]);
        var before = Sorted(ClaimBookProcess.Output("export", "original", "--data", _directory["data"]));
        ClaimBookProcess.Output("load", _directory["disturbed.csv"], "--data", _directory["data"]);
        return (before, Sorted(ClaimBookProcess.Output("export", "original", "--data", _directory["data"])));
    }
}
