using System.CommandLine;
using System.Text.Json;
using ClaimBook.Engine;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;

namespace ClaimBook.Commands;

/// <summary><c>claimbook report premium | loss-run | bordereau</c></summary>
static class ReportCommand
{
    static readonly Option[] s_selection = [QueryOptions.From, QueryOptions.To, QueryOptions.Where, QueryOptions.Allocation];

    static readonly Option<bool> s_subtotals = new("--subtotals") { Description = "Adds a subtotal after the lines of each agency." };

    static readonly TableOptions s_output = new();

    public static Command Create()
    {
        var premium = new Command("premium", "Policies, premium and losses by agency and product line, with each one's share of the whole.");
        foreach (var option in s_selection)
            premium.Add(option);
        premium.Add(s_subtotals);
        s_output.AddTo(premium);
        premium.Does(Premium);
        return new Command("report", "Write a report.")
        {
            premium,
            OfBook("loss-run", "The policies of a policyholder or an agency, or one policy, with their claims as they were known on a day.", LossRun.Parameters, LossRun.Of),
            OfBook(
                "bordereau", "The claims of a month: previously paid, paid this month, reserve and incurred, by indemnity and expense.", ClaimsBordereau.Parameters, ClaimsBordereau.Of),
        };
    }

    /// <summary>A report of the book, whose options are the parameters of the HTTP API.</summary>
    static Command OfBook(
        string name, string description, IReadOnlyList<QueryParameter> parameters, Func<Ledger, Func<QueryParameter, string?>, RowScope, Outcome<ExportTable>> report)
    {
        var command = new Command(name, description);
        var options = parameters.ToDictionary(p => p, p => QueryOptions.Text($"--{JsonNamingPolicy.KebabCaseLower.ConvertName(p.Name)}", p.Name.ToUpperInvariant(), p.Meaning));
        foreach (var option in options.Values)
            command.Add(option);
        s_output.AddTo(command);
        command.Does((parsed, cancellation) =>
        {
            var (table, refused) = report(new Ledger(parsed.Database(), TimeProvider.System), p => parsed.GetValue(options[p]), RowScope.All);
            if (refused is { Kind: not RefusalKind.Wrong })
                throw new ClaimBookException(refused.Text);
            foreach (var problem in refused?.Problems ?? [])
                Console.Error.WriteLine($"claimbook: {options.First(o => o.Key.Name == problem.Parameter).Value.Name}: {problem.Message}");
            if (table is null)
                return CommandLine.WrongUsage;
            s_output.Write(parsed, table, cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    static int Premium(ParseResult parsed, CancellationToken cancellation)
    {
        if (QueryOptions.Read(parsed, QueryForm.Report, s_selection) is not { } selection)
            return CommandLine.WrongUsage;
        var engine = Engines.ForOne(ServerSettings.Read(parsed.DataDirectory()).Engine, parsed.Database());
        var report = PremiumReport.Of(selection, parsed.GetValue(s_subtotals), engine, RowScope.All);
        s_output.Write(parsed, report.ToExport(PremiumReport.Title, PremiumReport.Question(selection)), cancellation);
        return CommandLine.Done;
    }
}
