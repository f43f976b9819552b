namespace ClaimBook.Browser.Tests.Details;

/// <summary>Rows on paper: all of them, or it says how many are missing.</summary>
public sealed class PaperTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task Of_more_than_five_thousand_rows_those_in_sight_are_printed_and_the_rest_is_counted()
    {
        Assert.True(Sample.Facts.Count > 5000);
        var visitor = await Opened("/details");
        await Expect(visitor.Main.GetByText($"{Shown.Count(Sample.Facts.Count)} rows")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".print-only")).ToHaveCountAsync(0);

        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        var note = visitor.Page.Locator(".print-only");
        await Expect(note).ToBeVisibleAsync();
        var printed = await Printed(visitor);
        Assert.InRange(printed, 10, 200);
        await Expect(note).ToHaveTextAsync($"{Shown.Count(Sample.Facts.Count - printed)} more rows are not printed. An export has all.");
        // The total is that of all rows.
        await Expect(visitor.Table("Detail").Locator("tfoot")).ToContainTextAsync(Shown.Money(Sample.Facts.Sum(f => f.Written)));
        // What is not printed leaves no empty paper.
        Assert.True(await visitor.Page.EvaluateAsync<bool>("[...document.querySelectorAll('td.space')].every((space) => space.offsetHeight <= 1)"));
    }

    [Fact]
    public async Task Five_thousand_rows_or_fewer_are_all_printed()
    {
        var rows = Sample.Facts.Where(f => f.State == "OH").ToList();
        var visitor = await Opened("/details?state=OH");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Table("Detail").Locator("tbody tr[aria-rowindex]")).ToHaveCountAsync(rows.Count);
        await Expect(visitor.Page.Locator("td.waiting")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator(".print-only")).ToHaveCountAsync(0);
        Assert.Equal(rows.Count, await Printed(visitor));
    }

    async Task<Visitor> Opened(string path)
    {
        var visitor = await (await NewVisitor()).Is(Person.Viewer);
        await visitor.Open(path);
        return visitor;
    }

    /// <summary>How many rows stand there with their figures.</summary>
    static Task<int> Printed(Visitor visitor) =>
        visitor.Page.EvaluateAsync<int>("[...document.querySelectorAll('tbody tr[aria-rowindex]')].filter((row) => /\\d/.test(row.innerText)).length");
}
