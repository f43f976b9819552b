using System.Text.Json;

namespace ClaimBook.Browser.Tests.Data;

/// <summary>Files that are dragged out of a folder of the computer onto the page.</summary>
public sealed class DropTests(Theatre theatre) : BrowserTests(theatre)
{
    static readonly string s_good = PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=900001"));

    [Fact]
    public async Task A_file_that_is_dropped_anywhere_on_the_page_is_loaded_and_what_is_no_such_file_is_refused_by_name()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Open("/data");

        await Drag(visitor, visitor.Heading, files.Write("photo.png", "x"), files.Write("dropped.csv", s_good), files.Write("empty.csv", ""));

        await Expect(visitor.Alert).ToHaveTextAsync(
            "“photo.png” is not what is asked for here: its name must end in .csv, .csv.gz, or .zip. “empty.csv” is empty.");
        await Expect(visitor.Panel("dropped.csv").GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
        await visitor.IsAt("/data");
        await visitor.Open("/agencies?search=900001");
        await Expect(visitor.Table("Agencies").GetByText("900001", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/data", "budget.xlsm", "“budget.xlsm” is not what is asked for here: its name must end in .csv, .csv.gz, or .zip.")]
    [InlineData("/import/claims", "claims.pdf", "“claims.pdf” is not what is asked for here")]
    public async Task A_file_of_the_wrong_kind_is_refused_and_the_page_stays(string path, string name, string words)
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor()).Is(Person.Editor);
        await visitor.Open(path);
        await Drag(visitor, visitor.Main, files.Write(name, "x"));
        await Expect(visitor.Alert).ToContainTextAsync(words);
        await visitor.IsAt(path);
    }

    [Fact]
    public async Task A_folder_is_no_file()
    {
        using var folder = new TestDirectory();
        var visitor = await (await NewVisitor()).Is(Person.Editor);
        await visitor.Open("/data");
        await Drag(visitor, visitor.Main, folder.Root);
        await Expect(visitor.Alert).ToHaveTextAsync("That is a folder. Drop the file itself.");
    }

    [Fact]
    public async Task Where_nothing_is_taken_a_dropped_file_does_not_take_the_pages_place()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor()).Is(Person.Editor);
        await visitor.Open("/data");
        await visitor.Page.GetByLabel("The file is the whole truth").CheckAsync();
        await Drag(visitor, visitor.Main, files.Write("one.csv", s_good), files.Write("two.csv", s_good));
        await Expect(visitor.Alert).ToHaveTextAsync("One file at a time, please.");
        await visitor.IsAt("/data");
    }

    /// <summary>As the hand does it: Chromium itself tells the page, and takes the file if the page does not.</summary>
    static async Task Drag(Visitor visitor, ILocator onto, params string[] paths)
    {
        var box = (await onto.BoundingBoxAsync())!;
        var session = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        foreach (var type in (string[])["dragEnter", "dragOver", "drop"])
        {
            await session.SendAsync("Input.dispatchDragEvent", new()
            {
                ["type"] = type,
                ["x"] = box.X + (box.Width / 2),
                ["y"] = box.Y + Math.Min(box.Height / 2, 20),
                ["data"] = JsonSerializer.SerializeToElement(new { items = Array.Empty<object>(), files = paths, dragOperationsMask = 1 }),
            });
            if (type == "dragOver")
                await Expect(visitor.Page.GetByText("Drop the file to take it")).ToBeVisibleAsync();
        }
        await Expect(visitor.Page.GetByText("Drop the file to take it")).ToBeHiddenAsync();
        await session.DetachAsync();
    }
}
