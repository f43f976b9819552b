namespace ClaimBook.Browser.Tests.Journeys;

/// <summary>From a figure to the rows behind it, to the line of the file, and back.</summary>
public sealed class ExploreJourney(Theatre theatre) : BrowserTests(theatre)
{
    const string Question = "/explore?rows=state&columns=year&measures=written_premium";

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_figure_leads_to_its_rows_a_row_to_its_line_and_back_to_the_same_question(DatabaseKind kind)
    {
        var rows = Sample.Facts.Where(f => f is { State: "OH", Year: 2010 }).ToList();
        var visitor = await (await NewVisitor(await NewSite(kind))).Is(Person.Viewer);
        await visitor.Open(Question);
        var cell = visitor.Page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Row).Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Rowheader, new() { Name = "Ohio" }) })
            .GetByText(Shown.Money(rows.Sum(f => f.Written)), new() { Exact = true });
        await cell.ClickAsync();

        await Expect(visitor.Heading).ToHaveTextAsync("Detail");
        await Expect(visitor.Main.GetByText($"{Shown.Count(rows.Count)} rows")).ToBeVisibleAsync();
        await Expect(visitor.Table("Detail").Locator("tfoot")).ToContainTextAsync(Shown.Money(rows.Sum(f => f.Written)));

        await visitor.Table("Detail").Locator("tbody tr[aria-rowindex]").First.ClickAsync();
        var line = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "The line as it stands in the file" });
        await Expect(line).ToBeVisibleAsync();
        var text = await line.InnerTextAsync();
        var fact = rows.Single(f => f.Text == text);
        await Expect(visitor.Page.GetByRole(AriaRole.Complementary).GetByText($"Line {Shown.Count(fact.Line)} of sample.csv")).ToBeVisibleAsync();

        await visitor.Page.GoBackAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
        await visitor.Page.GoBackAsync();
        await visitor.IsAt(Question);
        await Expect(cell).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Subtotals_and_the_total_are_the_sums_of_the_file()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/explore?rows=product_line,state&columns=&measures=written_premium,loss_ratio&year=2012");
        var facts = Sample.Facts.Where(f => f.Year == 2012).ToList();
        foreach (var (name, of) in new[]
        {
            ("Total", facts),
            ("Commercial lines", facts.Where(f => f.ProductLine == "CL").ToList()),
            ("Commercial lines, Ohio", [.. facts.Where(f => f is { ProductLine: "CL", State: "OH" })]),
        })
        {
            var row = visitor.Page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Row).Filter(new() { Has = visitor.Page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) });
            await Expect(row).ToContainTextAsync(Shown.Money(of.Sum(f => f.Written)));
            await Expect(row).ToContainTextAsync($"{of.Sum(f => f.Incurred) / of.Sum(f => f.Earned):P1}".Replace(" %", "%"));
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task What_is_shown_is_exported(string format)
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/explore?rows=state&columns=&measures=written_premium&year=2012");
        var file = await visitor.Export(format);
        var expected = Sample.Facts.Where(f => f.Year == 2012).GroupBy(f => f.State).ToDictionary(g => g.Key, g => g.Sum(f => f.Written));

        var rows = format == "csv"
            ? Answers.Csv(await File.ReadAllBytesAsync(file)).Select(r => (r[0], r[^1])).ToList()
            : [.. Workbook.Read(file).First().Value.Select(r => ($"{r[0]}", $"{r[^1]}"))];

        foreach (var (state, written) in expected)
            Assert.Equal(written, decimal.Parse(rows.Single(r => r.Item1 == state).Item2));
    }
}
