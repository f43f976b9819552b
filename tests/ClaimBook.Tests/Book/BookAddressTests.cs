using System.Net;

namespace ClaimBook.Tests.Book;

public sealed class BookAddressTests
{
    /// <summary>Whatever stands in a number or a reference, its address leads to it and to nothing else.</summary>
    [Fact]
    public async Task Any_number_and_any_reference_can_be_asked_for_by_the_address_that_making_it_answers()
    {
        await using var server = await TestServer.StartAt(new SetTime(BookClient.Noon(2024, 6, 1)));
        string[] names = ["2024/17", "2024/17/3", "a//b", "/", "a\\b", "100%", "%2", "%41", "a?b=c", "a#b", "a&b;c=d", "a+b c", "ÅÄÖ 7", "\ud83d\ude80", "a:b", "..a", "...", "(1)", "'--", "\"q\"", "exports"];
        foreach (var name in names)
        {
            using var made = await server.Client.Send(HttpMethod.Post, BookClient.Policies, BookClient.Policy(name));
            await BookClient.Read(made, HttpStatusCode.Created);
            var policy = made.Headers.Location!.ToString();
            Assert.Equal(name, (await server.Json(policy)).Text("number"));
            Assert.Equal($"{BookClient.Policies}/{Uri.EscapeDataString(name)}", policy);
            using var reported = await server.Client.Send(HttpMethod.Post, BookClient.Claims, BookClient.Claim(name, name, cost: 7));
            await BookClient.Read(reported, HttpStatusCode.Created);
            var claim = reported.Headers.Location!.ToString();
            Assert.Equal((name, name), ((await server.Json(claim)).Text("reference"), (await server.Json(claim)).Text("policy")));
            Assert.Equal("closed_without_payment", (await server.Client.Do(claim, "close")).Text("status"));
            Assert.Equal(name, Assert.Single((await server.Json($"{policy}/claims")).Rows()).Text("reference"));
            Assert.Equal(2, (await server.Json($"{claim}/transactions")).Number("rowCount"));
            Assert.Equal(name, Assert.Single((await server.Json($"{BookClient.Claims}?policy={Uri.EscapeDataString(name)}")).Rows()).Text("reference"));
        }
        Assert.Equal(names.Length, (await server.Json(BookClient.Policies)).Number("rowCount"));
        Assert.Equal("There is no policy 2024/18.", (await server.Problem($"{BookClient.Policies}/2024%2f18", 404)).Text("detail"));
    }

    [Fact]
    public async Task Words_that_addresses_use_are_neither_numbers_nor_references()
    {
        await using var server = await TestServer.Start();
        foreach (var word in new[] { "export", "EXPORT", "import", "random", "summary", ".", "..", "1%2F2" })
        {
            Assert.Equal(["number"], (await server.Client.Refused(400, HttpMethod.Post, BookClient.Policies, BookClient.Policy(word))).Fields());
            Assert.Equal(["reference"], (await server.Client.Refused(400, HttpMethod.Post, BookClient.Claims, new { reference = word, cost = 1 })).Fields());
        }
    }
}
