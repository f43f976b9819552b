using System.Text.Json;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Loads;

/// <summary>From the upload to the new figures, or to the end of a load that comes to nothing.</summary>
public sealed class LoadLifeTests
{
    static readonly string s_one = PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=100"));
    static readonly string s_two = PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=2", "WRTN_PREM_AMT=20.5"), "no line");

    [Fact]
    public async Task An_uploaded_file_is_loaded_and_whoever_sees_it_done_gets_the_new_figures()
    {
        await using var server = await TestServer.Start();
        Assert.Null(await server.WrittenPremium());

        var load = await server.Upload(s_one, "März 2026; final.csv");
        var done = await server.End(load);

        Assert.Equal(100m, await server.WrittenPremium());
        Assert.StartsWith(LoadClient.Loads + "/", load, StringComparison.Ordinal);
        Assert.Equal("März 2026; final.csv", Text(done, "file"));
        Assert.Equal((1, 1, 1, 0), (Number(done, "loadId"), Number(done, "rowsRead"), Number(done, "inserted"), Number(done, "rejected")));
        Assert.Equal(JsonSerializer.Serialize(done), JsonSerializer.Serialize(await server.Json(load)));
        Assert.Empty(server.Files("uploads"));
        Assert.Equal(s_one, File.ReadAllText(Assert.Single(server.Files("files"))));
    }

