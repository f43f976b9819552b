using System.Text;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Tests.Book;

/// <summary><c>claimbook export policies | claims</c></summary>
public sealed class BookExportCommandTests : IDisposable
{
    readonly TestDirectory _directory = new();

    public BookExportCommandTests()
    {
        var time = new SetTime(BookClient.Noon(2024, 6, 1));
        var ledger = new Ledger(Database.FromUrl($"sqlite:{_directory["claimbook.db"]}"), time);
        var terms = new PolicyTerms("Ada Lovelace", "HOMEOWNERS", "PL", 3, "OH", new(2024, 1, 1), new(2025, 1, 1), 120_050);
        Record(c => c.Add(new Policy("P-1", terms), RowScope.All));
        Record(c => c.Add(new Claim("C-1", new ClaimDetails("P-1", new(2024, 3, 2), new(2024, 3, 4), "Fire", "Kitchen, \"all\" of it"), []), RowScope.All));
        Record(c => c.Add(new Claim("C-2", new ClaimDetails(null, null, new(2024, 5, 4), "Unknown", ""), []), RowScope.All));
        time.Now = BookClient.Noon(2024, 6, 5);
        Record(c => c.Change("C-1", RowScope.All, null, claim => claim.Reserve(MoneyKind.Indemnity, 12_345, c.Today, c.Today)));

        void Record<T>(Func<BookChange, Outcome<T>> act)
            where T : class => Assert.Null(ledger.Record("test", (_, change) => act(change)).Refused);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Claims_are_written_as_csv_of_any_day()
    {
        const string header = "reference,policy,holder,agency,product,productLine,state,lossDate,reportedDate,cause,description,status,paid,outstanding,recoveries,incurred";

        Assert.Equal(
            [
                header, "C-1,P-1,Ada Lovelace,3,HOMEOWNERS,PL,OH,2024-03-02,2024-03-04,Fire,\"Kitchen, \"\"all\"\" of it\",open,0.00,123.45,0.00,123.45",
                "C-2,,,,,,,,2024-05-04,Unknown,,reported,0.00,0.00,0.00,0.00",
            ],
            Export("claims"));
        Assert.Contains("reported,0.00,0.00,0.00,0.00", Export("claims", "--as-of", "2024-06-04")[1]);
        Assert.Equal([header], Export("claims", "--as-of", "2024-05-31"));
        Assert.StartsWith("C-2", Assert.Single(Export("claims", "--where", "status=reported", "--where", "search=c-")[1..]), StringComparison.Ordinal);
        Assert.StartsWith("P-1,Ada Lovelace,HOMEOWNERS,PL,3,OH,2024-01-01,2025-01-01,1200.50,", Export("policies")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_written_in_the_format_of_its_name()
    {
        var (exitCode, output, error) = ClaimBookProcess.Run("export", "claims", "--data", _directory.Root, "--out", _directory["claims.json"]);

        Assert.Equal((0, "", $"2 rows written to {_directory["claims.json"]}.\n"), (exitCode, output, error));
        var table = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(File.ReadAllText(_directory["claims.json"]));
        Assert.Equal((2, 123.45m), (table.Number("rowCount"), table.Total().Figure("incurred")));
    }

    [Theory]
    [InlineData("--where stat=open", "claimbook: --where: 'stat' is not a filter. Allowed: search, status")]
    [InlineData("--where status=opened", "claimbook: --where status: must be some of reported, open")]
    [InlineData("--where status=open --where status=denied", "claimbook: --where: names status twice")]
    [InlineData("--as-of 2999-01-01", "claimbook: --as-of: must be a date like 2024-12-31, not later than today")]
    [InlineData("--as-of yesterday", "claimbook: --as-of: must be a date")]
    [InlineData("--sort cost", "claimbook: --sort: must be some of reference, policy")]
    public void What_is_wrong_is_said_and_nothing_is_written(string arguments, string message)
    {
        var (exitCode, output, error) = ClaimBookProcess.Run(["export", "claims", "--data", _directory.Root, .. arguments.Split(' ')]);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    string[] Export(params string[] arguments)
    {
        var (exitCode, output, error) = ClaimBookProcess.Run(["export", .. arguments, "--data", _directory.Root]);
        Assert.Equal((0, ""), (exitCode, error));
        return output.TrimStart(Encoding.UTF8.GetString(Encoding.UTF8.Preamble)[0]).TrimEnd().Split("\r\n");
    }
}
