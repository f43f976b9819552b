using System.Globalization;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary>Reads the parameters of a request that asks no question about figures; goes on after a problem to report all.</summary>
sealed class RequestParameters
{
    const int LongestName = 100;

    readonly IQueryCollection _query;
    readonly List<QueryProblem> _problems;

    /// <summary>Begins to read.</summary>
    /// <param name="request">The request.</param>
    /// <param name="form">The parameters it may have.</param>
    public RequestParameters(HttpRequest request, QueryForm form)
    {
        _query = request.Query;
        _problems =
        [
            .. _query.Keys.Except(form.Names).Select(name => new QueryProblem(
                name.Length <= LongestName ? name : name[..LongestName],
                $"is not a parameter. Allowed: {string.Join(", ", form.Names.DefaultIfEmpty("none"))}")),
            .. _query.Where(p => p.Value.Count > 1 && !form.Parameters.Any(f => f.IsRepeatable && f.Name == p.Key)).Select(p => new QueryProblem(p.Key, "is given more than once")),
        ];
    }

    /// <summary>What is wrong with them; null if nothing is.</summary>
    public ProblemHttpResult? Problem => _problems.Count > 0 ? Problems.Parameters(_problems) : null;

    /// <summary>Refuses, before a resource is asked, parameters that it does not take; for resources that read none by themselves.</summary>
    public static ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var form = context.HttpContext.GetEndpoint()!.Metadata.GetRequiredMetadata<ResourceDescription>().Query;
        return new RequestParameters(context.HttpContext.Request, form).Problem is { } problem
            ? ValueTask.FromResult<object?>(problem)
            : next(context);
    }

    /// <summary>A whole number; null if it is not given.</summary>
    public int? WholeNumber(QueryParameter parameter, int least, int most) => (int?)WholeNumber(parameter, least, (long)most);

    /// <inheritdoc cref="WholeNumber(QueryParameter, int, int)"/>
    public long? WholeNumber(QueryParameter parameter, long least, long most)
    {
        if (Text(parameter) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, null, out var number) && number >= least && number <= most)
            return number;
        _problems.Add(new(parameter.Name, $"must be a whole number from {least:N0} to {most:N0}"));
        return null;
    }

    /// <summary>A date; null if it is not given.</summary>
    public DateOnly? Date(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date))
            return date;
        _problems.Add(new(parameter.Name, "must be a date like 2014-06-30"));
        return null;
    }

    /// <summary>Adds what is wrong with a parameter for a reason of the resource's own.</summary>
    public void Refuse(QueryParameter parameter, string message) => _problems.Add(new(parameter.Name, message));

    /// <summary>One of the texts that are allowed; null if it is not given.</summary>
    public string? OneOf(QueryParameter parameter)
    {
        if (Text(parameter) is { } text && parameter.Refuse(text) is { } problem)
            _problems.Add(problem);
        return Text(parameter);
    }

    /// <summary>A text; null if it is not given.</summary>
    public string? Text(QueryParameter parameter)
    {
        if (!_query.TryGetValue(parameter.Name, out var values))
            return null;
        var text = values.ToString();
        // PostgreSQL has no such text.
        if (text.Contains('\0'))
            _problems.Add(new(parameter.Name, "has a NUL character"));
        return text;
    }

    /// <summary>The book of the day asked for by <see cref="AsOf"/>; with a problem that of now.</summary>
    /// <exception cref="Engine.ClaimBookException">The database failed.</exception>
    public BookState Book(Ledger ledger)
    {
        var (book, problem) = AsOf.Read(Text(AsOf.Parameter), ledger);
        if (problem is not null)
            _problems.Add(problem);
        return book;
    }

    /// <summary>A share of 1; null if it is not given.</summary>
    public double? Share(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, null, out var share) && share <= 1)
            return share;
        _problems.Add(new(parameter.Name, "must be a number from 0 to 1"));
        return null;
    }

    /// <summary>A yes or no; no if it is not given.</summary>
    public bool Flag(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text)
            return false;
        if (parameter.Refuse(text) is { } problem)
            _problems.Add(problem);
        return text == "true";
    }
}

/// <summary>Query strings as questions to the engine have them.</summary>
static class QueryStrings
{
    /// <summary>The parameters of a request; one that is given twice comes twice.</summary>
    public static IEnumerable<KeyValuePair<string, string>> QueryPairs(this HttpRequest request) =>
        request.Query.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? "")));
}
