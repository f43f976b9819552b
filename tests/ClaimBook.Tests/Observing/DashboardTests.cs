using System.Text.Json;
using System.Text.RegularExpressions;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Observing;

/// <summary>The dashboard for Grafana asks for what there is.</summary>
public sealed partial class DashboardTests(PostgresServer postgres)
{
    static readonly JsonElement s_dashboard = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy/grafana/claimbook.json")));

    static IEnumerable<JsonElement> Panels => s_dashboard.GetProperty("panels").EnumerateArray();

    static IEnumerable<JsonElement> Charts => Panels.Where(p => p.Text("type") != "row");

    static IEnumerable<JsonElement> Targets => Charts.SelectMany(p => p.GetProperty("targets").EnumerateArray());

    [Fact]
    public async Task Every_series_it_asks_for_is_sent_and_every_metric_of_ClaimBook_is_on_it()
    {
        var published = await Instruments.Published(postgres.NewDatabase());
        var asked = Targets.SelectMany(t => Series().Matches(Labels().Replace(t.Text("expr")!, "")).Select(m => m.Value)).ToHashSet();
        Assert.Empty(asked.Except(published.SelectMany(Instruments.PrometheusNames)));
        Assert.All(published.Where(i => i.Meter.Name is ServerTelemetry.Name or LoadTelemetry.Name), i => Assert.Contains(i.PrometheusNames(), asked.Contains));
        // By what: attributes are named in the meaning of the metric that has them.
        var attributes = published.SelectMany(i => Attributes().Matches(i.Description ?? "").Select(m => m.Value.Replace('.', '_'))).ToHashSet();
        Assert.Empty(Targets.SelectMany(t => OwnLabels().Matches(t.Text("expr")!).Select(m => m.Value)).Where(l => !asked.Contains(l)).Except(attributes));
    }

    [Fact]
    public void Panels_have_numbers_of_their_own_do_not_overlap_and_ask_the_database_that_is_chosen()
    {
        Assert.Distinct(Panels.Select(p => p.Number("id")));
        Assert.Distinct(Charts.Select(p => p.Text("title")));
        Assert.All(Charts, p => Assert.Equal("${datasource}", p.GetProperty("datasource").Text("uid")));
        Assert.Contains(s_dashboard.GetProperty("templating").GetProperty("list").EnumerateArray(), v => (v.Text("name"), v.Text("type"), v.Text("query")) == ("datasource", "datasource", "prometheus"));
        var cells =
            from panel in Panels
            let place = panel.GetProperty("gridPos")
            from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
            from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
            select (x, y);
        Assert.Distinct(cells);
        Assert.All(cells, cell => Assert.InRange(cell.x, 0, 23));
    }

    [GeneratedRegex(@"\b(claimbook|http|kestrel|db|dotnet|aspnetcore)_[a-z0-9_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Series();

    /// <summary>What is no series: conditions, and what sums are by.</summary>
    [GeneratedRegex(@"\{[^}]*\}|\bby ?\([^)]*\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Labels();

    [GeneratedRegex(@"\bclaimbook_[a-z0-9_]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnLabels();

    [GeneratedRegex(@"\bclaimbook\.[a-z.]+[a-z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Attributes();
}
