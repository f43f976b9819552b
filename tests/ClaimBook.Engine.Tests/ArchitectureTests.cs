using System.Text.RegularExpressions;

namespace ClaimBook.Engine.Tests;

public sealed partial class ArchitectureTests
{
    static readonly Dictionary<string, string[]> s_mayKnow = new()
    {
        ["Semantics"] = [],
        ["Store"] = ["Semantics"],
        ["Cube"] = ["Semantics", "Store", "Book"],
        ["Sql"] = ["Semantics", "Store", "Book"],
        ["Exports"] = ["Semantics", "Store", "Book"],
        ["Pipeline"] = ["Store", "Semantics"],
        ["Samples"] = ["Semantics", "Book"],
        ["Book"] = ["Store", "Semantics"],
    };

    [Fact]
    public void Each_folder_of_the_engine_knows_only_the_folders_it_may()
    {
        var breaches =
            from source in Sources()
            let folder = source.Path.Split('/')[0]
            from Match mention in EngineNamespace().Matches(source.Text)
            let mentioned = mention.Groups["folder"].Value
            where mentioned != folder && !s_mayKnow.GetValueOrDefault(folder, []).Contains(mentioned)
            select $"{source.Path} mentions {mention.Value}";
        Assert.Empty(breaches);
    }

    [Fact]
    public void The_engine_knows_neither_the_web_nor_the_executable()
    {
        var breaches =
            from source in Sources()
            from Match mention in Foreign().Matches(source.Text)
            select $"{source.Path} mentions {mention.Value}";
        Assert.Empty(breaches);
    }

    static IEnumerable<(string Path, string Text)> Sources()
    {
        var engine = Path.Combine(Repository.Root, "src", "ClaimBook.Engine");
        return from file in Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(engine, file).Replace('\\', '/')
               where !path.StartsWith("obj/") && !path.StartsWith("bin/")
               select (path, File.ReadAllText(file));
    }

    [GeneratedRegex(@"ClaimBook\.Engine\.(?<folder>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EngineNamespace();

    [GeneratedRegex(@"AspNetCore|ClaimBook\.(?!Engine\b)\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Foreign();
}
