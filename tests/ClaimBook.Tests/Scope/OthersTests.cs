using System.Text.Json;
using ClaimBook.Accounts;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Scope;

/// <summary>A limited user who asks about what only others have gets the very answer that they get about what nobody has: neither rows nor totals nor
/// a text tells the difference.</summary>
public sealed class OthersTests : IDisposable
{
    readonly TestDirectory _files = new();

    /// <summary>A filter, a value that only others have, and one that nobody has.</summary>
    static readonly (string Filter, string Others, string Nobodys)[] s_values =
    [
        ("agency", "5", "99"), ("agency", "5,18..20", "99,101..102"), ("primary_agency", ScopeBook.YourPrimary, "98"), ("appointment_decade", "1970", "1930"),
        ("vendor", ScopeBook.YourVendor, "Nobody & Sons"), ("vendor", "Nib", "Zip"), ("product", ScopeBook.YourProduct, "TANKS"),
        ("state", ScopeBook.YourState, "ZZ"), ("state", "IN", "QQ"), ("agency_size", "no premium", "under 100k"),
    ];

    static readonly string[] s_questions =
    [
        "performance/summary?by=agency,product&measures=written_premium,agencies,premium_growth",
        "performance/summary?by=state&measures=written_premium,loss_ratio&compare=prior_year&sort=-written_premium_change&having=written_premium%3E0",
        "performance/summary?measures=policies_in_force,average_premium&from=2013-02-03&to=2014-11-11",
        "performance/details?columns=all&limit=3",
        "reports/premium?subtotals=true",
        "agencies?",
        "quotes/summary?by=agency,platform",
    ];

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("cube")]
    [InlineData("sql")]
    public async Task Questions_about_others_are_answered_as_those_about_nobody(string engine)
    {
        await using var server = await TestServer.Start(
            new ServerSettings { Engine = Enum.Parse<QueryEngine>(engine, ignoreCase: true) }, _files.Write("all.csv", ScopeBook.File(ScopeBook.Agencies)));
        var me = server.ClientOf(Role.Viewer, ScopeBook.Mine);
        var asked = 0;
        foreach (var (filter, others, nobodys) in s_values)
        {
            foreach (var question in s_questions.Where(q => filter is not ("product" or "state") || !(q[0] is 'a' or 'q')))
            {
                foreach (var not in new[] { "", "!" })
                {
                    foreach (var format in new[] { "json", "csv", "xlsx" })
                    {
                        Task<string> Ask(HttpClient client, string value) => client.AskRight($"/api/v1/{question}&{filter}={not}{Uri.EscapeDataString(value)}&format={format}");
                        // Those who may see the others have asked before: the answers are in memory.
                        var everything = await Ask(server.Client, others);
                        var (aboutOthers, aboutNobody) = (await Ask(me, others), await Ask(me, nobodys));
                        Assert.True(
                            Without(filter, others, aboutOthers) == Without(filter, nobodys, aboutNobody),
                            $"{question} {filter}={not}{others} {format}:\n{aboutOthers}\n{filter}={not}{nobodys}:\n{aboutNobody}");
                        asked += aboutOthers != everything ? 1 : 0;
                    }
                }
            }
        }
        Assert.True(asked > 200, $"only {asked} of the questions were about anything that others have");
    }

    [Fact]
    public async Task Anothers_card_is_as_missing_as_nobodys()
    {
        await using var server = await TestServer.Start(_files.Write("all.csv", ScopeBook.File(ScopeBook.Agencies)));
        var me = server.ClientOf(Role.Viewer, ScopeBook.Mine);
        foreach (var other in ScopeBook.Yours.Concat(ScopeBook.Nobodys))
        {
            await server.Client.AskRight($"/api/v1/agencies/{other}");
            using var response = await me.GetAsync($"/api/v1/agencies/{other}", TestContext.Current.CancellationToken);
            Assert.Equal($"There is no agency {other}.", (await TestServer.Problem(response, 404)).Text("detail"));
            Assert.Null(response.Headers.ETag);
        }
        using var missing = await me.GetAsync("/api/v1/agencies/99", TestContext.Current.CancellationToken);
        Assert.Equal("There is no agency 99.", (await TestServer.Problem(missing, 404)).Text("detail"));
    }

    [Fact]
    public async Task No_answer_to_a_limited_user_has_a_name_or_a_number_of_others()
    {
        // Numbers that occur nowhere else.
        int[] mine = [77_000_003], yours = [88_000_005];
        var yourLine = PerformanceCsv.Line($"AGENCY_ID={yours[0]}", "VENDOR=Quill", "STATE_ABBR=KY", "PROD_ABBR=YACHT", "WRTN_PREM_AMT=9876543.21", "PRIMARY_AGENCY_ID=88000001");
        await using var server = await TestServer.Start(_files.Write("all.csv", PerformanceCsv.File(
            PerformanceCsv.Line($"AGENCY_ID={mine[0]}", "VENDOR=Abacus", "WRTN_PREM_AMT=100"), yourLine, yourLine.Replace("YACHT", "BARGE").Replace("Quill", "Pen"))));
        var me = server.ClientOf(Role.Viewer, mine);
        string[] secrets = ["88000005", "88000001", "Quill", "Pen", "KY", "Kentucky", "YACHT", "BARGE", "9876543", "9,876,543", "19753086"];
        foreach (var address in new[]
            {
                "catalog", "agencies", "agencies/77000003", "performance/summary?vendor=x&product=x&state=x&by=agency,state,product,vendor,primary_agency",
                "performance/details?columns=all&state=x", "quotes/summary?vendor=x&by=agency", "reports/premium?vendor=x&subtotals=true", "loads", "loads/1",
                "loads/1/events", "loads/1/rejects",
            })
        {
            foreach (var client in new[] { server.Client, me })
            {
                using var response = await client.GetAsync($"/api/v1/{address}", TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode, address);
                var text = $"{response.Headers} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
                if (client == me)
                    Assert.All(secrets, s => Assert.DoesNotContain(s, text, StringComparison.Ordinal));
                else if (!address.EndsWith("rejects") && address != "agencies/77000003")
                    Assert.Contains(secrets, s => text.Contains(s, StringComparison.Ordinal));
            }
        }
    }

    /// <summary>An answer without the value that was asked about, which notices and the notes of a workbook may name.</summary>
    static string Without(string filter, string value, string answer)
    {
        var lines = string.Join('\n', answer.Split('\n').Where(l => !l.StartsWith($"Asked: {filter} |", StringComparison.Ordinal)));
        var quoted = $"'{value}'";
        return lines.Replace(quoted, "...", StringComparison.Ordinal).Replace(JsonSerializer.Serialize(quoted).Trim('"'), "...", StringComparison.Ordinal);
    }
}
