using System.Text.RegularExpressions;

namespace ClaimBook.Tests.Scope;

/// <summary>Which files may speak of all agencies. A new resource takes the scope of who asks, because it can get no other.</summary>
public sealed partial class ScopeArchitectureTests
{
    static readonly string[] s_maySeeAll =
    [
        // Commands run on the machine's own shell, by who may read the database file itself.
        "ClaimBook/Commands/ExportCommand.cs", "ClaimBook/Commands/QueryCommand.cs", "ClaimBook/Commands/ReportCommand.cs",
        // A user who is not limited.
        "ClaimBook/Accounts/CurrentUser.cs",
        // The check of the cube against the database; nobody sees figures of it.
        "ClaimBook.Engine/Cube/CubeCheck.cs",
        // What nodes tell each other of loads; who reads it gets what their scope leaves.
        "ClaimBook/Serving/SharedLoads.cs",
        // Ranks are among all agencies of a size.
        "ClaimBook.Engine/Semantics/AgencyCard.cs",
    ];

    [Fact]
    public void Only_these_files_speak_of_all_agencies() => Assert.Equal(
        s_maySeeAll.Order(StringComparer.Ordinal), Sources("").Where(s => s.Text.Contains("RowScope.All", StringComparison.Ordinal)).Select(s => s.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void The_API_makes_no_scopes_and_takes_data_from_requests_alone()
    {
        var breaches =
            from source in Sources("ClaimBook/Api/")
            from Match mention in Unscoped().Matches(source.Text)
            select $"{source.Path} mentions {mention.Value}";
        Assert.Empty(breaches);
    }

    static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        var root = Path.Combine(Repository.Root, "src");
        return from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(root, file).Replace('\\', '/')
               where path.StartsWith(folder, StringComparison.Ordinal) && !path.Contains("/obj/") && !path.Contains("/bin/")
               // The one place where a request meets its user's scope.
               where folder.Length == 0 || path != "ClaimBook/Api/StarRequest.cs"
               select (path, File.ReadAllText(file));
    }

    /// <summary>A scope of the API's own making, and the star's data without one; the number of its load is no secret.</summary>
    [GeneratedRegex(@"RowScope\.\w+|\bnew CurrentUser\b|\b[Ss]tar[?!]?\.Dimensions\b(?!\.LoadId)|MemberCodes|FactPerformance|StarCube", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unscoped();
}
