using System.CommandLine;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Commands;

/// <summary>The options that questions share; their names and values are the parameters of the HTTP API.</summary>
static class QueryOptions
{
    /// <summary>Filters on dimensions.</summary>
    public static Option<string[]> Where { get; } = new("--where")
    {
        Description = "A filter: state=OH,PA any of; state=!OH none of; year=2008..2012 a range. May be repeated.",
        HelpName = "FILTER",
    };

    /// <summary>The first date.</summary>
    public static Option<string?> From { get; } =
        Text("--from", "DATE", "First date, like 2010-01-31; a year that is cut counts by the share of its days.");

    /// <summary>The last date.</summary>
    public static Option<string?> To { get; } = Text("--to", "DATE", "Last date, included.");

    /// <summary>How cut years count.</summary>
    public static Option<string?> Allocation { get; } = Text("--allocation", "days|whole", "How a year counts that the dates cut through.");

    /// <summary>The day whose book is shown.</summary>
    public static Option<string?> AsOf { get; } = Text("--as-of", "DATE", Engine.Book.AsOf.Parameter.Meaning);

    /// <summary>An option that is a parameter of the same name.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    static QueryOptions() => Where.Validators.Add(result =>
    {
        foreach (var filter in result.GetValueOrDefault<string[]>().Where(f => !f.Contains('=', StringComparison.Ordinal)))
            result.AddError($"--where '{filter}' is not a filter like state=OH.");
    });

    /// <summary>Reads a question, or says on standard error all that is wrong with it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="form">What it may say.</param>
    /// <param name="options">Options that are parameters of the same name.</param>
    /// <returns>The question; null if something is wrong.</returns>
    public static AnalyticsQuery? Read(ParseResult parsed, QueryForm form, params IEnumerable<Option> options)
    {
        if (AnalyticsQuery.TryParse(options.SelectMany(o => Parameters(parsed, o)), form, out var query, out var problems))
            return query;
        foreach (var problem in problems)
            Console.Error.WriteLine($"claimbook: {problem.Parameter}: {problem.Message}");
        return null;
    }

    static IEnumerable<KeyValuePair<string, string>> Parameters(ParseResult parsed, Option option)
    {
        if (option == Where)
            return (parsed.GetValue(Where) ?? []).Select(f => f.Split('=', 2)).Select(f => KeyValuePair.Create(f[0], f[1]));
        var values = option is Option<string[]> many
            ? parsed.GetValue(many) ?? []
            : new[] { parsed.GetValue((Option<string?>)option) }.OfType<string>();
        return values.Select(v => KeyValuePair.Create(option.Name[2..], v));
    }
}
