using System.Text.Json;

namespace ClaimBook.Browser.Tests.Stage;

/// <summary>What keeps people out: the findings of axe-core.</summary>
static class Barriers
{
    static readonly Lazy<string> s_axe = new(() => File.ReadAllText(Path.Combine(Repository.Root, "web", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Looks at the page as it stands.</summary>
    public static async Task<IReadOnlyList<string>> Find(IPage page)
    {
        await page.EvaluateAsync(s_axe.Value);
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        return [.. found.EnumerateArray().SelectMany(v => v.GetProperty("nodes").EnumerateArray().Take(3).Select(n =>
            $"{v.Text("id")}: {v.Text("help")}: {n.GetProperty("html").GetString()} {n.Text("failureSummary")?.ReplaceLineEndings(" ")}"))];
    }
}
