namespace ClaimBook.Tests.Book;

/// <summary>Documents that are wrong: every field is named with what would be right, all at once, and nothing is recorded.</summary>
public sealed class BookFieldTests
{
    const string Policies = BookClient.Policies, Claims = BookClient.Claims;

    /// <summary>Where to, what, which fields are named, and a part of what is said.</summary>
    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { Policies, "{}", "agency inception expiry premium number holder product productLine state", "must be given" },
        {
            Policies, """{"number":7,"holder":"","product":"X","productLine":"XL","agency":"3","state":"Ohio","inception":"2024-13-01","expiry":"x","premium":"a lot"}""",
            "number agency inception expiry premium holder productLine state", "must be a date like 2024-06-30"
        },
        { Policies, """{"number":"P-1","holder":"A","product":"X","productLine":"PL","agency":3,"state":"OH","inception":"2024-01-01","expiry":"2023-01-01","premium":-1}""", "expiry premium", "must be later than inception" },
        { Policies, """{"number":"P-1","holder":"A","product":"X","productLine":"PL","agency":3,"state":"OH","inception":"2024-01-01","expiry":"2034-01-02","premium":1}""", "expiry", "at most 10 years" },
        { Policies, """{"number":"P-1","holder":"A","product":"X","productLine":"PL","agency":3,"state":"OH","inception":"9995-01-01","expiry":"9999-12-31","premium":1}""", "inception expiry", "must be from 1900-01-01 to 2199-12-31" },
        { Policies, """{"number":"P-1","holder":"A","product":"X","productLine":"PL","agency":3.5,"state":"OH","inception":"x","expiry":"2025-01-01","premium":1}""", "agency inception", "must be a whole number" },
        { Policies, """{"number":" P-1","holder":"A\nB","product":"X","productLine":"PL","agency":-1,"state":"oh","inception":"2024-01-01","expiry":"2025-01-01","premium":1,"isQuote":"no"}""", "isQuote number holder agency state", "one line without spaces at its ends" },
        { Policies, """{"number":"Export","holder":"A","product":"X","productLine":"PL","agency":3,"state":"OH","inception":"2024-01-01","expiry":"2025-01-01","premium":1}""", "number", "choose another" },
        { Policies, """{"number":"P-1","status":"in_force","Holder":"A","number":"P-2"}""", "status Holder number agency inception expiry premium holder product productLine state", "is not a field. Allowed: number, holder, product" },
        { Policies, """{"number":"\ud83d","holder":"A","product":"X","productLine":"PL","agency":3,"state":"OH","inception":"2024-01-01","expiry":"2025-01-01","premium":1}""", "number", "half of a surrogate pair" },
        { Claims, "{}", "reference", "must be given" },
        { Claims, """{"reference":"C-1","cost":1.001}""", "cost", "at most two decimals" },
        { Claims, """{"reference":"C-1","cost":"1.00000000000000000000000000000001"}""", "cost", "at most two decimals" },
        { Claims, """{"reference":"C-1","cost":"1,5"}""", "cost", "at most two decimals" },
        { Claims, """{"reference":"C-1","cost":1e3}""", "cost", "at most two decimals" },
        { Claims, """{"reference":"C-1","cost":-0.01}""", "cost", "must not be less than 0" },
        { Claims, """{"reference":"C-1","cost":1000000000000.01}""", "cost", "at most 1000000000000" },
        { Claims, """{"reference":"random","cost":"x","reportedDate":"2024-06-02"}""", "cost reference reportedDate", "must not be later than today, 2024-06-01" },
        { Claims, """{"reference":"C-1","policy":"P-9","lossDate":"2024-06-01","reportedDate":"2024-05-01","cause":"","paid":5}""", "paid cause lossDate policy", "there is no policy P-9" },
        { Claims, """{"reference":"a%2fb"}""", "reference", "must not contain %2F" },
        { Claims, """{"reference":".."}""", "reference", "choose another" },
        { $"{Claims}/C-1/transactions", "{}", "type kind amount", "must be one of reserve, payment, recovery" },
        { $"{Claims}/C-1/transactions", """{"type":"Payment","kind":"cash","amount":"1.234","date":20240101,"notes":"x"}""", "notes type kind amount date", "must be one of indemnity, expense" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task All_wrong_fields_are_named_at_once(string address, string body, string fields, string message)
    {
        await using var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)));

        var problem = await server.Client.Refused(400, HttpMethod.Post, address, body);

        Assert.Equal(fields.Split(' '), problem.Fields());
        Assert.Contains(problem.GetProperty("errors").EnumerateArray(), e => e.Text("message")!.Contains(message, StringComparison.Ordinal));
        Assert.Equal(0, (await server.Json(Policies)).Number("rowCount"));
        Assert.Equal(0, (await server.Json(Claims)).Number("rowCount"));
    }

    [Fact]
    public async Task What_replaces_must_be_whole()
    {
        await using var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)));
        await server.Client.Make(Policies, BookClient.Policy("P-1"));
        await server.Client.Make(Claims, BookClient.Claim("C-1", "P-1"));

        var problem = await server.Client.Refused(400, HttpMethod.Put, $"{Claims}/C-1", new { cause = "Water" }, "*");

        Assert.Equal(["policy", "lossDate", "reportedDate", "description"], problem.Fields());
        Assert.Equal("P-1", (await server.Json($"{Claims}/C-1")).Text("policy"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("{\"reference\":\"C-1\"")]
    [InlineData("{\"\\ud83d\":1}")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        await using var server = await TestServer.Start();

        await server.Client.Refused(400, HttpMethod.Post, Claims, body);

        using var form = new StringContent("reference=C-1", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await server.Client.PostAsync(Claims, form, TestContext.Current.CancellationToken);
        await TestServer.Problem(response, 415);
        using var nothing = await server.Client.PostAsync(Claims, content: null, TestContext.Current.CancellationToken);
        await TestServer.Problem(nothing, 415);
        Assert.Equal(0, (await server.Json(Claims)).Number("rowCount"));
    }

    [Theory]
    [InlineData("1234.5", "1234.50")]
    [InlineData("\"1234.50\"", "1234.50")]
    [InlineData("0", "0")]
    [InlineData("1000000000000", "1000000000000")]
    [InlineData("0.29", "0.29")]
    public async Task Money_is_exact(string cost, string amount)
    {
        await using var server = await TestServer.Start();

        var claim = await server.Client.Make(Claims, $$"""{"reference":"C-1","cost":{{cost}}}""");

        var expected = decimal.Parse(amount);
        Assert.Equal(expected, claim.Figure("outstanding"));
        Assert.Equal(expected, (await server.Json(Claims)).Total().Figure("incurred"));
    }
}
