using System.Text.Json;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Tests;

/// <summary><c>catalog</c>: what can be asked, of which data.</summary>
public sealed class CatalogApiTests(ExtractServer extract)
{
    [Fact]
    public async Task Every_dimension_and_measure_of_the_engine_is_listed_as_it_is()
    {
        var server = await extract.Get();

        var catalog = await server.Json("/api/v1/catalog");

        Assert.Equal(["dimensions", "measures", "years", "loadId"], catalog.Names());
        Assert.All(List(catalog, "dimensions"), d => Assert.Equal(["name", "label", "type", "meaning", "members"], d.Names()));
        Assert.Equal(
            InsuranceCatalog.Dimensions.Select(d => (d.Name, d.Label, d.IsWholeNumber ? "number" : "text", d.Meaning)),
            List(catalog, "dimensions").Select(d => (d.Text("name")!, d.Text("label")!, d.Text("type")!, d.Text("meaning")!)));
        Assert.All(List(catalog, "measures"), m => Assert.Equal(["name", "label", "kind", "unit", "formula", "meaning", "moreIsBetter", "dimensions"], m.Names()));
        Assert.Equal(
            InsuranceCatalog.Measures.Select(m => (m.Name, m.Label, m.Unit.Name, m.Formula.Text, m.Meaning, m.MoreIsBetter)),
            List(catalog, "measures").Select(m => (m.Text("name")!, m.Text("label")!, m.Text("unit")!, m.Text("formula")!, m.Text("meaning")!, Flag(m, "moreIsBetter"))));
    }

    [Theory]
    [InlineData("written_premium", "additive", "USD", true)]
    [InlineData("incurred_losses", "additive", "USD", false)]
    [InlineData("loss_ratio", "ratio", "ratio", false)]
    [InlineData("average_premium", "ratio", "USD", null)]
    [InlineData("policies_in_force", "balance", "policies", true)]
    [InlineData("agencies", "distinct_count", "agencies", null)]
    [InlineData("quotes", "additive", "quotes", true)]
    public async Task A_measure_says_how_it_combines_what_it_counts_and_whether_more_is_better(string name, string kind, string unit, bool? moreIsBetter)
    {
        var server = await extract.Get();
        var measure = Assert.Single(List(await server.Json("/api/v1/catalog"), "measures"), m => m.Text("name") == name);
        Assert.Equal((kind, unit, moreIsBetter), (measure.Text("kind"), measure.Text("unit"), Flag(measure, "moreIsBetter")));
    }

    [Fact]
    public async Task Every_measure_can_be_asked_by_every_dimension_that_it_names_and_by_no_other()
    {
        var server = await extract.Get();
        var catalog = await server.Json("/api/v1/catalog");
        foreach (var measure in List(catalog, "measures"))
        {
            var fit = List(measure, "dimensions").Select(d => d.GetString()!).ToList();
            var resource = fit.Contains("month") ? "claims" : "performance";
            foreach (var dimension in List(catalog, "dimensions").Select(d => d.Text("name")!))
            {
                var address = $"/api/v1/{resource}/summary?by={dimension}&measures={measure.Text("name")}";
                if (fit.Contains(dimension))
                    Assert.Equal([dimension, measure.Text("name")!], (await server.Json(address)).Columns());
                else
                    await server.Problem(address, 400);
            }
        }
    }

    [Fact]
    public async Task Dimensions_of_texts_list_their_members_and_those_of_numbers_do_not()
    {
        var server = await extract.Get();
        var dimensions = List(await server.Json("/api/v1/catalog"), "dimensions").ToDictionary(d => d.Text("name")!, d => List(d, "members"));

        Assert.Equal(
            [("IN", "Indiana"), ("KY", "Kentucky"), ("MI", "Michigan"), ("OH", "Ohio"), ("PA", "Pennsylvania"), ("WV", "West Virginia")],
            dimensions["state"].Select(m => (m.Text("name")!, m.Text("label")!)));
        AssertMembers(ExtractServer.Rows.Select(r => r.Product), "product");
        AssertMembers(ExtractServer.Rows.Select(r => r.ProductLine), "product_line");
        AssertMembers(ExtractServer.Rows.Select(r => r["VENDOR"]), "vendor");
        AssertMembers(["MDS", "SBZ", "eQT", "ELINKS", "PLRANK", "eQTte", "APPLIED", "TRANSACTNOW"], "platform");
        Assert.Equal(["no premium", "under 100k", "100k to 500k", "500k to 1M", "1M to 5M", "5M and over"], dimensions["agency_size"].Select(m => m.Text("name")));
        Assert.Contains(("ANNIV   12", "ANNIV   12"), dimensions["product"].Select(m => (m.Text("name")!, m.Text("label")!)));
        Assert.Contains(("HOMEOWNERS", "Homeowners"), dimensions["product"].Select(m => (m.Text("name")!, m.Text("label")!)));
        Assert.All(["agency", "primary_agency", "year", "appointment_decade"], name => Assert.Empty(dimensions[name]));

        void AssertMembers(IEnumerable<string> expected, string dimension) =>
            Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), dimensions[dimension].Select(m => m.Text("name")!));
    }

    [Fact]
    public async Task Years_say_which_months_they_cover()
    {
        var server = await extract.Get();
        var years = List(await server.Json("/api/v1/catalog"), "years").Select(y => (y.Number("year"), y.Number("firstMonth"), y.Number("lastMonth"), Flag(y, "isComplete")));
        Assert.Equal(Enumerable.Range(2005, 11).Select(y => ((int?)y, (int?)(y == 2005 ? 5 : 1), (int?)(y == 2015 ? 5 : 12), (bool?)(y is not 2005 and not 2015))), years);
    }

    [Fact]
    public async Task Before_the_first_load_everything_is_listed_and_nothing_has_members()
    {
        await using var server = await TestServer.Start();
        var catalog = await server.Json("/api/v1/catalog");
        Assert.Equal(0, catalog.Number("loadId"));
        Assert.Equal(InsuranceCatalog.Measures.Count, List(catalog, "measures").Count);
        Assert.Empty(List(catalog, "years"));
        Assert.Empty(List(List(catalog, "dimensions").Single(d => d.Text("name") == "state"), "members"));
    }

    static List<JsonElement> List(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray()];

    static bool? Flag(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.GetBoolean() : null;
}
