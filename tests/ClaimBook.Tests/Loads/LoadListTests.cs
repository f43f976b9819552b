using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ClaimBook.Tests.Loads;

public sealed class LoadListTests
{
    [Fact]
    public async Task Loads_on_their_way_come_first_then_those_of_the_database_page_by_page()
    {
        await using var server = await TestServer.Start();
        for (var i = 1; i <= 5; i++)
            await server.End(await server.Upload(File(i), $"{i}.csv"));
        await server.End(await server.Upload("bad", "bad.csv"), "failed");
        using (server.Database.BeginLoad())
        {
            var waiting = await server.Upload(File(6), "6.csv");
            await server.WaitsForTheDatabase(waiting);

            var first = await server.Json($"{LoadClient.Loads}?limit=2");
            var second = await server.List($"?limit=3&before={first.GetProperty("nextCursor").GetString()}");

            Assert.Equal(
                ["6.csv waiting ", "bad.csv failed ", "5.csv done 5", "4.csv done 4"],
                first.GetProperty("rows").EnumerateArray().Select(Shown));
            Assert.Equal(7, first.GetProperty("rowCount").GetInt32());
            Assert.Equal(["3.csv done 3", "2.csv done 2", "1.csv done 1"], second.Select(Shown));
            Assert.Equal("bad.csv: The header lacks 49 columns: ", first.GetProperty("rows")[1].GetProperty("error").GetString()![..38]);
            await server.Cancel(waiting);
            await server.End(waiting, "cancelled");
        }

        var rest = await server.Json($"{LoadClient.Loads}?limit=3&before=4");
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("nextCursor").ValueKind);
        Assert.Equal(["6.csv cancelled ", "bad.csv failed "], (await server.List()).Take(2).Select(Shown));
    }

    [Fact]
    public async Task A_load_is_listed_with_its_counts_and_notices()
    {
        await using var server = await TestServer.Start();
        await server.End(await server.Upload(
            $"{PerformanceCsv.Header},REMARK\r\n{PerformanceCsv.Line()},x\r\nno line\r\n", parameters: "?maxRejectRate=0.5"));

        var load = Assert.Single(await server.List());
        using var csv = await server.Client.GetAsync($"{LoadClient.Loads}?format=csv");

        Assert.Equal("Columns that are not known were ignored: REMARK.", load.GetProperty("notices").GetString());
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal(
            "id,loadId,file,status,startedAt,finishedAt,bytes,sha256,rowsRead,inserted,updated,unchanged,deleted,rejected,notices,error",
            lines[0].TrimStart('\ufeff'));
        Assert.StartsWith("1,1,book.csv,done,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",2,1,0,0,0,1,Columns that are not known were ignored: REMARK.,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_parameters_are_named_with_what_is_allowed()
    {
        await using var server = await TestServer.Start();

        Assert.Equal(
            [
                "status: is not a parameter. Allowed: limit, before, format", "limit: must be a whole number from 1 to 1,000",
                "before: must be a whole number from 1 to 2,147,483,647",
            ],
            await Errors("?limit=0&before=x&status=done"));
        foreach (var resource in new[] { "/1", "/1/events", "/1/lines/1" })
            Assert.Equal(["status: is not a parameter. Allowed: none"], await Errors($"{resource}?status=done"));
        Assert.Equal(["status: is not a parameter. Allowed: format"], await Errors("/1/rejects?status=done"));

        async Task<IEnumerable<string>> Errors(string resource) => LoadClient.Errors(await server.Problem(LoadClient.Loads + resource, 400));
    }

    [Fact]
    public async Task Rejected_lines_come_as_CSV_unless_another_format_is_asked_for()
    {
        await using var server = await TestServer.Start();
        var load = await server.Upload(PerformanceCsv.File(PerformanceCsv.Line(), "=1,2"), parameters: "?maxRejectRate=0.5");
        await server.End(load);
        const string expected = "\ufeffline,column,value,reason,raw\r\n3,,,has 2 fields; the header has 49,\"'=1,2\"\r\n";

        using var byNumber = await server.Client.GetAsync($"{LoadClient.Loads}/1/rejects");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{load}/rejects");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        using var byId = await server.Client.SendAsync(request);
        var json = await server.Json($"{load}/rejects?format=json");

        Assert.Equal("text/csv", byNumber.Content.Headers.ContentType?.MediaType);
        Assert.Equal("rejected-lines-of-load-1.csv", byNumber.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(expected, Encoding.UTF8.GetString(await byNumber.Content.ReadAsByteArrayAsync()));
        Assert.Equal(expected, Encoding.UTF8.GetString(await byId.Content.ReadAsByteArrayAsync()));
        Assert.Equal(1, json.GetProperty("rowCount").GetInt32());
        Assert.Equal("has 2 fields; the header has 49", json.GetProperty("rows")[0].GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/events")]
    [InlineData("/rejects")]
    [InlineData("/lines/1")]
    public async Task A_load_that_is_not_there_is_said(string resource)
    {
        await using var server = await TestServer.Start();

        foreach (var id in new[] { "1", "0", "-1", "99999999999", "01a203a39ea87bcdb29e9df00aa30de2", "x" })
        {
            var problem = await server.Problem($"{LoadClient.Loads}/{id}{resource}", 404);
            Assert.Equal($"There is no load '{id}'.", problem.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task Rejects_and_lines_of_a_load_that_failed_are_not_there()
    {
        await using var server = await TestServer.Start();
        var load = await server.Upload("bad", "bad.csv");
        await server.End(load, "failed");

        foreach (var resource in new[] { "rejects", "lines/1" })
        {
            var detail = (await server.Problem($"{load}/{resource}", 404)).GetProperty("detail").GetString();
            Assert.EndsWith("is not in the database; it is failed.", detail, StringComparison.Ordinal);
        }
    }

    static string File(int agency) => PerformanceCsv.File(PerformanceCsv.Line($"AGENCY_ID={agency}"));

    static string Shown(JsonElement load) =>
        $"{load.GetProperty("file").GetString()} {load.GetProperty("status").GetString()} {load.GetProperty("loadId")}";
}
