using System.IO.Compression;

namespace ClaimBook.Browser.Tests.Data;

/// <summary>Loads: what is packed is unpacked, what is replaced is asked about, what is cancelled changes nothing.</summary>
public sealed class LoadTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task A_file_is_loaded_however_it_is_packed()
    {
        using var files = new TestDirectory();
        string[] endings = [".csv.gz", ".zip"];
        foreach (var (index, ending) in endings.Index())
            await File.WriteAllBytesAsync(files[$"packed{ending}"], Packed.As(ending, PerformanceCsv.File(PerformanceCsv.Line($"AGENCY_ID={900_000 + index}", "WRTN_PREM_AMT=1234.56"))));
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);

        await Load(visitor, [.. endings.Select(ending => files[$"packed{ending}"])]);

        foreach (var ending in endings)
            await Expect(visitor.Panel($"packed{ending}").GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
        await visitor.Open("/explore?rows=agency&columns=&measures=written_premium&agency=900000,900001");
        await Expect(visitor.Page.GetByRole(AriaRole.Grid).GetByRole(AriaRole.Row).Filter(new() { HasText = "90000" })).ToContainTextAsync([Shown.Money(1234.56m), Shown.Money(1234.56m)]);
    }

    [Fact]
    public async Task A_file_that_is_the_whole_truth_replaces_everything_once_that_is_confirmed()
    {
        using var files = new TestDirectory();
        var path = files.Write("truth.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=900001")));
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Open("/data");
        var whole = visitor.Page.GetByLabel("The file is the whole truth");
        await whole.CheckAsync();

        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(path);
        await Expect(visitor.Dialog).ToContainTextAsync("“truth.csv” becomes the whole truth");
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Panel("truth.csv")).ToHaveCountAsync(0);
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(path);
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Replace all data" }).ClickAsync();

        var card = visitor.Panel("truth.csv");
        await Expect(card.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
        await Expect(card.Locator("dl > div").Filter(new() { HasText = "Deleted" })).ToContainTextAsync(Shown.Count(Sample.Facts.Count));
        // What deletes is chosen for each file anew.
        await Expect(whole).Not.ToBeCheckedAsync();
        await visitor.GoTo("Agencies");
        await Expect(visitor.Main.GetByText("1 agency.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_running_load_that_is_cancelled_says_so_and_changes_nothing()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);

        await Load(visitor, Long(files["long.csv.gz"]));
        var card = visitor.Panel("long.csv.gz");
        await Expect(card.GetByRole(AriaRole.Status)).ToHaveTextAsync("Running");
        await card.GetByRole(AriaRole.Button, new() { Name = "Cancel the load" }).ClickAsync();
        await Expect(visitor.Dialog).ToContainTextAsync("Nothing of the file remains in the database; what was there before stays.");
        await visitor.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel the load" }).ClickAsync();

        await Expect(card.GetByRole(AriaRole.Status)).ToHaveTextAsync("Cancelled");
        await Expect(card).ToContainTextAsync("Cancelled; nothing changed.");
        await Expect(visitor.Dialog).ToHaveCountAsync(0);
        await Expect(visitor.Table("History").Locator("tbody tr").First).ToContainTextAsync("Cancelled");
        await visitor.Open("/details");
        await Expect(visitor.Main.GetByText($"{Shown.Count(Sample.Facts.Count)} rows")).ToBeVisibleAsync();
    }

    static async Task Load(Visitor visitor, params string[] paths)
    {
        await visitor.Open("/data");
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(paths);
    }

    /// <summary>A file that takes seconds to load, small on its way to the server.</summary>
    static string Long(string path)
    {
        var line = PerformanceCsv.Line("AGENCY_ID=@");
        using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        writer.Write(PerformanceCsv.File());
        for (var agency = 900_000; agency < 3_000_000; agency++)
            writer.Write(line.Replace("@", $"{agency}") + "\r\n");
        return path;
    }
}
