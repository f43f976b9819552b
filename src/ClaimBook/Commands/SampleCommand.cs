using System.CommandLine;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Store;

namespace ClaimBook.Commands;

/// <summary><c>claimbook sample</c></summary>
static class SampleCommand
{
    static readonly Option<int> s_rows = new("--rows")
    {
        Description = "How many rows the file has.",
        HelpName = "N",
        DefaultValueFactory = _ => SampleFile.FullSize,
    };

    static readonly Option<int> s_policies = new("--policies")
    {
        Description = "How many policies the book has, renewals counted; there are three claims for ten of them.",
        HelpName = "N",
        DefaultValueFactory = _ => DemonstrationBook.UsualPolicies,
    };

    static readonly Option<int> s_seed = new("--seed")
    {
        Description = "The same seed makes the same file, and the same book on the same day.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    static readonly Option<string?> s_out = new("--out") { Description = "Performance file to write.", HelpName = "FILE" };

    static readonly Option<bool> s_book = new("--book")
    {
        Description = "Put policies and claims with several years of history into the empty book of the database, with its agencies and products if it has any.",
    };

    public static Command Create()
    {
        foreach (var option in new[] { s_rows, s_policies })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                    result.AddError($"{option.Name} must be a whole number, 1 or more.");
            });
        }
        var command = new Command(
            "sample", "Write a performance file of made-up business with the shape and the quirks of a real one, or make up a book of policies and claims.")
        {
            s_rows, s_out, s_book, s_policies, s_seed,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_out) is null != result.GetValue(s_book))
                result.AddError("Name the file to write with --out, or fill the book with --book.");
            foreach (var option in new[] { s_rows, s_policies })
            {
                if (result.GetResult(option) is { Implicit: false } && result.GetValue(s_book) != (option == s_policies))
                    result.AddError($"{option.Name} is for {(option == s_policies ? "--book" : "--out")}.");
            }
        });
        command.Does((parsed, _) =>
        {
            var seed = parsed.GetValue(s_seed);
            if (parsed.GetValue(s_out) is not { } path)
            {
                FillBook(parsed.Database(), parsed.GetValue(s_policies), seed, parsed.Json());
                return CommandLine.Done;
            }
            Write(path, parsed.GetValue(s_rows), seed);
            if (parsed.Json())
                Output.WriteJson(new SampleReport(path, parsed.GetValue(s_rows), seed, new FileInfo(path).Length));
            else
                Console.Error.WriteLine($"{parsed.GetValue(s_rows):N0} rows written to {path}.");
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Writes a sample file; it takes its name only when it is complete.</summary>
    public static void Write(string path, int rows, int seed) => OutputFile.Write(path, output =>
    {
        SampleFile.Write(output, rows, seed);
        return rows;
    });

    /// <summary>Fills an empty book.</summary>
    /// <exception cref="Engine.ClaimBookException">The book is not empty, or the database failed.</exception>
    public static void FillBook(Database database, int policies, int seed, bool json)
    {
        var ledger = new Ledger(database, TimeProvider.System);
        DemonstrationBook.Fill(ledger, Market(database), policies, seed);
        var book = ledger.Now();
        var report = new SampleBookReport(book.Policies.Count, book.Claims.Count, book.Claims.Sum(c => c.Transactions.Count), seed);
        if (json)
            Output.WriteJson(report);
        else
            Console.Error.WriteLine($"Made up a book: {report.Policies:N0} policies, and {report.Claims:N0} claims with {report.Transactions:N0} transactions.");
    }

    static DemonstrationMarket Market(Database database) => database.Guard(() =>
    {
        using var connection = database.Connect();
        var star = Dimensions.ReadAll(connection);
        return star.Agencies.Count == 0
            ? DemonstrationMarket.Usual
            : new([.. star.Agencies.Select(a => a.Id)], [.. star.Products.Select(p => (p.Code, p.Line))], [.. star.States.Select(s => s.Code)]);
    });
}

/// <summary>What <c>sample --out --json</c> writes.</summary>
sealed record SampleReport(string File, int Rows, int Seed, long Bytes);

/// <summary>What <c>sample --book --json</c> writes.</summary>
sealed record SampleBookReport(int Policies, int Claims, int Transactions, int Seed);
