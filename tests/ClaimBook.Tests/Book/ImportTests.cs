using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Tests.Loads;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.Book;

/// <summary>The import over HTTP: preview, import, the rejected rows as a file, questions, and whose rows may be imported.</summary>
public sealed class ImportTests(PostgresServer postgres)
{
    const string Claims = "/api/v1/claims/import", Policies = "/api/v1/policies/import",
        PolicyHeader = "Policy No,Insured,Product,Prod Line,Agency,State,Effective,Expiration,Premium\n";

    static string TwentyClaims { get; } = "Claim Reference,Claim Cost\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"C-{i},{i}.50\n"));

    public static TheoryData<string> Kinds => ["sqlite", "postgres"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_preview_writes_nothing_the_import_all_and_a_second_one_nothing_more(string kind)
    {
        await using var server = kind == "sqlite" ? await TestServer.Start() : await TestServer.StartOn(postgres.NewDatabase());

        var preview = await Import(server.Client, Claims + "?preview=true", TwentyClaims);
        Assert.Equal((true, 20, 0, 0), (preview.GetProperty("preview").GetBoolean(), Count(preview, "imported"), Count(preview, "unchanged"), Count(preview, "rejected")));
        Assert.Equal("reference:Claim Reference,cost:Claim Cost", string.Join(',', preview.GetProperty("columns").EnumerateArray().Select(c => $"{c.Text("field")}:{c.Text("header")}")));
        Assert.Equal("1.50", preview.GetProperty("firstRows")[0].GetProperty("values").Text("cost"));
        Assert.Empty(Book(server).Claims);

        var import = await Import(server.Client, Claims, TwentyClaims);
        Assert.Equal((false, 20, 0, 0), (import.GetProperty("preview").GetBoolean(), Count(import, "imported"), Count(import, "unchanged"), Count(import, "rejected")));
        Assert.Equal(Enumerable.Range(1, 20).Sum(i => (i * 100L) + 50), Book(server).Claims.Sum(c => c.Money.Incurred));
        Assert.Equal(1, Book(server).Change);

        var again = await Import(server.Client, Claims, TwentyClaims);
        Assert.Equal((0, 20, 0), (Count(again, "imported"), Count(again, "unchanged"), Count(again, "rejected")));
        Assert.Equal(1, Book(server).Change);
        Assert.Empty(server.Files("uploads"));
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task Rejected_rows_come_back_as_a_file_that_can_be_corrected_and_imported(string format, string mediaType)
    {
        await using var server = await TestServer.Start();
        const string file = "Claim No;Cost;Remark\nA;10;ok\nB;;none\nC;5,00;=1+1\nA;10;again\nA;11;other\n";

        using var answer = await Post(server.Client, $"{Claims}?rejects={format}", file);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("2", "2", "1"), (Header("Row-Count"), Header("Imported-Count"), Header("Unchanged-Count")));
        if (format == "csv")
        {
            Assert.Equal(
                "\uFEFFClaim No,Cost,Remark,Reason\r\nB,,none,\"cost: must be given, or paid or outstanding\"\r\n"
                + "A,11,other,row 2 has it already: cost is '10.00' there and '11.00' here\r\n",
                Encoding.UTF8.GetString(bytes));
        }
        Assert.Equal(2, Book(server).Claims.Count);

        // The same file in a preview afterwards gives them too: that is how a page offers them.
        using var later = await Post(server.Client, $"{Claims}?preview=true&rejects={format}", file);
        Assert.Equal("2", later.Headers.GetValues("Row-Count").Single());
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", $"rejects.{format}" } };
        using var corrected = await server.Client.PostAsync($"{Claims}?preview=true", form, TestContext.Current.CancellationToken);
        Assert.Equal(2, Count(await corrected.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), "rejected"));

        string Header(string name) => answer.Headers.GetValues(name).Single();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task What_one_book_exports_another_imports_with_every_value_equal(string format)
    {
        await using var one = await TestServer.Start();
        await using var other = await TestServer.Start();
        await Import(one.Client, Policies, PolicyHeader + "P-1,\"Åsa, =1+1\",ANY,PL,3,OH,2024-01-01,2025-01-01,1200.50\n-P-2,Bob,ANY,CL,4,PA,2023-01-01,2024-01-01,99\n");
        await Import(one.Client, Claims, TwentyClaims);
        await Import(
            one.Client, Claims, "Ref,Policy,DOL,Reported,Cause,Description,Status,Paid,Reserve,Recoveries\n=C-1,P-1,2024-02-03,2024-02-05,Fire,\"two\nlines\",open,100.25,50,10\n"
                + "C-2x,-P-2,2023-02-03,2024-02-05,Wind,,closed,100,0,100\nC-3x,P-1,2024-02-04,2024-02-05,,,reported,0,0,0\nC-4x,,,2024-02-05,,,denied,0,0,0\n");

        foreach (var (list, import) in new[] { ("policies", Policies), ("claims", Claims) })
        {
            var exported = await one.Client.GetByteArrayAsync($"/api/v1/{list}/export?format={format}", TestContext.Current.CancellationToken);
            using var form = new MultipartFormDataContent { { new ByteArrayContent(exported), "file", $"{list}.{format}" } };
            using var imported = await other.Client.PostAsync(import, form, TestContext.Current.CancellationToken);
            Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(await Export(one), await Export(other));

            Task<string> Export(TestServer server) => server.Client.GetStringAsync($"/api/v1/{list}/export?format=csv", TestContext.Current.CancellationToken);
        }
        Assert.Equal((2, 24), (Book(other).Policies.Count, Book(other).Claims.Count));
    }

    [Fact]
    public async Task What_the_file_leaves_open_is_asked_by_the_parameter_that_answers_it()
    {
        await using var server = await TestServer.Start();
        const string file = "Ref;Claim No;Cost;DOL\nA;1;1,234;3/2/2024\n";

        Assert.Equal(
            ["columns: 'Ref' (column A) and 'Claim No' (column B) are both reference; say which is, as columns=A:reference"],
            await Errors(server, Claims, file));
        Assert.Equal(
            [
                "decimal: column C, 'Cost': 1,234 may be 1234 or 1.234, and no other value says which; say which, as decimal=point or comma",
                "dates: column D, 'DOL': 3/2/2024 may have its month or its day first, and so may all others; say which, as dates=dmy, mdy or ymd",
            ],
            await Errors(server, Claims + "?columns=Ref:reference", file));

        var done = await Import(server.Client, Claims + "?columns=Ref:reference&decimal=point&dates=dmy", file);
        Assert.Equal(1, Count(done, "imported"));
        Assert.Equal((new DateOnly(2024, 2, 3), 1234_00L), (Book(server).Claim("A")!.Details.LossDate, Book(server).Claim("A")!.Money.Incurred));
        Assert.Equal("Claim No", Assert.Single(done.GetProperty("ignoredColumns").EnumerateArray()).GetString());
        Assert.Contains("Not imported: Claim No.", done.GetProperty("notices").EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public async Task Wrong_requests_say_what_would_be_right_and_leave_nothing_behind()
    {
        await using var server = await TestServer.Start();

        Assert.Equal(
            [
                "replace: is not a parameter. Allowed: preview, sheet, columns, dates, decimal, rejects", "preview: 'yes' is unknown; allowed: true, false",
                "rejects: 'pdf' is unknown; allowed: csv, xlsx", "dates: 'us' is unknown; allowed: ymd, mdy, dmy", "decimal: '.' is unknown; allowed: point, comma",
            ],
            await Errors(server, Claims + "?replace=true&preview=yes&rejects=pdf&dates=us&decimal=.", TwentyClaims));
        Assert.Equal(["file: is a PDF. Import the workbook or the CSV that it was made from."], await Errors(server, Claims, "%PDF-1.4"));
        Assert.Equal(["sheet: there is no sheet 'x'; there are: none"], await Errors(server, Claims + "?sheet=x", TwentyClaims));
        using (var empty = await server.Client.PostAsync(Claims, content: null, TestContext.Current.CancellationToken))
            Assert.StartsWith("The content type is missing, not multipart/form-data.", (await TestServer.Problem(empty, 400)).Text("detail"), StringComparison.Ordinal);
        using (var large = await Post(server.Client, Claims, new string('x', 100_000_001)))
            Assert.Equal("The upload is larger than the 100,000,000 bytes that an import may have. Split the file into several.", (await TestServer.Problem(large, 413)).Text("detail"));

        Assert.Empty(server.Files("uploads"));
        Assert.Equal(0, Book(server).Change);
    }

    [Fact]
    public async Task A_limited_editor_imports_rows_of_their_agencies_and_learns_nothing_of_others()
    {
        await using var server = await TestServer.Start();
        var editor = server.ClientOf(Role.Editor, 3);
        const string policies = PolicyHeader + "P-3,Ada,ANY,PL,3,OH,2024-01-01,2025-01-01,100\nP-4,Bob,ANY,PL,4,OH,2024-01-01,2025-01-01,100\n";

        Assert.Equal(["3: agency: 4 is not one of your agencies"], Problems(await Import(editor, Policies, policies)));
        Assert.Empty(Problems(await Import(server.Client, Policies, policies)));
        // The same policy of another agency: that there is one is all that is said.
        Assert.Equal(["3: number: there is a policy P-4 already"], Problems(await Import(editor, Policies, policies)));

        var claims = await Import(editor, Claims, "Ref,Cost,Policy,DOL\nA,1,P-3,2024-03-01\nB,1,P-4,2024-03-01\nC,1,P-5,2024-03-01\nD,1,,\n");
        Assert.Equal(
            ["3: policy: there is no policy P-4", "4: policy: there is no policy P-5", "5: policy: must name a policy of your agencies"], Problems(claims));
        Assert.Equal(["A"], Book(server).Claims.Select(c => c.Reference));
    }

    [Fact]
    public async Task An_import_is_in_the_audit_log_and_a_preview_is_not()
    {
        await using var server = await TestServer.Start();

        await Import(server.Client, Claims + "?preview=true", TwentyClaims);
        await Import(server.Client, Claims, TwentyClaims);

        var entry = Assert.Single((await server.Json("/api/v1/audit?action=import")).GetProperty("rows").EnumerateArray());
        Assert.Equal(("claims.csv", "claims; 20 imported, 0 unchanged, 0 rejected"), (entry.Text("subject"), entry.Text("detail")));
    }

    static BookState Book(TestServer server) => server.Services.GetRequiredService<Ledger>().Now();

    static int Count(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    static IEnumerable<string> Problems(JsonElement answer) => answer.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("row").GetInt32()}: {p.Text("reason")}");

    static async Task<IEnumerable<string>> Errors(TestServer server, string address, string file)
    {
        using var response = await Post(server.Client, address, file);
        return LoadClient.Errors(await TestServer.Problem(response, 400));
    }

    static async Task<JsonElement> Import(HttpClient client, string address, string file)
    {
        using var response = await Post(client, address, file);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    static async Task<HttpResponseMessage> Post(HttpClient client, string address, string file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "claims.csv" } };
        // What is refused by its length need not be sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form, Headers = { ExpectContinue = file.Length > 1_000_000 } };
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
