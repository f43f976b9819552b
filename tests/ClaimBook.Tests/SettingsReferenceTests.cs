using System.Text;
using ClaimBook.Serving;

namespace ClaimBook.Tests;

public sealed class SettingsReferenceTests
{
    [Fact]
    public void The_reference_of_settings_is_what_the_server_reads()
    {
        var text = new StringBuilder("# Settings\n\nWritten from the settings by a test; CLAIMBOOK_REWRITE=1 renews it.\n\n"
            + "They stand in `settings.json` in the data directory; `Query:Engine` is `{ \"Query\": { \"Engine\": \"cube\" } }`. An environment variable goes before\n"
            + "the file. A setting that is unknown or wrong stops the start, with a line that says what is allowed.\n");
        var usual = new ServerSettings();
        foreach (var setting in ServerSettings.All)
        {
            text.Append($"\n## {setting.Name}\n\n{setting.Meaning}\n\n");
            text.Append($"- Allowed: {setting.Allowed}\n");
            text.Append(setting.Shown(usual) is { } value ? $"- Default: `{value}`\n" : "");
            text.Append($"- In the environment: `CLAIMBOOK_{setting.Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}`\n");
        }

        Golden.Check("docs/reference/settings.md", text.ToString());
    }
}
