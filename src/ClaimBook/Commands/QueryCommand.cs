using System.CommandLine;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;

namespace ClaimBook.Commands;

/// <summary><c>claimbook query</c>: the parameters are those of the HTTP API.</summary>
static class QueryCommand
{
    static readonly Option<string?> s_measures =
        QueryOptions.Text("--measures", "LIST", "Measures to show: " + Names(InsuranceCatalog.Measures.Select(m => m.Name)));

    static readonly Option[] s_question =
    [
        QueryOptions.Text("--by", "LIST", "Dimensions to group by: " + Names(InsuranceCatalog.Dimensions.Select(d => d.Name))),
        s_measures,
        QueryOptions.Where,
        new Option<string[]>("--having")
        {
            Description = "A condition on a measure: 'written_premium>100000'. May be repeated.",
            HelpName = "CONDITION",
        },
        QueryOptions.From,
        QueryOptions.To,
        QueryOptions.Text("--sort", "LIST", "Columns to sort by; - in front for largest first."),
        QueryOptions.Text("--limit", "N", "How many rows to show."),
        QueryOptions.Text("--offset", "N", "How many rows to leave out at the start."),
        QueryOptions.Text("--compare", "prior_year", "Adds each measure's value a year before and the change."),
        QueryOptions.Allocation,
    ];

    static readonly TableOptions s_output = new();

    public static Command Create()
    {
        var command = new Command("query", "Ask a question: what is written, where, how profitably, and how that moves.");
        foreach (var option in s_question)
            command.Add(option);
        command.Add(QueryOptions.AsOf);
        s_output.AddTo(command);
        command.Does(Run);
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (QueryOptions.Read(parsed, Form(parsed.GetValue(s_measures)), s_question) is not { } query)
            return CommandLine.WrongUsage;
        var (engine, problem) = EngineFor(query, parsed);
        if (engine is null)
        {
            Console.Error.WriteLine($"claimbook: {QueryOptions.AsOf.Name}: {problem}");
            return CommandLine.WrongUsage;
        }
        s_output.Write(parsed, engine.Answer(query, RowScope.All).ToExport(query: query), cancellation);
        return CommandLine.Done;
    }

    /// <summary>What answers a question, or what is wrong with the day that it is asked for.</summary>
    static (IAnalyticsEngine? Engine, string? Problem) EngineFor(AnalyticsQuery query, ParseResult parsed)
    {
        var (choice, database, asOf) = (ServerSettings.Read(parsed.DataDirectory()).Engine, parsed.Database(), parsed.GetValue(QueryOptions.AsOf));
        if (!query.Measures[0].Fact.IsOfBook)
            return asOf is null ? (Engines.ForOne(choice, database), null) : (null, "is for measures of the book, such as claims_reported");
        var (book, problem) = AsOf.Read(asOf, new Ledger(database, TimeProvider.System));
        return problem is null ? (Engines.ForBook(choice, book, database), null) : (null, problem.Message);
    }

    /// <summary>A question to the book if all measures that are known are of it; so others among them are refused.</summary>
    static QueryForm Form(string? measures)
    {
        var known = (measures ?? "").Split(',', StringSplitOptions.TrimEntries).Select(InsuranceCatalog.FindMeasure).OfType<Measure>().ToList();
        return known.Count > 0 && known.TrueForAll(m => m.Fact.IsOfBook) ? QueryForm.Claims : QueryForm.Star;
    }

    static string Names(IEnumerable<string> names) => string.Join(", ", names) + ".";
}
