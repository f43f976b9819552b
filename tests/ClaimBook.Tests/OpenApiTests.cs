using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary>The description of the HTTP API: what the server says, what is committed, and whether the trade's linter likes it.</summary>
public sealed class OpenApiTests
{
    const string Reference = "docs/reference/openapi.json";

    static string Linter { get; } = Path.Combine(Repository.Root, "tests", "ClaimBook.Tests", "Spectral");

    [Fact]
    public async Task The_document_is_the_one_that_is_committed()
    {
        await using var server = await TestServer.Start();

        var document = await server.Client.GetStringAsync("/openapi/v1.json");

        Golden.Check(Reference, document + "\n");
    }

    [Fact]
    public void Everything_has_a_summary_a_description_and_an_example()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Repository.Root, Reference)));
        foreach (var (what, operation) in Operations(document))
        {
            Assert.All(["summary", "description", "operationId", "tags"], name => Assert.True(operation.TryGetProperty(name, out _), $"{what} has no {name}"));
            foreach (var parameter in Property(operation, "parameters"))
                Assert.True(parameter.TryGetProperty("example", out _) && parameter.TryGetProperty("description", out _), $"{what}: {parameter}");
            foreach (var response in operation.GetProperty("responses").EnumerateObject().Where(r => r.Value.TryGetProperty("content", out _)))
            {
                var json = response.Value.GetProperty("content").EnumerateObject().Where(c => c.Name.Contains("json", StringComparison.Ordinal));
                Assert.All(json, c => Assert.True(c.Value.TryGetProperty("example", out _), $"{what}: {response.Name} {c.Name} has no example"));
            }
        }
    }

    [Fact]
    public void Spectral_finds_nothing()
    {
        NodePackages.Install(Linter);

        var (exitCode, output, error) = ClaimBookProcess.RunProgram(
            Path.Combine(Linter, "node_modules", ".bin", "spectral"), "lint", "--fail-severity", "hint", "--ruleset", Path.Combine(Linter, ".spectral.yaml"),
            Path.Combine(Repository.Root, Reference));

        Assert.True(exitCode == 0, output + error);
    }

    /// <summary>Every operation of a document.</summary>
    internal static IEnumerable<(string What, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);

    internal static IEnumerable<JsonElement> Property(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];
}
