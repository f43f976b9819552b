namespace ClaimBook.Browser.Tests.Journeys;

/// <summary>From the dates of a report to the cells of its file.</summary>
public sealed class ReportJourney(Theatre theatre) : BrowserTests(theatre)
{
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_cells_of_the_workbook_are_the_sums_of_the_file(DatabaseKind kind)
    {
        var visitor = await (await NewVisitor(await NewSite(kind))).Is(Person.Viewer);
        await visitor.Open("/reports");
        await visitor.Page.GetByLabel("Year", new() { Exact = true }).SelectOptionAsync("2012");
        await visitor.Page.GetByLabel("Subtotal of each agency").UncheckAsync();
        var facts = Sample.Facts.Where(f => f.Year == 2012).ToList();
        var table = visitor.Table("Premium report");
        await Expect(table.Locator("tfoot")).ToContainTextAsync(Shown.Money(facts.Sum(f => f.Written)));
        await Expect(visitor.Page.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("2012-01-01");
        await Expect(visitor.Page.GetByLabel("To", new() { Exact = true })).ToHaveValueAsync("2012-12-31");

        var sheets = Workbook.Read(await visitor.Export("xlsx"));

        var rows = sheets.First().Value;
        int Column(string label) => Array.IndexOf(rows[0], label);
        var expected = facts.GroupBy(f => (f.Agency, f.ProductLine)).ToDictionary(g => g.Key, g => (Written: g.Sum(f => f.Written), Incurred: g.Sum(f => f.Incurred)));
        // The header, and the total at the end.
        Assert.Equal(expected.Count + 2, rows.Count);
        foreach (var row in rows.Skip(1).SkipLast(1))
        {
            var (written, incurred) = expected[((int)(double)row[Column("Agency")]!, (string)row[Column("Product line")]!)];
            Assert.Equal((written, incurred), (Cell(row, "Written premium"), Cell(row, "Incurred losses")));
        }
        Assert.Equal(facts.Sum(f => f.Written), Cell(rows[^1], "Written premium"));
        Assert.Contains(sheets.Skip(1), s => s.Value.Any(r => r.Any(c => $"{c}".Contains("2012-01-01", StringComparison.Ordinal) || c is DateTime { Year: 2012, Month: 1, Day: 1 })));

        decimal Cell(object?[] row, string label) => Math.Round((decimal)(double)row[Column(label)]!, 2);
    }

    [Fact]
    public async Task Dates_that_are_the_wrong_way_round_are_said_beside_the_field()
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open("/reports?from=2012-12-31&to=2012-01-01");
        await Expect(visitor.Alert).ToContainTextAsync("The start lies after the end.");
    }
}
