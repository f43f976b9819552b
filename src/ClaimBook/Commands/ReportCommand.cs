using System.CommandLine;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Serving;

namespace ClaimBook.Commands;

/// <summary><c>claimbook report premium</c></summary>
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
        return new Command("report", "Write a report.") { premium };
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
