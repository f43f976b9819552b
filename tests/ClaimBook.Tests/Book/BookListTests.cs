using System.Text;
using ClaimBook.Tests.Audit;
using ExcelDataReader;

namespace ClaimBook.Tests.Book;

/// <summary>Lists of policies and claims: what they show, of which day, in which order and format.</summary>
public sealed class BookListTests(PostgresServer postgres)
{
    const string Policies = BookClient.Policies, Claims = BookClient.Claims;

    [Fact]
    public async Task Filters_admit_what_they_say_and_totals_are_of_all_that_match()
    {
        await using var server = await StartWithBook();

        foreach (var (query, expected, premium) in new (string, string, decimal)[]
            {
                ("", "A-1 B-2 C-3", 600.60m), ("search=a-", "A-1", 100.10m), ("search=LOVE", "A-1 C-3", 400.40m), ("search=nobody", "", 0),
                ("status=in_force", "A-1 B-2", 300.30m), ("status=cancelled", "C-3", 300.30m), ("status=!cancelled,expired", "A-1 B-2", 300.30m),
                ("agency=3", "A-1", 100.10m), ("agency=3,7", "A-1 C-3", 400.40m), ("agency=!3,7", "B-2", 200.20m), ("product=homeowners", "A-1 B-2 C-3", 600.60m),
                ("productLine=CL", "", 0), ("state=PA", "B-2", 200.20m), ("state=!PA", "A-1 C-3", 400.40m), ("inceptionFrom=2024-01-01&inceptionTo=2024-01-01", "A-1 B-2 C-3", 600.60m),
                ("inceptionFrom=2024-01-02", "", 0), ("expiryTo=2025-01-01", "A-1 B-2 C-3", 600.60m), ("search=love&agency=7", "C-3", 300.30m),
            })
        {
            var list = await server.Json($"{Policies}?{query}");
            Assert.Equal((query, expected), (query, string.Join(' ', list.Rows().Select(r => r.Text("number")))));
            Assert.Equal((query, list.Rows().Count, premium), (query, list.Number("rowCount")!.Value, list.Total().Figure("premium")!.Value));
        }
        foreach (var (query, expected, incurred) in new (string, string, decimal)[]
            {
                ("", "C-1 C-2 X-3 X-4", 1111.11m), ("search=c-", "C-1 C-2 X-3", 1111.10m), ("search=grace", "C-2", 10), ("policy=a-1", "C-1", 1), ("cause=Water,%20cold", "X-3", 1100.10m),
                ("cause=fire,unknown", "C-1 C-2 X-4", 11.01m), ("status=open", "C-1 C-2 X-3 X-4", 1111.11m), ("status=denied", "", 0), ("agency=7", "X-3", 1100.10m), ("agency=!7", "C-1 C-2 X-4", 11.01m),
                ("state=PA", "C-2", 10), ("productLine=PL", "C-1 C-2 X-3", 1111.10m), ("lossFrom=2024-03-02&lossTo=2024-03-02", "C-1 C-2 X-3", 1111.10m), ("reportedFrom=2024-03-05", "X-4", 0.01m),
                ("product=HOMEOWNERS&reportedTo=2024-03-04", "C-1 C-2 X-3", 1111.10m),
            })
        {
            var list = await server.Json($"{Claims}?{query}");
            Assert.Equal((query, expected), (query, string.Join(' ', list.Rows().Select(r => r.Text("reference")))));
            Assert.Equal((query, list.Rows().Count, incurred), (query, list.Number("rowCount")!.Value, list.Total().Figure("incurred")!.Value));
        }
    }

