using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ClaimBook.Commands;

namespace ClaimBook.Tests.Loads;

/// <summary>What clients do with loads.</summary>
static class LoadClient
{
    public const string Loads = "/api/v1/loads";

    /// <summary>Uploads a file.</summary>
    public static async Task<HttpResponseMessage> Post(
        this TestServer server, byte[] content, string name = "book.csv", string parameters = "")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } };
        return await server.Client.PostAsync(Loads + parameters, form);
    }

    /// <summary>Uploads a file that must be taken.</summary>
    /// <returns>The address of its load.</returns>
    public static async Task<string> Upload(this TestServer server, byte[] content, string name = "book.csv", string parameters = "")
    {
        using var response = await server.Post(content, name, parameters);
        Assert.True(response.StatusCode == System.Net.HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.ToString();
    }

    public static Task<string> Upload(this TestServer server, string text, string name = "book.csv", string parameters = "") =>
        server.Upload(System.Text.Encoding.UTF8.GetBytes(text), name, parameters);

    /// <summary>The events of a load, as they come, to the end of the stream.</summary>
    public static async IAsyncEnumerable<(string Name, JsonElement Load)> Events(this TestServer server, string load)
    {
        using var response = await server.Client.GetAsync(load + "/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
            yield return (item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data));
    }

    /// <summary>Waits for the end of a load.</summary>
    public static async Task<JsonElement> End(this TestServer server, string load, string expected = "done")
    {
        var (name, end) = await server.Events(load).LastAsync();
        Assert.True(name == expected, $"{name}: {end}");
        Assert.Equal(expected, end.GetProperty("status").GetString());
        return end;
    }

    /// <summary>Waits until a load has its turn and waits for a load of another process.</summary>
    public static async Task WaitsForTheDatabase(this TestServer server, string load) => await server.Events(load).FirstAsync(
        e => e.Load.GetProperty("status").GetString() == "waiting" && e.Load.GetProperty("startedAt").ValueKind == JsonValueKind.String);

    public static async Task<JsonElement> Cancel(this TestServer server, string load)
    {
        using var response = await server.Client.PostAsync(load + "/cancel", content: null);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The parameters that a problem names, each with what is said of it.</summary>
    public static IEnumerable<string> Errors(JsonElement problem) => problem.GetProperty("errors").EnumerateArray()
        .Select(e => $"{e.GetProperty("parameter").GetString()}: {e.GetProperty("message").GetString()}");

    /// <summary>The rows of the list of loads.</summary>
    public static async Task<IReadOnlyList<JsonElement>> List(this TestServer server, string parameters = "") =>
        [.. (await server.Json(Loads + parameters)).GetProperty("rows").EnumerateArray()];

    /// <summary>Written premium of everything that the API shows.</summary>
    public static async Task<decimal?> WrittenPremium(this TestServer server)
    {
        var summary = await server.Json("/api/v1/performance/summary?measures=written_premium");
        var total = summary.GetProperty("total").GetProperty("written_premium");
        return total.ValueKind == JsonValueKind.Null ? null : total.GetDecimal();
    }

    /// <summary>Waits until something is so, and fails if that takes too long.</summary>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
            await Task.Delay(20, patience.Token);
    }

    /// <inheritdoc cref="Until(Func{Task{bool}})"/>
    public static Task Until(Func<bool> isSo) => Until(() => Task.FromResult(isSo()));

    /// <summary>The rows of <see cref="LongFile"/>.</summary>
    public const int LongFileRows = 600_000;

    /// <summary>A file that takes a second or more to load.</summary>
    public static byte[] LongFile(TestServer server)
    {
        SampleCommand.Write(server["long.csv"], LongFileRows, seed: 1);
        return File.ReadAllBytes(server["long.csv"]);
    }

    /// <summary>The files in a folder of the data directory.</summary>
    public static string[] Files(this TestServer server, string folder) =>
        Directory.Exists(server[folder]) ? Directory.GetFiles(server[folder]) : [];
}
