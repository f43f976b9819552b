using System.Net;
using System.Text.Json;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests;

/// <summary>Whatever stands in a parameter: the server answers or refuses, never fails, and the database stays as it is.</summary>
public sealed class HostileStringTests(PostgresServer postgres)
{
    static readonly string[] s_hostile =
    [
        "", " ", "'", "\"", "\\", "'; DROP TABLE fact_performance; --", "1 OR 1=1", "OH' OR '1'='1", "OH\"; DELETE FROM load; --", "%", "%%00", "_",
        "\0", "a\0b", "\r\nSet-Cookie: a=b", "\u0001\u001f\u007f", "\ufeff", "\u202eevil", "\ud83d\ude80", "ÅÄÖß€", "<script>alert(1)</script>", "${jndi:ldap://x}",
        "{{7*7}}", "../../../etc/passwd", "..\\..\\windows", "=cmd|' /C calc'!A0", "@SUM(1)", "-1", "0", "9223372036854775808", "1e309", "NaN", "null", "undefined",
        "true", "[]", "{}", "2008..2012..2014", "..", "!", "!!", ",", ",,", "!OH,", "none", "*", "written_premium>", ">>1", "written_premium>0x10", "9999-99-99",
        "0000-00-00", "0001-01-01", "9999-12-31", new string('A', 5_000), string.Join(',', Enumerable.Range(0, 3_000)),
    ];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Hostile_strings_in_every_parameter_are_answered_or_refused_and_change_nothing(string kind)
    {
        using var directory = new TestDirectory();
        var file = directory.Write("book.csv", PerformanceCsv.File(
            PerformanceCsv.Line("WRTN_PREM_AMT=100.25", "LOSS_RATIO=0.5", "VENDOR=O'Neill; DROP"), PerformanceCsv.Line("STATE_ABBR=PA", "WRTN_PREM_AMT=-3")));
        var url = kind == "sqlite" ? $"sqlite:{directory["claimbook.db"]}" : postgres.NewDatabase();
        await using var server = await TestServer.StartOn(url, file);
        var before = Content(server.Database);
        var requests = 0;

        foreach (var (what, operation) in OpenApiTests.Operations(await server.Json("/openapi/v1.json")))
        {
            var (method, path) = (HttpMethod.Parse(what.Split(' ')[0]), what.Split(' ')[1]);
            var parameters = OpenApiTests.Property(operation, "parameters").ToList();
            foreach (var attacked in parameters)
            {
                foreach (var hostile in s_hostile)
                {
                    var address = Address(path, parameters, attacked, hostile);
                    using var request = new HttpRequestMessage(method, address);
                    using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    Assert.True((int)response.StatusCode is >= 200 and < 500, $"{what} with {Name(attacked)}={hostile}: {(int)response.StatusCode}");
                    requests++;
                }
            }
        }

        Assert.True(requests > 1_000, $"only {requests} requests: the document lists too few parameters");
        Assert.Equal(before, Content(server.Database));
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/ready")).StatusCode);
    }

    /// <summary>The address of an operation with one hostile parameter; the others in the path have their examples.</summary>
    static string Address(string path, List<JsonElement> parameters, JsonElement attacked, string hostile)
    {
        foreach (var parameter in parameters.Where(p => p.GetProperty("in").GetString() == "path"))
        {
            var value = Name(parameter) == Name(attacked) ? hostile : parameter.GetProperty("example").ToString();
            path = path.Replace($"{{{Name(parameter)}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }
        return attacked.GetProperty("in").GetString() == "query" ? $"{path}?{Name(attacked)}={Uri.EscapeDataString(hostile)}" : path;
    }

    static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    /// <summary>Everything that the database holds of the file and of the book.</summary>
    static string Content(Database database)
    {
        using var connection = database.Connect();
        using var output = new MemoryStream();
        OriginalFile.Write(connection, output);
        var loads = connection.QueryNumber("SELECT count(*) FROM load");
        var changes = connection.QueryNumber("SELECT count(*) FROM book_change");
        return $"{loads} loads, {changes} changes of the book, {Convert.ToHexString(output.ToArray())}";
    }
}
