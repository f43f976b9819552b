using System.Text;
using ClaimBook.Engine;
using ClaimBook.Serving;

namespace ClaimBook.Tests;

/// <summary>Where settings come from, and that a wrong one stops the start.</summary>
public sealed class SettingsTests : IDisposable
{
    readonly TestDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void The_reference_of_settings_is_what_the_settings_say_of_themselves()
    {
        var text = new StringBuilder(
            """
            # Settings

            Written from `src/ClaimBook/Serving/ServerSettings.cs` by a test; CLAIMBOOK_REWRITE=1 renews it.

            `claimbook serve` reads `settings.json` in the data directory, such as `{"Query": {"Engine": "sql"}}`. A variable of the environment
            comes before the file: CLAIMBOOK_ and the name, with two underscores for each colon. The option `--urls` comes before both. A setting
            that is wrong or, in the file, unknown stops the start with a message that says what is allowed.

            | name | environment | meaning | allowed | default |
            |---|---|---|---|---|

            """);
        foreach (var setting in ServerSettings.All)
        {
            var standard = setting.Shown(new ServerSettings()) is { } shown ? $"`{shown}`" : "none";
            text.Append($"| `{setting.Name}` | `{setting.Variable}` | {setting.Meaning} | {setting.Allowed} | {standard} |\n");
        }
        Golden.Check("docs/reference/settings.md", text.ToString());
    }

    [Fact]
    public void Without_a_file_every_setting_has_its_default_and_the_default_is_allowed()
    {
        Assert.Equal(Shown(new ServerSettings()), Shown(ServerSettings.Read(_data.Root)));
        foreach (var setting in ServerSettings.All)
        {
            if (setting.Shown(new ServerSettings()) is { } shown)
                Assert.Equal(Shown(new ServerSettings()), Shown(setting.Take(new ServerSettings(), shown)!));
        }
    }

    [Theory]
    [InlineData("""{"Urls": "http://0.0.0.0:80;http://[::1]:8080", "Query": {"Engine": "sql"}}""")]
    [InlineData("""{"urls": "http://0.0.0.0:80;http://[::1]:8080", "Query:Engine": "SQL"}""")]
    [InlineData("""{/* for the department */ "Urls": "http://0.0.0.0:80;http://[::1]:8080", "QUERY": {"ENGINE": "Sql",},}""")]
    public void The_file_says_settings_in_any_letters(string json)
    {
        _data.Write("settings.json", json);
        Assert.Equal(
            Shown(new ServerSettings { Urls = "http://0.0.0.0:80;http://[::1]:8080", Engine = QueryEngine.Sql }), Shown(ServerSettings.Read(_data.Root)));
    }

    [Theory]
    [InlineData("""{"Query": {"Engine": "duck"}}""", "The setting Query:Engine is 'duck'; allowed: auto, cube, sql.")]
    [InlineData("""{"Query": {"Engine": "1"}}""", "The setting Query:Engine is '1'; allowed: auto, cube, sql.")]
    [InlineData("""{"Query": {"Engine": "auto,sql"}}""", "The setting Query:Engine is 'auto,sql'; allowed: auto, cube, sql.")]
    [InlineData("""{"Urls": "https://localhost"}""", "The setting Urls is 'https://localhost'; allowed: http://HOST:PORT, ")]
    [InlineData("""{"Urls": "http://localhost:5080;"}""", "The setting Urls is 'http://localhost:5080;'; allowed: http://HOST:PORT, ")]
    [InlineData("""{"Urls": "http://me:secret@localhost:5080"}""", "The setting Urls is ")]
    [InlineData("""{"Loads": {"MaxUploadBytes": -1}}""", "The setting Loads:MaxUploadBytes is '-1'; allowed: a whole number, 1 or more.")]
    [InlineData("""{"Log": {"Format": "xml"}}""", "The setting Log:Format is 'xml'; allowed: text, json.")]
    [InlineData("""{"Log": {"SlowQuery": "1s"}}""", "The setting Log:SlowQuery is '1s'; allowed: a whole number up to 1,000,000; 0 for every question.")]
    [InlineData("""{"Loads": {"Folder": "/no/such/folder"}}""", "The setting Loads:Folder is '/no/such/folder'; allowed: a folder that exists.")]
    [InlineData("""{"Loads": {"Schedule": "daily"}}""", "The setting Loads:Schedule is 'daily'; allowed: a cron expression")]
    [InlineData("""{"Loads": {"Schedule": "0 0 6 * * ?"}}""", "The setting Loads:Schedule says when to look into a folder, but Loads:Folder names none.")]
    [InlineData("""{"Engine": "sql"}""", "{path}: 'Engine' is not a setting; there are: Urls, Query:Engine")]
    [InlineData("""{"Query": {"Engine": ["sql"]}}""", "{path}: 'Query:Engine:0' is not a setting; there are: Urls, Query:Engine")]
    [InlineData("""{"Query": """, "{path}: is not JSON: ")]
    [InlineData("""["sql"]""", "{path}: is not JSON: ")]
    [InlineData("", "{path}: is not JSON: ")]
    public void What_is_wrong_in_the_file_is_said_with_what_is_allowed(string json, string message)
    {
        var path = _data.Write("settings.json", json);
        var problem = Assert.Throws<ClaimBookException>(() => ServerSettings.Read(_data.Root));
        Assert.StartsWith(message.Replace("{path}", path), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_in_one_line_wherever_it_stands()
    {
        _data.Write("settings.json", """{"Query": {"Engine": "duck"}}""");
        using var file = ServingProcess.Start("serve", "--data", _data.Root);
        Assert.Equal((1, "claimbook: The setting Query:Engine is 'duck'; allowed: auto, cube, sql."), await file.Ends());

        using var environment = ServingProcess.StartWith(["CLAIMBOOK_QUERY__ENGINE=goose"], "serve", "--data", _data.Root);
        Assert.Equal((1, "claimbook: The setting Query:Engine is 'goose'; allowed: auto, cube, sql."), await environment.Ends());
    }

    [Fact]
    public async Task The_environment_comes_before_the_file_and_the_option_before_both()
    {
        _data.Write("settings.json", """{"Urls": "no address", "Query": {"Engine": "duck"}}""");
        using (var server = ServingProcess.StartWith(["CLAIMBOOK_URLS=http://127.0.0.1:0", "CLAIMBOOK_QUERY__ENGINE=sql"], "serve", "--data", _data.Root))
        {
            using var client = await server.Serves();
            server.Terminate();
            Assert.Equal(0, (await server.Ends()).ExitCode);
        }

        using var other = ServingProcess.StartWith(
            ["CLAIMBOOK_URLS=http://192.0.2.1:80", "CLAIMBOOK_QUERY__ENGINE=sql"], "serve", "--data", _data.Root, "--urls", "http://127.0.0.1:0");
        using var there = await other.Serves();
    }

    [Fact]
    public async Task Variables_of_other_programs_change_nothing()
    {
        using var server = ServingProcess.StartWith(
            ["ASPNETCORE_URLS=http://192.0.2.1:80", "ASPNETCORE_ENVIRONMENT=Development", "CLAIMBOOK_SOMETHING=else"],
            "serve", "--data", _data.Root, "--urls", "http://127.0.0.1:0");
        using var client = await server.Serves();
    }

    /// <summary>The value of every setting; some are lists, which are equal only by what they hold.</summary>
    static IEnumerable<string> Shown(ServerSettings settings) => ServerSettings.All.Select(s => $"{s.Name}={s.Shown(settings)}");
}
