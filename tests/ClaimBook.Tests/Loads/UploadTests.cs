using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Loads;

/// <summary>Uploads that cannot be taken: the right status, a problem that says what would be right, and nothing left on the disk.</summary>
public sealed class UploadTests
{
    const string Expected = " Send one file as multipart/form-data, as curl -F file=@FILE does.";

    static readonly Dictionary<string, (Func<HttpContent> Content, string Detail)> s_bad = new()
    {
        ["nothing"] = (() => new ByteArrayContent([]), "The content type is missing, not multipart/form-data."),
        ["a bare CSV"] = (() => new StringContent("a,b", Encoding.UTF8, "text/csv"), "The content type is text/csv; charset=utf-8, not multipart/form-data."),
        ["a form of addresses"] = (
            () => new FormUrlEncodedContent([new("file", "a,b")]), "The content type is application/x-www-form-urlencoded, not multipart/form-data."),
        ["no boundary"] = (() => Typed("a,b", "multipart/form-data"), "The content type names no boundary of 1 to 70 characters."),
        ["too long a boundary"] = (
            () => Typed("a,b", $"multipart/form-data; boundary={new string('x', 71)}"), "The content type names no boundary of 1 to 70 characters."),
        ["an empty request"] = (() => Typed("", "multipart/form-data; boundary=x"), "The request is empty."),
        ["no part"] = (() => Typed("--x--\r\n", "multipart/form-data; boundary=x"), "The request has no file."),
        ["no multipart inside"] = (
            () => Typed("AGENCY_ID,PROD_ABBR", "multipart/form-data; boundary=x"), "The upload is cut off or is no multipart/form-data: its last boundary is missing."),
        ["a part that does not end"] = (
            () => Typed("--x\r\nContent-Disposition: form-data; name=file; filename=a.csv\r\n\r\nAGENCY_ID,PROD", "multipart/form-data; boundary=x"),
            "The upload is cut off or is no multipart/form-data: its last boundary is missing."),
        ["an empty file"] = (() => new MultipartFormDataContent { { new ByteArrayContent([]), "file", "a.csv" } }, "The file is empty."),
        ["an option as a part"] = (
            () => new MultipartFormDataContent { { new StringContent("true"), "replace" } },
            "Its part 'replace' is not a file; options are parameters of the address, like ?replace=true."),
        ["two files"] = (
            () => new MultipartFormDataContent { { new StringContent("1"), "file", "a.csv" }, { new StringContent("2"), "file", "b.csv" } },
            "The request has more than one part."),
    };

    public static TheoryData<string> Bad => [.. s_bad.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task An_upload_that_cannot_be_read_is_refused_with_what_would_be_right(string upload)
    {
        await using var server = await TestServer.Start();
        using var content = s_bad[upload].Content();

        using var response = await server.Client.PostAsync(LoadClient.Loads, content);

        Assert.Equal(s_bad[upload].Detail + Expected, (await TestServer.Problem(response, 400)).GetProperty("detail").GetString());
        Assert.Empty(server.Files("uploads"));
        Assert.Empty(await server.List());
    }

    /// <summary>Nobody is there to be answered: Kestrel closes a connection whose request does not end.</summary>
    [Theory]
    [InlineData("ends")]
    [InlineData("is reset")]
    public async Task An_upload_whose_connection_breaks_in_the_middle_leaves_nothing(string connection)
    {
        await using var server = await TestServer.Start();
        using (var socket = new TcpClient("127.0.0.1", server.Client.BaseAddress!.Port))
        {
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
                $"POST {LoadClient.Loads} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {server.Client.DefaultRequestHeaders.Authorization}\r\n"
                + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n"
                + $"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{new string('1', 300_000)}"));
            await LoadClient.Until(() => server.Files("uploads").Select(f => new FileInfo(f).Length).SingleOrDefault() > 0);
            if (connection == "is reset")
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        await LoadClient.Until(() => server.Files("uploads").Length == 0);
        Assert.Empty(await server.List());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_larger_than_the_limit_is_refused(bool isChunked)
    {
        await using var server = await TestServer.Start(new ServerSettings { MaxUploadBytes = 1000 });
        using var request = new HttpRequestMessage(HttpMethod.Post, LoadClient.Loads)
        {
            Content = new MultipartFormDataContent { { new ByteArrayContent(new byte[2000]), "file", "a.csv" } },
        };
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await server.Client.SendAsync(request);

        Assert.StartsWith(
            "The upload is larger than the 1,000 bytes that the setting Loads:MaxUploadBytes allows.",
            (await TestServer.Problem(response, 413)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(server.Files("uploads"));
    }

    [Fact]
    public async Task Parameters_that_are_wrong_are_all_named()
    {
        await using var server = await TestServer.Start();

        using var response = await server.Post([1], parameters: "?replace=yes&force=true&force=true&maxRejectRate=1.5&watch=1");

        var errors = (await TestServer.Problem(response, 400)).GetProperty("errors").EnumerateArray();
        Assert.Equal(
            [
                "watch: is not a parameter. Allowed: replace, force, maxRejectRate", "force: is given more than once",
                "replace: 'yes' is unknown; allowed: true, false", "force: 'true,true' is unknown; allowed: true, false",
                "maxRejectRate: must be a number from 0 to 1",
            ],
            errors.Select(e => $"{e.GetProperty("parameter").GetString()}: {e.GetProperty("message").GetString()}"));
        Assert.Empty(server.Files("uploads"));
    }

    [Theory]
    [InlineData("C:\\Users\\me\\book.csv", "book.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..", "..")]
    [InlineData("folder/", "upload")]
    public async Task The_name_of_a_file_is_taken_without_its_folders_and_names_nothing_on_the_server(string given, string name)
    {
        await using var server = await TestServer.Start();

        var done = await server.End(await server.Upload(PerformanceCsv.File(PerformanceCsv.Line()), given));

        Assert.Equal(name, done.GetProperty("file").GetString());
    }

    [Fact]
    public async Task Uploads_that_a_killed_server_left_are_cleared_away_by_the_next()
    {
        var data = new TestDirectory();
        Directory.CreateDirectory(data["uploads"]);
        data.Write("uploads/leftover", "half a file");

        await using var server = await TestServer.Start(data);

        await LoadClient.Until(() => server.Files("uploads").Length == 0);
    }

    static StringContent Typed(string text, string type)
    {
        var content = new StringContent(text);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
