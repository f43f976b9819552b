namespace ClaimBook.Browser.Tests.Data;

/// <summary>Uploads that the server, or what stands before it, does not take: why is said, and the file stays chosen.</summary>
public sealed class RefusedUploadTests(Theatre theatre) : BrowserTests(theatre)
{
    [Fact]
    public async Task Why_it_failed_is_said_and_the_same_file_goes_through_when_it_can()
    {
        using var files = new TestDirectory();
        var visitor = await (await NewVisitor(await NewSite())).Is(Person.Editor);
        await visitor.Open("/data");
        await visitor.Field("Most lines that may be rejected").FillAsync("12.5");
        await visitor.Refuse("POST", "loads", 413);
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write("march.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=900001"))));
        var card = visitor.Panel("march.csv");
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync(Refusals.Words(413));
        var again = card.GetByRole(AriaRole.Button, new() { Name = "Try again" });
        foreach (var status in (int[])[403, 409, 429, 500, 503, Refusals.Unreachable])
        {
            await visitor.Refuse("POST", "loads", status);
            await again.ClickAsync();
            // A server that wants no more of a file closes the connection.
            await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync(status == Refusals.Unreachable ? "it may be too large for the server" : Refusals.Words(status));
            await Expect(visitor.Field("Most lines that may be rejected")).ToHaveValueAsync("12.5");
        }

        await visitor.Stop();
        // The next one is not held up by it.
        await visitor.Page.Locator("input[type=file]").SetInputFilesAsync(files.Write("april.csv", PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=900002"))));
        await Expect(visitor.Panel("april.csv").GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
        var sent = await visitor.Page.RunAndWaitForRequestAsync(() => again.ClickAsync(), request => request.Method == "POST");

        await Expect(card.GetByRole(AriaRole.Status)).ToHaveTextAsync("Done");
        Assert.Equal("/api/v1/loads?maxRejectRate=0.125", new Uri(sent.Url).PathAndQuery);
        await Expect(visitor.Alert).ToHaveCountAsync(0);
    }
}
