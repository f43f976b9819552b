using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClaimBook.Aws;
using ClaimBook.Commands;
using ClaimBook.Engine;
using ClaimBook.Serving;

namespace ClaimBook.Tests.S3;

/// <summary><c>claimbook load s3://BUCKET/KEY</c>.</summary>
public sealed class LoadFromS3Tests(S3Server s3) : IClassFixture<S3Server>, IDisposable
{
    readonly TestDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_object_is_loaded_under_its_address_and_kept_as_it_is_and_the_second_time_nothing_is_done()
    {
        const string Address = $"s3://{S3Server.Bucket}/one/a b+c%20ö.csv.gz";
        var content = Packed.As(".csv.gz", Book(7, 8));
        await s3.Put("one/a b+c%20ö.csv.gz", content);

        Assert.Equal([(Address, 2, 0)], Load(s3.Address, 0, Address));
        Assert.Equal([(Address, 0, 1)], Load(s3.Address, 0, Address));

        Assert.Equal([$"{Convert.ToHexStringLower(SHA256.HashData(content))}.csv.gz"], Directory.GetFiles(_data["files"]).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(_data["uploads"]));
    }

    [Fact]
    public async Task Of_a_prefix_every_performance_file_is_loaded_the_oldest_first_and_nothing_else()
    {
        var noon = new DateTime(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);
        await s3.Put("many/a.csv", Encoding.UTF8.GetBytes(Book(1)), noon);
        await s3.Put("many/below/b.ZIP", Packed.As(".zip", Book(2)), noon.AddHours(-1));
        await s3.Put("many/c.csv", Encoding.UTF8.GetBytes(Book(3)), noon);
        await s3.Put("many/.hidden.csv", Encoding.UTF8.GetBytes(Book(4)), noon);
        await s3.Put("many/readme.txt", Encoding.UTF8.GetBytes(Book(5)), noon);
        await s3.Put("many-others/d.csv", Encoding.UTF8.GetBytes(Book(6)), noon);
        var file = _data.Write("mine.csv", Book(9));

        var reports = Load(s3.Address, 0, $"s3://{S3Server.Bucket}/many/", file);

        Assert.Equal([("many/below/b.ZIP", 1), ("many/a.csv", 1), ("many/c.csv", 1), ("mine.csv", 1)],
            reports.Select(r => (r.File.Replace($"s3://{S3Server.Bucket}/", ""), r.Inserted)));
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_goes_on_from_where_it_broke()
    {
        SampleCommand.Write(_data["sample.csv"], 10_000, seed: 1);
        var content = await File.ReadAllBytesAsync(_data["sample.csv"]);
        await s3.Put("broken/sample.csv", content);
        using var proxy = new BreakingProxy(s3.Address) { BreaksAfter = [500_000, 300_000, 200, 700_000] };
        Assert.True(content.Length > 2_000_000);

        Assert.Equal([($"s3://{S3Server.Bucket}/broken/sample.csv", 10_000, 0)], Load(proxy.Address, 0, $"s3://{S3Server.Bucket}/broken/sample.csv"));

        Assert.Equal(content, await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_data["files"]))));
        var starts = proxy.Requests.Skip(1).Select(r => int.Parse(Header(r, "range")!["bytes=".Length..].Split('-')[0])).ToList();
        Assert.True(proxy.Requests.Count >= 5, string.Join('\n', proxy.Requests));
        Assert.Equal(starts.Order(), starts);
        Assert.InRange(starts[0], 400_000, 500_000);
        Assert.InRange(starts[^1], 1_400_000, 1_500_000);
        Assert.StartsWith("\"", Assert.Single(proxy.Requests.Skip(1).Select(r => Header(r, "if-match")).Distinct()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_object_that_changes_while_the_connection_is_broken_is_not_loaded(bool serverHeedsIfMatch)
    {
        SampleCommand.Write(_data["sample.csv"], 5_000, seed: 1);
        await s3.Put("changed.csv", await File.ReadAllBytesAsync(_data["sample.csv"]));
        SampleCommand.Write(_data["sample.csv"], 5_000, seed: 2);
        using var proxy = new BreakingProxy(s3.Address)
        {
            BreaksAfter = [500_000],
            OnBreak = () => s3.Put("changed.csv", File.ReadAllBytes(_data["sample.csv"])),
            Answer = request => serverHeedsIfMatch && Header(request, "if-match") is not null ? Error("412 Precondition Failed", "PreconditionFailed", "Sorry.") : null,
        };

        var problem = await Fetch(proxy.Address, "changed.csv");

        Assert.Equal($"s3://{S3Server.Bucket}/changed.csv: changed while it was being read; nothing was loaded. Load it again when it is complete.", problem);
        Assert.Equal(2, proxy.Requests.Count);
        Assert.Empty(Directory.GetFiles(_data["uploads"]));
    }

    [Fact]
    public async Task A_connection_on_which_nothing_comes_is_given_up()
    {
        using var proxy = new BreakingProxy(s3.Address)
        {
            Answer = request => $"HTTP/1.1 {(Header(request, "range") is null ? "200 OK" : "206 Partial Content")}\r\nETag: \"d41d8cd98f00b204e9800998ecf8427e\"\r\nContent-Length: 1000000\r\n\r\n",
        };

        Assert.StartsWith("s3://landing/dead.csv: the connection broke after 0 of 1,000,000 bytes, again and again: ", await Fetch(proxy.Address, "dead.csv"), StringComparison.Ordinal);
        Assert.Equal(6, proxy.Requests.Count);
        Assert.Empty(Directory.GetFiles(_data["uploads"]));
    }

    [Fact]
    public async Task An_object_that_comes_damaged_is_not_loaded()
    {
        using var proxy = new BreakingProxy(s3.Address) { Answer = _ => "HTTP/1.1 200 OK\r\nETag: \"d41d8cd98f00b204e9800998ecf8427e\"\r\nContent-Length: 5\r\n\r\nhello" };

        Assert.StartsWith("s3://landing/damaged.csv: came damaged: ", await Fetch(proxy.Address, "damaged.csv"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_data["uploads"]));
    }

    [Theory]
    [InlineData(null, null, "there is no such object; a prefix ends with a slash.")]
    [InlineData("403 Forbidden", "AccessDenied", "access denied: the AWS credentials do not allow it. Sorry.")]
    [InlineData("403 Forbidden", "InvalidAccessKeyId", "the AWS credentials are not accepted: Sorry.")]
    [InlineData("403 Forbidden", "SignatureDoesNotMatch", "the AWS credentials are not accepted: Sorry.")]
    [InlineData("301 Moved Permanently", "PermanentRedirect", "lies in another region; AWS_REGION must name it. Sorry.")]
    [InlineData("404 Not Found", "NoSuchBucket", "there is no such bucket.")]
    public async Task What_S3_refuses_is_said_in_one_line(string? status, string? code, string reason)
    {
        using var proxy = new BreakingProxy(s3.Address) { Answer = _ => status is null ? null : Error(status, code!, "Sorry.") };

        Assert.Equal($"s3://{S3Server.Bucket}/none.csv: {reason}", await Fetch(proxy.Address, "none.csv"));
    }

    [Theory]
    [InlineData("s3://", "s3://: names no bucket; write s3://BUCKET/KEY, or s3://BUCKET/PREFIX/ for all files under it.")]
    [InlineData("s3://landing/nothing/", "s3://landing/nothing/: there is no performance file under it: none ends with .csv or .csv.gz or .zip.")]
    [InlineData("s3://no-such-bucket", "s3://no-such-bucket/: there is no such bucket.")]
    [InlineData("s3://landing/x.csv", "s3://landing/x.csv: there are no AWS credentials; AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role of the machine gives them.",
        "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=")]
    [InlineData("s3://landing/x.csv", "AWS cannot be used: No RegionEndpoint or ServiceURL configured; AWS_REGION, or AWS_PROFILE with a profile of ~/.aws/config, says where.",
        "AWS_REGION=", "AWS_ENDPOINT_URL_S3=")]
    [InlineData("s3://landing/x.csv", "s3://landing/x.csv: AWS cannot be reached: Connection refused (127.0.0.1:1).", "AWS_ENDPOINT_URL_S3=http://127.0.0.1:1")]
    public void What_stops_a_load_is_one_line_and_exit_code_1(string address, string message, params string[] variables)
    {
        var (exitCode, output, error) = Run(s3.Address, variables, address);

        Assert.Equal((1, "", $"claimbook: {message}\n"), (exitCode, output, error));
    }

    /// <summary>What <c>claimbook load</c> says of each file: its name, the facts inserted, and how many notices there are.</summary>
    IReadOnlyList<(string File, int Inserted, int Notices)> Load(Uri endpoint, int expectedExitCode, params string[] files)
    {
        var (exitCode, output, error) = Run(endpoint, [], files);
        Assert.True(exitCode == expectedExitCode, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Select(
            r => (r.GetProperty("file").GetString()!, r.GetProperty("inserted").GetInt32(), r.GetProperty("notices").GetArrayLength()))];
    }

    (int ExitCode, string Output, string Error) Run(Uri endpoint, string[] variables, params string[] files) => ClaimBookProcess.RunProgram(
        "env", ["-u", "AWS_PROFILE", $"HOME={_data.Root}", .. S3Server.Variables(endpoint), .. variables, ClaimBookProcess.Executable, "load", .. files, "--json", "--data", _data.Root]);

    /// <summary>Why an object cannot be fetched.</summary>
    async Task<string> Fetch(Uri endpoint, string key)
    {
        using var client = S3Server.Client(endpoint);
        var files = new S3Files(client, new FastTime());
        var problem = await Assert.ThrowsAsync<ClaimBookException>(
            () => files.Fetch(new S3Address(S3Server.Bucket, key), new Uploads(new DataDirectory(_data.Root)), CancellationToken.None));
        return problem.Message;
    }

    static string Book(params int[] agencies) => PerformanceCsv.File([.. agencies.Select(a => PerformanceCsv.Line($"AGENCY_ID={a}", "WRTN_PREM_AMT=10"))]);

    static string? Header(string request, string name) => request.Split("\r\n").Skip(1).Select(line => line.Split(": ", 2))
        .FirstOrDefault(h => h[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];

    static string Error(string status, string code, string message)
    {
        var body = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>";
        return $"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }
}
