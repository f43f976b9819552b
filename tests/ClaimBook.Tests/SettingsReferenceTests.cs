using System.Text;
using ClaimBook.Serving;

namespace ClaimBook.Tests;

public sealed class SettingsReferenceTests
{
    [Fact]
    public void The_settings_reference_is_what_the_list_of_settings_says()
    {
        var text = new StringBuilder(
            """
            # Settings

            Written from `ServerSettings` by a test; CLAIMBOOK_REWRITE=1 renews it.

            They stand in `settings.json` in the data directory, in sections: `Query:Engine` is `{"Query": {"Engine": "sql"}}`. An environment variable
            comes before the file: `CLAIMBOOK_QUERY__ENGINE`. A wrong or unknown setting stops the start and says what is allowed.

            | setting | what it does | allowed | default |
            |---|---|---|---|

            """);
        foreach (var setting in ServerSettings.All)
            text.Append($"| {setting.Name} | {setting.Meaning} | {setting.Allowed} | {(setting.Shown(new()) is { } shown ? $"`{shown}`" : "")} |\n");

        Golden.Check("docs/reference/settings.md", text.ToString());
    }
}
