using System.Text.Json;
using System.Text.RegularExpressions;

namespace ClaimBook.Tests.Deploy;

/// <summary>The Dockerfile, as far as a test can follow it without a container engine.</summary>
static partial class Dockerfile
{
    static readonly (string Name, string Arguments)[] s_instructions =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "Dockerfile"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..])),
    ];

    /// <summary>What the last instruction of a name says.</summary>
    public static string Last(string name) => s_instructions.Last(i => i.Name == name).Arguments;

    /// <summary>The files and folders of the checkout that are copied.</summary>
    public static string[] Sources =>
    [
        .. s_instructions.Where(i => i.Name == "COPY" && !i.Arguments.StartsWith("--from", StringComparison.Ordinal)).SelectMany(i => i.Arguments.Split(' ')[..^1]),
    ];

    /// <summary>The variables of the environment that the program runs with.</summary>
    public static string[] Environment => Last("ENV").Split(' ');

    /// <summary>A command of the program, written as a JSON list.</summary>
    public static string[] Command(string instruction) => JsonSerializer.Deserialize<string[]>(List().Match(Last(instruction)).Value)!;

    [GeneratedRegex(@"\[.*\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex List();
}
