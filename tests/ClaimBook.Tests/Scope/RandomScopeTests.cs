using ClaimBook.Accounts;
using ClaimBook.Serving;

namespace ClaimBook.Tests.Scope;

/// <summary>Random users ask random questions of every kind, others in each run; CLAIMBOOK_SEED=N, which a failure names, repeats them.</summary>
public sealed class RandomScopeTests(ITestOutputHelper output) : IDisposable
{
    const int Users = 5, Questions = 50;

    readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("cube")]
    [InlineData("sql")]
    public async Task A_random_users_answers_are_those_of_a_server_that_has_only_their_rows(string engine)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("CLAIMBOOK_SEED") ?? $"{Random.Shared.Next()}");
        output.WriteLine($"CLAIMBOOK_SEED={seed}");
        var random = new Random(seed);
        await using var all = await Start(engine, ScopeBook.Agencies);
        for (var user = 0; user < Users; user++)
        {
            int[] agencies = [.. ScopeBook.Agencies.Where(_ => random.Next(2) == 0).DefaultIfEmpty(7)];
            await using var alone = await Start("cube", agencies);
            var client = all.ClientOf(Role.Viewer, [.. agencies, 99]);
            for (var question = 0; question < Questions; question++)
            {
                var address = $"/api/v1/{Next(random)}";
                var (expected, actual) = (await alone.Client.Ask(address), await client.Ask(address));
                Assert.True(
                    expected == actual, $"CLAIMBOOK_SEED={seed}, agencies {string.Join(',', agencies)}: {address}\nwithout the others:\n{expected}\nlimited:\n{actual}");
            }
        }
    }

    Task<TestServer> Start(string engine, IReadOnlyCollection<int> agencies) => TestServer.Start(
        new ServerSettings { Engine = Enum.Parse<QueryEngine>(engine, ignoreCase: true) }, _files.Write($"{Guid.NewGuid():N}.csv", ScopeBook.File(agencies)));

    static string Next(Random random)
    {
        string[] agencyFilters = [.. new[] { Agency(random), Vendor(random) }.Where(_ => random.Next(2) == 0)];
        string[] filters = [.. agencyFilters, .. new[] { State(random), Product(random) }.Where(_ => random.Next(2) == 0)];
        return random.Next(6) switch
        {
            0 => $"performance/details?{Joined(filters)}columns=agency,vendor,product,state,year,written_premium,agency_size,pl_elinks_quoted&limit={random.Next(1, 40)}"
                + (random.Next(2) == 0 ? $"&sort=-{Some(random, "written_premium", "vendor", "state", "pl_elinks_quoted", "agency_size")}&offset={random.Next(30)}" : ""),
            1 => $"reports/premium?{Joined(filters)}{Dates(random)}subtotals={(random.Next(2) == 0 ? "true" : "false")}",
            2 => $"agencies?{Joined(agencyFilters)}",
            3 => random.Next(3) == 0 ? "catalog" : $"agencies/{ScopeBook.Agencies[random.Next(ScopeBook.Agencies.Count)]}",
            4 => $"quotes/summary?{Joined(agencyFilters)}by={Some(random, "agency", "vendor", "product_line", "platform")}&measures=quotes,hit_ratio&sort=-quotes",
            _ => $"performance/summary?{Joined(filters)}{Dates(random)}by={Some(random, "agency", "vendor", "product", "state", "year", "agency_size", "primary_agency")}"
                + $"&measures=written_premium,{Some(random, "loss_ratio", "agencies", "policies_in_force", "premium_growth")}"
                + (random.Next(3) == 0 ? "&compare=prior_year" : "") + (random.Next(3) == 0 ? $"&having=written_premium%3E{random.Next(900_000)}" : "")
                + (random.Next(2) == 0 ? "&sort=-written_premium" : "") + (random.Next(3) == 0 ? $"&limit={random.Next(1, 9)}&offset={random.Next(3)}" : ""),
        };
    }

    static string Agency(Random random) => $"agency={Not(random)}{random.Next(1, 20)}..{random.Next(20, 50)},41";

    static string Vendor(Random random) => $"vendor={Not(random)}{Uri.EscapeDataString(Pick(random, ScopeBook.YourVendor, "Abacus,Nib", "Unknown", "Zip"))}";

    static string State(Random random) => $"state={Not(random)}{Pick(random, ScopeBook.YourState, "OH,PA", "IN", "ZZ,OH")}";

    static string Product(Random random) => $"product={Not(random)}{Pick(random, ScopeBook.YourProduct, "AUTO,BOP", "CRIME", "TANKS")}";

    static string Dates(Random random) => random.Next(3) switch { 0 => "from=2013-03-02&to=2014-10-31&", 1 => "allocation=whole&from=2013-07-01&", _ => "" };

    static string Not(Random random) => random.Next(3) == 0 ? "!" : "";

    static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    static string Some(Random random, params string[] names)
    {
        random.Shuffle(names);
        return string.Join(',', names.Take(random.Next(1, 4)));
    }

    static string Joined(string[] filters) => string.Concat(filters.Select(f => $"{f}&"));
}
