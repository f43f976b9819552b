namespace ClaimBook.Tests.Shared;

/// <summary>A temporary directory of one test.</summary>
public sealed class TestDirectory : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("claimbook-test-").FullName;

    /// <summary>A path in the directory.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Writes a file and answers its path.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