    [Fact]
    public async Task Lists_are_sorted_by_any_column_with_nothing_last_and_paged()
    {
        await using var server = await StartWithBook();
        foreach (var (sort, expected) in new[]
            {
                ("reference", "C-1 C-2 X-3 X-4"), ("-reference", "X-4 X-3 C-2 C-1"), ("-incurred", "X-3 C-2 C-1 X-4"), ("holder", "X-3 C-1 C-2 X-4"), ("-holder", "C-2 C-1 X-3 X-4"),
                ("lossDate,-incurred", "X-3 C-2 C-1 X-4"), ("-agency", "X-3 C-2 C-1 X-4"), ("-recorded", "X-4 X-3 C-2 C-1"), ("cause,-paid", "C-1 C-2 X-4 X-3"),
            })
            Assert.Equal((sort, expected), (sort, string.Join(' ', (await server.Json($"{Claims}?sort={sort}")).Rows().Select(r => r.Text("reference")))));
        foreach (var column in (await server.Json(Policies)).Columns())
            Assert.Equal(3, (await server.Json($"{Policies}?sort=-{column}")).Rows().Count);

        var page = await server.Json($"{Claims}?sort=-incurred&limit=2&offset=1");
        Assert.Equal(["C-2", "C-1"], page.Rows().Select(r => r.Text("reference")));
        Assert.Equal((4, 1111.11m), (page.Number("rowCount"), page.Total().Figure("incurred")));
        Assert.Empty((await server.Json($"{Claims}?offset=2147483647")).Rows());
    }

