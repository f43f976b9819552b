namespace ClaimBook.Browser.Tests.Explore;

/// <summary>Figures for somebody who is limited to some agencies: theirs and no others'.</summary>
public sealed class LimitedFiguresTests(Theatre theatre) : BrowserTests(theatre)
{
    List<Fact> Facts => [.. Sample.Facts.Where(f => Sample.LimitedTo.Contains(f.Agency))];

    [Fact]
    public async Task Rows_and_totals_are_the_sums_of_their_agencies()
    {
        var visitor = await Opened("/explore?rows=year&columns=&measures=written_premium,earned_premium,loss_ratio");
        var expected = Facts.GroupBy(f => f.Year).ToList();
        // The head, a row for each year, and the total.
        await Expect(Rows(visitor)).ToHaveCountAsync(expected.Count + 2);
        foreach (var (name, facts) in expected.Select(g => ($"{g.Key}", g.ToList())).Append(("Total", Facts)))
        {
            var row = Rows(visitor).Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Rowheader, new() { Name = name }) });
            await Expect(row).ToContainTextAsync(Shown.Money(facts.Sum(f => f.Written)));
            await Expect(row).ToContainTextAsync(Shown.Money(facts.Sum(f => f.Earned)));
            await Expect(row).ToContainTextAsync($"{facts.Sum(f => f.Incurred) / facts.Sum(f => f.Earned):P1}".Replace(" %", "%", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_asks_for_all_agencies_gets_their_own()
    {
        var visitor = await Opened("/explore?rows=agency&columns=year&measures=written_premium");
        await Expect(visitor.Page.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync([.. Sample.LimitedTo.Select(a => $"{a}"), "Total"], new() { IgnoreCase = true });
        await Expect(Rows(visitor).Last).ToContainTextAsync(Shown.Money(Facts.Sum(f => f.Written)));

        var stranger = Sample.Facts.First(f => !Sample.LimitedTo.Contains(f.Agency)).Agency;
        await visitor.Open($"/explore?rows=agency&columns=&measures=written_premium&agency={stranger}");
        await Expect(visitor.Page.GetByRole(AriaRole.Rowheader, new() { Name = $"{stranger}" })).ToHaveCountAsync(0);
        await Expect(visitor.Main).Not.ToContainTextAsync(Shown.Money(Sample.Facts.Where(f => f.Agency == stranger).Sum(f => f.Written)));
    }

    async Task<Visitor> Opened(string path)
    {
        var visitor = await (await NewVisitor()).Is(Person.Limited);
        await visitor.Open(path);
        return visitor;
    }

    static ILocator Rows(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Row);
}
