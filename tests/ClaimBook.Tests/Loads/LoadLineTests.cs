using System.Text.Json;

namespace ClaimBook.Tests.Loads;

public sealed class LoadLineTests
{
    static readonly string s_file = PerformanceCsv.File(
        PerformanceCsv.Line("AGENCY_ID=1"), PerformanceCsv.Line("AGENCY_ID=2", "VENDOR=Müller"));

    [Theory]
    [MemberData(nameof(Packed.Endings), MemberType = typeof(Packed))]
    public async Task A_line_of_a_loaded_file_is_shown_as_it_stands_there(string ending)
    {
        await using var server = await TestServer.Start();
        var load = await server.Upload(Packed.As(ending, s_file), $"book{ending}");
        await server.End(load);

        var byNumber = await server.Json($"{LoadClient.Loads}/1/lines/3");
        var byId = await server.Json($"{load}/lines/3");

        Assert.Equal(
            JsonSerializer.Serialize(new
            {
                loadId = 1,
                file = $"book{ending}",
                line = 3,
                header = PerformanceCsv.Header,
                text = PerformanceCsv.Line("AGENCY_ID=2", "VENDOR=Müller"),
            }),
            JsonSerializer.Serialize(byNumber));
        Assert.Equal(JsonSerializer.Serialize(byNumber), JsonSerializer.Serialize(byId));
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_said()
    {
        await using var server = await TestServer.Start();
        await server.End(await server.Upload(s_file));

        Assert.Equal("The file of load 1, book.csv, has no line 4, or an empty one.", await Detail("4", 404));
        foreach (var line in new[] { "0", "-1", "x", "99999999999" })
            Assert.Equal("line: must be the number of a line, the first being 1", await Detail(line, 400));
        var kept = Assert.Single(server.Files("files"));
        // A gzip that ends at once, as long as the file.
        File.WriteAllBytes(kept, [0x1f, 0x8b, .. new byte[new FileInfo(kept).Length - 2]]);
        Assert.Equal(
            "The file of load 1, book.csv, is kept but cannot be read: the archive is damaged or cut off.", await Detail("3", 404));
        File.Delete(kept);
        Assert.Equal("The file of load 1, book.csv, is not kept here any more.", await Detail("3", 404));

        async Task<string?> Detail(string line, int status) =>
            (await server.Problem($"{LoadClient.Loads}/1/lines/{line}", status)).GetProperty("detail").GetString();
    }
}
