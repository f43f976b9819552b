namespace ClaimBook.Browser.Tests.Journeys;

/// <summary>Claims of a file: first how they would be read, then in the book.</summary>
public sealed class ImportJourney(Theatre theatre) : BrowserTests(theatre)
{
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_is_previewed_imported_and_its_bad_rows_come_back_with_reasons(DatabaseKind kind)
    {
        using var files = new TestDirectory();
        var file = files.Write("claims <2024>.csv", "Claim Reference;Claim Cost;Note\r\nIMP-1;1.000,50;a\r\nIMP-2;20,00;=1+1\r\nIMP-3;much;c\r\n");
        var visitor = await (await NewVisitor(await NewSite(kind))).Is(Person.Editor);
        await visitor.Open("/import/claims");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await Expect(visitor.Heading).ToHaveTextAsync("Import claims");
        var preview = visitor.Table("First rows");
        await Expect(preview.Locator("tbody tr")).ToHaveCountAsync(3);
        await Expect(preview.Locator("tbody tr").First).ToContainTextAsync("IMP-1");
        await Expect(preview.Locator("tbody tr").Last).ToContainTextAsync("Rejected");

        await visitor.Press("Import 2 rows");
        await Expect(visitor.Main.GetByText("Imported", new() { Exact = true })).ToBeVisibleAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Press("Rejected rows, CSV"));
        var rejected = Answers.Csv(await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.Equal(2, rejected.Count);
        Assert.Equal(["IMP-3", "much", "c"], rejected[1][..3]);

        await visitor.Open("/claims/IMP-1");
        await Expect(visitor.Main).ToContainTextAsync(Shown.Money(1000.50m));
        // The same file again adds nothing.
        await visitor.Open("/import/claims");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await Expect(preview.Locator("tbody tr").First).ToContainTextAsync("There already");
    }

    [Fact]
    public async Task What_a_file_leaves_open_is_asked()
    {
        using var files = new TestDirectory();
        var file = files.Write("dates.csv", "Claim Reference,Claim Cost,Loss Date\r\nIMP-1,100.00,3/2/2024\r\n");
        var visitor = (await (await NewVisitor(await NewSite())).Is(Person.Editor)).ExpectsFailures();
        await visitor.Open("/import/claims");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await visitor.Page.GetByLabel("Day first: 31/12/2024").CheckAsync();
        await visitor.Press("Show the preview");
        await Expect(visitor.Table("First rows")).ToContainTextAsync("2024-02-03");
    }

    [Fact]
    public async Task A_file_of_the_wrong_kind_is_refused_at_once()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor()).Is(Person.Editor);
        await visitor.Open("/import/policies");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write("policies.pdf", "x"));
        await Expect(visitor.Alert).ToContainTextAsync("“policies.pdf” is not what is asked for here");
    }
}