    [Theory]
    [InlineData("policies?status=open", "status", "must be some of quoted, bound, in_force, cancelled, expired")]
    [InlineData("policies?agency=x", "agency", "must be whole numbers")]
    [InlineData("policies?sort=cost", "sort", "must be some of number, holder")]
    [InlineData("policies?sort=holder,-holder", "sort", "names holder twice")]
    [InlineData("policies?sort=--holder", "sort", "must be some of")]
    [InlineData("policies?sort=", "sort", "must be some of")]
    [InlineData("claims?lossFrom=1/2/2024", "lossFrom", "must be a date like 2024-06-30")]
    [InlineData("claims?asOf=2024-06-02", "asOf", "must be a date like 2024-12-31, not later than today, 2024-06-01")]
    [InlineData("claims?limit=1001", "limit", "from 1 to 1,000")]
    [InlineData("claims?limit=0", "limit", "from 1 to 1,000")]
    [InlineData("claims?inceptionFrom=2024-01-01", "inceptionFrom", "is not a parameter")]
    [InlineData("claims?status=open&status=denied", "status", "is given more than once")]
    [InlineData("claims/export?limit=5", "limit", "is not a parameter")]
    public async Task A_wrong_parameter_is_named(string question, string parameter, string message)
    {
        await using var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)));
        var problem = await server.Problem($"/api/v1/{question}", 400);
        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), e => e.Text("parameter") == parameter && e.Text("message")!.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Every_list_export_and_document_shows_what_was_known_on_a_day(string kind)
    {
        var time = new SetTime(BookClient.Noon(2024, 6, 1));
        await using var server = await StartWithBook(time, kind == "sqlite" ? null : postgres.NewDatabase());
        string[] addresses =
        [
            Policies, Claims, $"{Policies}/export", $"{Claims}/export", $"{Claims}/export?format=xlsx", $"{Policies}/A-1", $"{Claims}/C-1", $"{Policies}/A-1/claims", $"{Claims}/C-1/transactions",
            $"{Claims}?search=love&sort=-incurred",
        ];
        var then = await Ask(null);
        time.Now = BookClient.Noon(2024, 6, 9);
        await server.Client.Transact($"{Claims}/C-1", "payment", 0.5m);
        await server.Client.Do($"{Claims}/C-1", "close");
        await server.Client.Do($"{Policies}/A-1", "cancel", new { date = "2024-06-20" });
        await server.Client.Make(Claims, BookClient.Claim("C-9", "A-1"));
        time.Now = BookClient.Noon(2025, 6, 9);

        Assert.Equal(then, await Ask("2024-06-01"));
        Assert.Equal(then, await Ask("2024-06-01"));
        var now = await Ask(null);
        for (var i = 0; i < addresses.Length; i++)
            Assert.NotEqual((addresses[i], then[i]), (addresses[i], now[i]));
        Assert.Equal(("expired", "closed_with_payment"), ((await server.Json($"{Policies}/B-2")).Text("status"), (await server.Json($"{Claims}/C-1")).Text("status")));
        await server.Problem($"{Claims}/C-9?asOf=2024-06-08", 404);
        await server.Problem($"{Claims}/C-9/transactions?asOf=2024-06-08", 404);
        await server.Problem($"{Policies}/A-1?asOf=2024-05-31", 404);
        await server.Problem($"{Policies}/A-1/claims?asOf=2024-05-31", 404);
        Assert.Equal(0, (await server.Json($"{Claims}?asOf=2024-05-31")).Number("rowCount"));

        async Task<List<string>> Ask(string? asOf)
        {
            List<string> answers = [];
            foreach (var address in addresses)
                answers.Add(Convert.ToHexString(await server.Client.GetByteArrayAsync(asOf is null ? address : $"{address}{(address.Contains('?') ? '&' : '?')}asOf={asOf}", TestContext.Current.CancellationToken)));
            return answers;
        }
    }

    [Theory]
    [InlineData("policies", "")]
    [InlineData("claims", "")]
    [InlineData("claims", "search=c-&sort=-incurred")]
    public async Task Csv_xlsx_and_json_say_the_same_and_are_in_the_log(string what, string query)
    {
        await using var server = await StartWithBook();
        var address = $"/api/v1/{what}/export?{query}";
        var json = await server.Json($"{address}&format=json");
        var names = json.Columns();
        List<List<string>> expected = [.. json.Rows().Select(r => names.Select(n => r.GetProperty(n).Written()).ToList())];
        Assert.Equal(json.Number("rowCount"), expected.Count);
        Assert.Equal($"{json}", $"{await server.Json($"/api/v1/{what}?{query}")}");

        var csv = Answers.Csv(await server.Client.GetByteArrayAsync(address, TestContext.Current.CancellationToken));
        Assert.Equal(names, csv[0]);
        Assert.Equal(expected.Select(l => l.Select(t => t.StartsWith('=') ? $"'{t}" : t)), csv[1..]);

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(await server.Client.GetByteArrayAsync($"{address}&format=xlsx", TestContext.Current.CancellationToken)));
        List<object?[]> sheet = [];
        while (reader.Read())
            sheet.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        foreach (var (row, cells) in expected.Zip(sheet.Skip(1)))
            Assert.Equal(row, row.Zip(cells, Written));
        Assert.Equal(expected.Count + 2, sheet.Count);

        Assert.Equal(["xlsx", "csv", "json"], (await server.Audited("export", 3)).Select(e => e.Text("detail")!.Split(';')[0]));

        // Numbers are compared as such.
        static string Written(string text, object? cell) => cell switch
        {
            null => "",
            double number => (decimal)number == decimal.Parse(text) ? text : $"{number}",
            DateTime day => $"{day:yyyy-MM-dd}",
            _ => $"{cell}",
        };
    }

    /// <summary>Three policies of three agencies, one of them cancelled; a claim on each, and one without a policy.</summary>
    static async Task<TestServer> StartWithBook(SetTime? time = null, string? database = null)
    {
        var server = await TestServer.StartAt(time ?? new SetTime(BookClient.Noon(2024, 6, 1)), database);
        var client = server.Client;
        await client.Make(Policies, BookClient.Policy("A-1", 3, "Ada Lovelace", 100.10m));
        await client.Make(Policies, BookClient.Policy("B-2", 5, "Grace Hopper", 200.20m, "PA"));
        await client.Make(Policies, BookClient.Policy("C-3", 7, "=Ada, \"Countess\" of\u00a0Lovelace", 300.30m));
        await client.Make(Claims, BookClient.Claim("C-1", "A-1", 1));
        await client.Make(Claims, BookClient.Claim("C-2", "B-2", 10));
        await client.Make(Claims, BookClient.Claim("X-3", "C-3", 1100.10m, "Water, cold"));
        await client.Make(Claims, new { reference = "X-4", cost = 0.01m });
        await client.Do($"{Policies}/C-3", "cancel", new { date = "2024-05-01" });
        return server;
    }
}
