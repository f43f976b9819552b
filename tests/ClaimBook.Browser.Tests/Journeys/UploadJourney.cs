namespace ClaimBook.Browser.Tests.Journeys;

/// <summary>From a file with bad rows to the download of its rejects.</summary>
public sealed class UploadJourney(Theatre theatre) : BrowserTests(theatre)
{
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_file_with_bad_rows_is_loaded_and_its_rejects_come_back_as_they_were(DatabaseKind kind)
    {
        using var files = new TestDirectory();
        var good = Enumerable.Range(2000, 30).Select(year => PerformanceCsv.Line("AGENCY_ID=900001", $"STAT_PROFILE_DATE_YEAR={year}", "WRTN_PREM_AMT=10.25")).ToArray();
        var noState = PerformanceCsv.Line("AGENCY_ID=900001", "STATE_ABBR=OHIO");
        var noNumber = PerformanceCsv.Line("AGENCY_ID=900001", "WRTN_PREM_AMT=<b>much</b>");
        var file = files.Write("march <i>.csv", PerformanceCsv.File([.. good[..10], noState, .. good[10..], noNumber]));
        var visitor = await (await NewVisitor(await NewSite(kind))).Is(Person.Editor);
        await visitor.Open("/data");

        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        var card = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "march <i>.csv" });
        await Expect(card.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
        await Expect(card.Locator("dl")).ToContainTextAsync("30");
        await card.GetByRole(AriaRole.Link, new() { Name = "See the rejected lines" }).ClickAsync();

        await Expect(visitor.Heading).ToHaveTextAsync("march <i>.csv");
        var rejects = visitor.Table("Rejected lines");
        await Expect(rejects).ToHaveAttributeAsync("aria-rowcount", "3");
        await Expect(rejects).ToContainTextAsync("<b>much</b>");
        var rows = Answers.Csv(await File.ReadAllBytesAsync(await visitor.Export("csv")));
        Assert.Equal(3, rows.Count);
        Assert.Equal(["12", "33"], rows[1..].Select(r => r[0]));
        Assert.Equal([noState, noNumber], rows[1..].Select(r => r[^1]));

        await visitor.Open("/agencies?search=900001");
        await Expect(visitor.Table("Agencies").GetByText("900001", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_of_the_wrong_kind_is_refused_at_once()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor()).Is(Person.Editor);
        await visitor.Open("/data");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write("budget.xlsm", "x"));
        await Expect(visitor.Alert).ToContainTextAsync("“budget.xlsm” is not what is asked for here");
    }

    [Fact]
    public async Task A_file_that_is_no_performance_file_is_refused_by_the_server_and_nothing_changes()
    {
        using var files = new TestDirectory();
        var visitor = (await (await NewVisitor(await NewSite())).Is(Person.Editor)).ExpectsFailures();
        await visitor.Open("/data");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write("other.csv", "NAME,AGE\r\nAnna,40\r\n"));
        await Expect(visitor.Alert).ToContainTextAsync("Not loaded; nothing changed.");
        await Expect(visitor.Table("History")).ToContainTextAsync("sample.csv");
    }

    [Fact]
    public async Task Two_files_at_once_are_both_loaded_one_after_the_other()
    {
        using var files = new TestDirectory();
        var paths = Enumerable.Range(1, 2).Select(n => files.Write($"file{n}.csv", PerformanceCsv.File(PerformanceCsv.Line($"AGENCY_ID={900_000 + n}")))).ToArray();
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Open("/data");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(paths);
        foreach (var path in paths)
            await Expect(visitor.Page.GetByRole(AriaRole.Region, new() { Name = Path.GetFileName(path) }).GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
    }

    [Fact]
    public async Task A_page_left_open_over_a_new_load_shows_the_new_figures()
    {
        using var files = new TestDirectory();
        var site = await NewSite();
        var reader = await (await NewVisitor(site)).Is(Person.Viewer);
        await reader.Open("/agencies");
        var loader = await (await NewVisitor(site)).Is(Person.Editor);
        await loader.Open("/data");
        await loader.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write("new.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=900001"))));
        await Expect(loader.Page.GetByRole(AriaRole.Region, new() { Name = "new.csv" }).GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");

        // Whatever is asked next is answered from the new load; what is shown from the old one is asked again.
        await reader.GoTo("Overview");
        await Expect(reader.Tile("Written premium")).ToBeVisibleAsync();
        await reader.GoTo("Agencies");
        await reader.Main.GetByRole(AriaRole.Searchbox).FillAsync("900001");

        await Expect(reader.Table("Agencies").GetByText("900001", new() { Exact = true })).ToBeVisibleAsync();
    }
}
