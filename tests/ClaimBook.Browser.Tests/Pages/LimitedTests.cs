using System.Collections.Concurrent;
using System.Text.Json;

namespace ClaimBook.Browser.Tests.Pages;

/// <summary>Somebody who is limited to some agencies sees no other's anywhere.</summary>
public sealed class LimitedTests(Theatre theatre) : BrowserTests(theatre)
{
    public static TheoryData<string> Pages => [.. AppPage.All.Where(p => p.Limited is not null).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_of_another_agency_reaches_the_page(string page)
    {
        var site = await Theatre.Exhibition;
        var who = AppPage.Of(page).Limited!;
        var visitor = await (await NewVisitor(site)).Is(who);
        var answers = new ConcurrentQueue<(string Url, Task<string> Text)>();
        visitor.Page.Response += (_, response) =>
        {
            if (response.Url.Contains("/api/v1/", StringComparison.Ordinal) && response.Headers.GetValueOrDefault("content-type")?.Contains("json", StringComparison.Ordinal) == true)
                answers.Enqueue((response.Url, response.TextAsync()));
        };

        await visitor.Open(await AppPage.Of(page).At(site, who));

        foreach (var (url, text) in answers)
        {
            var strangers = Agencies(JsonSerializer.Deserialize<JsonElement>(await text)).Except(site.Sample.LimitedTo).ToList();
            Assert.True(strangers.Count == 0, $"{url} tells of the agencies {string.Join(", ", strangers)}");
        }
        await Expect(visitor.Alert).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("agencies", "agency", "or it is not yours to see.")]
    [InlineData("policies", "number", "or not for you.")]
    [InlineData("claims", "reference", "or not for you.")]
    public async Task An_address_of_another_agencys_says_that_it_is_not_there(string list, string column, string words)
    {
        var site = await Theatre.Exhibition;
        var other = (await site.Ask(Person.Viewer, $"/api/v1/{list}")).Rows()
            .First(r => !site.Sample.LimitedTo.Contains(r.GetProperty("agency").GetInt32())).GetProperty(column).ToString();
        var visitor = (await (await NewVisitor(site)).Is(Person.Limited)).ExpectsFailures();
        await visitor.Open($"/{list}/{other}");
        await Expect(visitor.Main).ToContainTextAsync(words);
    }

    /// <summary>Every number that stands where an agency's does.</summary>
    static IEnumerable<int> Agencies(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Agencies),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p is { Name: "agency", Value.ValueKind: JsonValueKind.Number } ? [p.Value.GetInt32()] : Agencies(p.Value)),
        _ => [],
    };
}
