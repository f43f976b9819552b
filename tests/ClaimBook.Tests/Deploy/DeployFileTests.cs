using System.Text.RegularExpressions;
using ClaimBook.Commands;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Deploy;

/// <summary>What the files for containers and platforms name is there.</summary>
public sealed partial class DeployFileTests
{
    const string Port = "8080";

    public static TheoryData<string> Files => ["Dockerfile", "compose.yaml", "heroku.yml", ".do/app.yaml", "fly.toml"];

    [Fact]
    public void What_the_Dockerfile_copies_exists_and_nothing_else_reaches_the_build()
    {
        var sources = Dockerfile.Sources;
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(Repository.Root, source)), source));
        var admitted = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        Assert.All(sources, source => Assert.Contains(admitted, a => source == a || source.StartsWith($"{a}/", StringComparison.Ordinal)));
        Assert.All(admitted, a => Assert.Contains(a, sources));
    }

    [Theory, MemberData(nameof(Files))]
    public void Every_variable_of_ClaimBook_is_one_and_every_value_is_allowed(string file)
    {
        var text = Read(file);
        foreach (var name in Variables().Matches(text).Select(m => m.Value).Distinct().Where(n => n != DataOptions.DatabaseVariable))
            Assert.Contains(ServerSettings.All, s => s.Variable == name);
        foreach (Match said in Values().Matches(text))
        {
            var setting = ServerSettings.All.Single(s => s.Variable == said.Groups["name"].Value);
            new ServerSettings().With(setting.Name, said.Groups["value"].Value.Replace("$PORT", Port, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Dockerfile", $@"CLAIMBOOK_URLS=http://0\.0\.0\.0:{Port} ")]
    [InlineData("Dockerfile", $@"(?m)^EXPOSE {Port}$")]
    [InlineData("compose.yaml", $@"127\.0\.0\.1:{Port}:{Port}")]
    [InlineData(".do/app.yaml", $@"http_port: {Port}\n")]
    [InlineData("fly.toml", $@"internal_port = {Port}\n")]
    public void The_port_is_everywhere_the_same(string file, string port) => Assert.Matches(port, Read(file));

    [Fact]
    public void The_volume_is_where_the_program_keeps_its_data()
    {
        var directory = Assert.IsType<string>(CommandLine.Create().Options.Single(o => o.Name == "--data").GetDefaultValue());
        Assert.Equal($"{Dockerfile.Last("WORKDIR")}/{directory}", Dockerfile.Last("VOLUME"));
        Assert.Contains($"- files:{Dockerfile.Last("VOLUME")}\n", Read("compose.yaml"), StringComparison.Ordinal);
        Assert.Contains($"-m 700 {Dockerfile.Last("VOLUME")}", Read("Dockerfile"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CMD")]
    [InlineData("HEALTHCHECK")]
    public void The_container_runs_commands_that_there_are(string instruction)
    {
        var command = Dockerfile.Command(instruction);
        Assert.Equal("claimbook", command[0]);
        Assert.Empty(CommandLine.Create().Parse(command[1..]).Errors);
    }

    [Theory]
    [InlineData(".do/app.yaml")]
    [InlineData("fly.toml")]
    public void The_platforms_ask_an_address_for_health_that_there_is(string file) => Assert.Contains(
        $"\"{HealthPath().Match(Read(file)).Groups["path"].Value}\": {{", Read("docs/reference/openapi.json"), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Files))]
    public void Every_file_stands_in_the_documentation_and_holds_no_password(string file)
    {
        Assert.Contains($"`{file}`", Read("docs/deploy.md"), StringComparison.Ordinal);
        Assert.All(Passwords().Matches(Read(file)).Select(m => m.Groups["value"].Value), value => Assert.StartsWith("${POSTGRES_PASSWORD:?", value, StringComparison.Ordinal));
    }

    static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex("CLAIMBOOK_[A-Z_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variables();

    [GeneratedRegex("""(?<name>CLAIMBOOK_(?!DATABASE)[A-Z_]+)("? ?[=:] ?"?|\n.*\n *value: )(?<value>[^" \n]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Values();

    [GeneratedRegex("""path["]?( = |: )"?(?<path>/health/[a-z]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HealthPath();

    [GeneratedRegex("""PASSWORD: (?<value>.*)|://[^:/ ]+:(?<value>[^@\n]+)@""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Passwords();
}
