using System.CommandLine;
using ClaimBook.Engine;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Commands;

/// <summary><c>claimbook query</c>: the parameters are those of the HTTP API.</summary>
static class QueryCommand
{
    static readonly Option<string?> s_by = Text("--by", "LIST", "Dimensions to group by: " + Names(InsuranceCatalog.Dimensions.Select(d => d.Name)));
    static readonly Option<string?> s_measures = Text("--measures", "LIST", "Measures to show: " + Names(InsuranceCatalog.Measures.Select(m => m.Name)));
    static readonly Option<string[]> s_where = Many("--where", "FILTER", "A filter: state=OH,PA any of; state=!OH none of; year=2008..2012 a range. May be repeated.");
    static readonly Option<string[]> s_having = Many("--having", "CONDITION", "A condition on a measure: 'written_premium>100000'. May be repeated.");
    static readonly Option<string?> s_from = Text("--from", "DATE", "First date, like 2010-01-31; a year that is cut counts by the share of its days.");
    static readonly Option<string?> s_to = Text("--to", "DATE", "Last date, included.");
    static readonly Option<string?> s_sort = Text("--sort", "LIST", "Columns to sort by; - in front for largest first.");
    static readonly Option<string?> s_limit = Text("--limit", "N", "How many rows to show.");
    static readonly Option<string?> s_offset = Text("--offset", "N", "How many rows to leave out at the start.");
    static readonly Option<string?> s_compare = Text("--compare", "prior_year", "Adds each measure's value a year before and the change.");
    static readonly Option<string?> s_allocation = Text("--allocation", "days|whole", "How a year counts that the dates cut through.");
    static readonly Option<string> s_format = new("--format") { Description = "How to write the answer.", DefaultValueFactory = _ => ResultOutput.Formats[0] };

    static readonly Option<string?>[] s_single = [s_by, s_measures, s_from, s_to, s_sort, s_limit, s_offset, s_compare, s_allocation];

    public static Command Create()
    {
        s_format.AcceptOnlyFromAmong(ResultOutput.Formats);
        var command = new Command("query", "Ask a question: what is written, where, how profitably, and how that moves.") { s_where, s_having, s_format };
        foreach (var option in s_single)
            command.Add(option);
        command.Does(Run);
        return command;
    }

    static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (!AnalyticsQuery.TryParse(Parameters(parsed), QueryForm.Any, out var query, out var problems))
        {
            foreach (var problem in problems)
                await Console.Error.WriteLineAsync($"claimbook: {problem.Parameter}: {problem.Message}");
            return CommandLine.WrongUsage;
        }
        var answer = new CubeEngine(StarCube.Read(parsed.Database())).Answer(query, RowScope.All);
        await ResultOutput.WriteAsync(answer, parsed.Json() ? "json" : parsed.GetRequiredValue(s_format), cancellation);
        return CommandLine.Done;
    }

    static IEnumerable<KeyValuePair<string, string>> Parameters(ParseResult parsed)
    {
        foreach (var option in s_single)
        {
            if (parsed.GetValue(option) is { } value)
                yield return new(option.Name[2..], value);
        }
        foreach (var filter in parsed.GetValue(s_where) ?? [])
        {
            var parts = filter.Split('=', 2);
            if (parts.Length != 2)
                throw new ClaimBookException($"--where '{filter}' is not a filter like state=OH.");
            yield return new(parts[0], parts[1]);
        }
        foreach (var condition in parsed.GetValue(s_having) ?? [])
            yield return new("having", condition);
    }

    static Option<string?> Text(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };

    static Option<string[]> Many(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };

    static string Names(IEnumerable<string> names) => string.Join(", ", names) + ".";
}
