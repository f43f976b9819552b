using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary><c>claimbook sample --book</c> as a user runs it.</summary>
public sealed class SampleBookCommandTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_fills_the_book_once_with_the_agencies_products_and_states_of_the_database()
    {
        var file = _directory.Write("book.csv", PerformanceCsv.File(
            PerformanceCsv.Line("AGENCY_ID=16", "PROD_ABBR=BOP", "PROD_LINE=CL", "STATE_ABBR=KY"), PerformanceCsv.Line("AGENCY_ID=3", "PROD_ABBR=YACHT", "PROD_LINE=PL", "STATE_ABBR=KY")));
        Assert.Equal(0, ClaimBookProcess.Run("load", file, "--data", _directory.Root).ExitCode);

        var (exitCode, output, error) = Sample("--policies", "50", "--seed", "7", "--json");

        Assert.Equal((0, ""), (exitCode, error));
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal((50, 15, 7), (report.Number("policies"), report.Number("claims"), report.Number("seed")));
        var (_, table, _) = ClaimBookProcess.Run(
            "report", "bordereau", "--month", $"{TimeProvider.System.GetUtcNow().AddYears(-1):yyyy-MM}", "--format", "json", "--data", _directory.Root);
        Assert.Contains("\"name\":\"claim\"", table, StringComparison.Ordinal);
        List<JsonElement> policies = [.. Policies("3"), .. Policies("16")];
        Assert.InRange(policies.Select(p => p.Text("policy")).Distinct().Count(), 35, 50);
        Assert.All(policies, p => Assert.Matches("^(BOP|YAC)-[0-9]{6}-0[1-8]$", p.Text("policy")));

        (exitCode, output, error) = Sample("--policies", "50");
        Assert.Equal((1, "", $"claimbook: {_directory["claimbook.db"]}: has policies or claims already; a demonstration book goes into an empty one.\n"), (exitCode, output, error));
    }

    [Theory]
    [InlineData("--policies must be a whole number, 1 or more.", "--book", "--policies", "0")]
    [InlineData("--rows is for --out.", "--book", "--rows", "5")]
    [InlineData("--policies is for --book.", "--out", "x.csv", "--policies", "5")]
    [InlineData("Name the file to write with --out, or fill the book with --book.", "--book", "--out", "x.csv")]
    [InlineData("Name the file to write with --out, or fill the book with --book.")]
    public void What_does_not_fit_together_is_wrong_usage(string message, params string[] options) => Assert.Equal(
        (2, "", $"claimbook: {message}\nTry 'claimbook --help'.\n"), ClaimBookProcess.Run(["sample", .. options, "--data", _directory["none"]]));

    (int ExitCode, string Output, string Error) Sample(params string[] options) => ClaimBookProcess.Run(["sample", "--book", .. options, "--data", _directory.Root]);

    /// <summary>The policies of an agency that are no mere quotes.</summary>
    List<JsonElement> Policies(string agency)
    {
        var (exitCode, output, error) = ClaimBookProcess.Run("report", "loss-run", "--agency", agency, "--json", "--data", _directory.Root);
        Assert.True(exitCode == 0, error);
        return JsonDocument.Parse(output).RootElement.Rows();
    }
}
