using System.CommandLine;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Commands;

/// <summary>A command that writes a list of the book; its filters are the parameters of the HTTP API.</summary>
static class BookExport
{
    /// <summary>Makes the command.</summary>
    /// <param name="what">What it writes.</param>
    /// <param name="table">The list as a table.</param>
    /// <param name="rows">The rows of a book.</param>
    /// <param name="output">The options that say how to write it.</param>
    public static Command Create<T>(string what, BookTable<T> table, Func<BookState, IEnumerable<T>> rows, TableOptions output)
    {
        var where = new Option<string[]>("--where")
        {
            Description = $"A filter like {table.Filters.First().Name}=...; by {string.Join(", ", table.Filters.Select(f => f.Name))}. May be repeated.",
            HelpName = "FILTER",
        };
        var sort = QueryOptions.Text("--sort", "LIST", "Columns to sort by; - in front for largest first, -recorded for what was recorded last.");
        var command = new Command(what, $"Write the {what} of the book.") { where, QueryOptions.AsOf, sort };
        output.AddTo(command);
        command.Does((parsed, cancellation) =>
        {
            List<QueryProblem> problems = [];
            var question = Read(table, parsed.GetValue(where) ?? [], parsed.GetValue(sort), problems);
            var (book, problem) = AsOf.Read(parsed.GetValue(QueryOptions.AsOf), new Ledger(parsed.Database(), TimeProvider.System));
            if (problem is not null)
                problems.Add(problem with { Parameter = QueryOptions.AsOf.Name });
            foreach (var wrong in problems)
                Console.Error.WriteLine($"claimbook: {wrong.Parameter}: {wrong.Message}");
            if (problems.Count > 0)
                return CommandLine.WrongUsage;
            output.Write(parsed, table.Of(book, rows(book), question), cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    static BookQuestion<T> Read<T>(BookTable<T> table, string[] filters, string? sort, List<QueryProblem> problems)
    {
        var given = new Dictionary<string, string>();
        foreach (var (name, value) in filters.Select(f => f.Split('=', 2)).Select(f => (f[0], f.Length > 1 ? f[1] : "")))
        {
            if (table.Filters.All(f => f.Name != name))
                problems.Add(new("--where", $"'{name}' is not a filter. Allowed: {string.Join(", ", table.Filters.Select(f => f.Name))}"));
            else if (!given.TryAdd(name, value))
                problems.Add(new("--where", $"names {name} twice; name each once"));
        }
        return table.Read(
            parameter => parameter == table.Sort ? sort : given.GetValueOrDefault(parameter.Name),
            (parameter, message) => problems.Add(new(parameter == table.Sort ? "--sort" : $"--where {parameter.Name}", message)));
    }
}