    [Fact]
    public async Task A_load_in_the_database_answers_by_its_number_and_has_one_event()
    {
        await using var server = await TestServer.Start();
        var done = await server.End(await server.Upload(s_two, parameters: "?maxRejectRate=0.5"));

        var load = await server.Json(LoadClient.Loads + "/1");
        var (name, shown) = await server.Events(LoadClient.Loads + "/1").SingleAsync();

        Assert.Equal("done", name);
        Assert.Equal(JsonSerializer.Serialize(load), JsonSerializer.Serialize(shown));
        Assert.Equal(("1", "done"), (Text(load, "id"), Text(load, "status")));
        Assert.Equal((2, 1, 1), (Number(load, "rowsRead"), Number(load, "inserted"), Number(load, "rejected")));
        Assert.Equal(Number(done, "loadId"), Number(load, "loadId"));
        var bytes = System.Text.Encoding.UTF8.GetBytes(s_two);
        Assert.Equal((bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))), (Number(load, "bytes"), Text(load, "sha256")));
    }

    [Fact]
    public async Task Loads_run_in_the_order_in_which_they_came()
    {
        await using var server = await TestServer.Start();

        var loads = new List<string>();
        foreach (var file in new[] { s_one, s_two, s_one.Replace(",100,", ",300,", StringComparison.Ordinal) })
            loads.Add(await server.Upload(file, parameters: "?maxRejectRate=1"));

        for (var i = 0; i < loads.Count; i++)
            Assert.Equal(i + 1, Number(await server.End(loads[i]), "loadId"));
        Assert.Equal(320.5m, await server.WrittenPremium());
    }

    [Fact]
    public async Task The_same_file_again_does_nothing_and_says_so_unless_it_is_forced()
    {
        await using var server = await TestServer.Start();
        await server.End(await server.Upload(s_one));

        var again = await server.End(await server.Upload(s_one));
        var forced = await server.End(await server.Upload(s_one, parameters: "?force=true"));

        Assert.Equal((1, 0), (Number(again, "loadId"), Number(again, "rowsRead")));
        Assert.StartsWith(
            "The same file was loaded before, as load 1", again.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((2, 1), (Number(forced, "loadId"), Number(forced, "unchanged")));
        Assert.Single(server.Files("files"));
    }

    [Fact]
    public async Task A_file_can_replace_everything()
    {
        await using var server = await TestServer.Start();
        await server.End(await server.Upload(s_one));

        var done = await server.End(await server.Upload(s_two, parameters: "?replace=true&maxRejectRate=1"));

        Assert.Equal((1, 1), (Number(done, "inserted"), Number(done, "deleted")));
        Assert.Equal(20.5m, await server.WrittenPremium());
    }

    [Fact]
    public async Task A_bad_file_fails_with_its_reason_and_changes_nothing()
    {
        await using var server = await TestServer.Start();
        await server.End(await server.Upload(s_one));

        var failed = await server.End(await server.Upload("a,b\n1,2\n", "bad.csv"), "failed");

        Assert.StartsWith("bad.csv: The header lacks 49 columns: AGENCY_ID, ", Text(failed, "error"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("loadId").ValueKind);
        Assert.Equal(100m, await server.WrittenPremium());
        Assert.Empty(server.Files("uploads"));
        Assert.Single(server.Files("files"));
    }

    [Fact]
    public async Task A_long_load_shows_how_far_it_is()
    {
        await using var server = await TestServer.Start();
        var file = LoadClient.LongFile(server);

        var events = await server.Events(await server.Upload(file)).ToListAsync();

        Assert.Equal([.. Enumerable.Repeat("progress", events.Count - 1), "done"], events.Select(e => e.Name));
        var progress = events.Select(e => e.Load.GetProperty("progress")).Where(p => p.ValueKind != JsonValueKind.Null).ToList();
        Assert.True(progress.Count > 2, $"{progress.Count} events with progress");
        Assert.Equal(progress.Select(p => Number(p, "rows")).Order(), progress.Select(p => Number(p, "rows")));
        Assert.All(progress, p => Assert.Equal(file.Length, Number(p, "totalBytes")));
        Assert.Contains(progress, p => p.GetProperty("megabytesPerSecond").GetDouble() > 0 && p.GetProperty("secondsLeft").GetDouble() > 0);
        Assert.Contains(events, e => Text(e.Load, "status") == "running");
        Assert.Equal((LoadClient.LongFileRows, file.Length), (Number(progress[^1], "rows"), Number(progress[^1], "bytes")));
    }

    [Fact]
    public async Task A_running_load_that_is_cancelled_leaves_everything_as_it_was()
    {
        await using var server = await TestServer.Start();
        await server.End(await server.Upload(s_one));

        var load = await server.Upload(LoadClient.LongFile(server));
        await server.Events(load).FirstAsync(e => e.Load.GetProperty("progress").ValueKind == JsonValueKind.Object);
        await server.Cancel(load);
        await server.End(load, "cancelled");

        Assert.Equal(100m, await server.WrittenPremium());
        Assert.Equal(1, DatabaseStatus.Read(server.Database).Facts);
        Assert.Empty(server.Files("uploads"));
        Assert.Single(server.Files("files"));
        Assert.Equal(2, Number(await server.End(await server.Upload(s_two, parameters: "?maxRejectRate=1")), "loadId"));
    }

    [Fact]
    public async Task A_load_that_waits_for_another_process_says_so_and_can_be_cancelled()
    {
        await using var server = await TestServer.Start();
        string first, second;
        using (server.Database.BeginLoad())
        {
            first = await server.Upload(s_one);
            second = await server.Upload(s_two, parameters: "?maxRejectRate=1");
            await server.WaitsForTheDatabase(first);
            var third = await server.Upload(s_one);

            Assert.Equal("cancelled", Text(await server.Cancel(third), "status"));
            Assert.Equal(2, server.Files("uploads").Length);
            await server.Cancel(first);
            await server.End(first, "cancelled");
        }

        Assert.Equal(1, Number(await server.End(second), "loadId"));
        Assert.Equal(20.5m, await server.WrittenPremium());
        Assert.Empty(server.Files("uploads"));
        foreach (var (load, status) in new[] { (first, "cancelled"), (second, "done"), (LoadClient.Loads + "/1", "done") })
        {
            using var again = await server.Client.PostAsync(load + "/cancel", content: null);
            var detail = (await TestServer.Problem(again, 409)).GetProperty("detail").GetString();
            Assert.EndsWith($" is {status}; it cannot be cancelled any more.", detail, StringComparison.Ordinal);
        }
    }

    static string? Text(JsonElement load, string name) => load.GetProperty(name).GetString();

    static int Number(JsonElement load, string name) => load.GetProperty(name).GetInt32();
}
