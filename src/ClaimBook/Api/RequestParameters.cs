using System.Globalization;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClaimBook.Api;

/// <summary>Reads the parameters of a request that asks no question about figures; goes on after a problem to report all.</summary>
/// <param name="request">The request.</param>
sealed class RequestParameters(HttpRequest request)
{
    readonly List<QueryProblem> _problems = [];

    /// <summary>Refuses what a resource does not take before it is asked, in the words in which questions about figures do.</summary>
    public static ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var form = context.HttpContext.GetEndpoint()!.Metadata.GetRequiredMetadata<ResourceDescription>().Query;
        return AnalyticsQuery.TryParse(Pairs(context.HttpContext.Request.Query), form, out _, out var problems)
            ? next(context)
            : ValueTask.FromResult<object?>(Problems.Parameters(problems));
    }

    /// <summary>The parameters as they were given.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(IQueryCollection query) =>
        query.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? "")));

    /// <summary>What is wrong with them; null if nothing is.</summary>
    public ProblemHttpResult? Problem => _problems.Count > 0 ? Problems.Parameters(_problems) : null;

    /// <summary>A whole number; null if it is not given.</summary>
    public int? WholeNumber(QueryParameter parameter, int least, int most)
    {
        if (Text(parameter) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, null, out var number) && number >= least && number <= most)
            return number;
        _problems.Add(new(parameter.Name, $"must be a whole number from {least:N0} to {most:N0}"));
        return null;
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

    string? Text(QueryParameter parameter) => request.Query.TryGetValue(parameter.Name, out var values) ? values.ToString() : null;
}
