using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>Which format a request wants its table in.</summary>
static class AnswerFormat
{
    /// <summary>The parameter that chooses one; it comes before the header Accept.</summary>
    public static QueryParameter Parameter { get; } =
        new("format", "How to answer; also by the header Accept.", ExportFormat.Json.Name, Allowed: [.. ExportFormat.All.Select(f => f.Name)]);

    /// <summary>The format that a request asks for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="usual">The format where the request does not say; JSON by default.</param>
    /// <returns>The format, or a problem: 400 for an unknown format, 406 for a header Accept that admits none.</returns>
    public static (ExportFormat? Format, ProblemHttpResult? Problem) Of(HttpRequest request, ExportFormat? usual = null)
    {
        usual ??= ExportFormat.Json;
        if (request.Query.TryGetValue(Parameter.Name, out var names))
        {
            var name = names.ToString();
            return Parameter.Refuse(name) is { } problem ? (null, Problems.Parameters([problem])) : (ExportFormat.Find(name), null);
        }
        if (StringValues.IsNullOrEmpty(request.Headers.Accept))
            return (usual, null);
        var accepted = request.GetTypedHeaders().Accept.Where(a => a.Quality is null or > 0).OrderByDescending(a => a.Quality ?? 1);
        var format = accepted.Select(a => ExportFormat.All.OrderByDescending(f => f == usual).FirstOrDefault(f => MediaType(f).IsSubsetOf(a))).FirstOrDefault(f => f is not null);
        return format is not null
            ? (format, null)
            : (null, Problems.Parameter(HeaderNames.Accept, $"admits none of {string.Join(", ", ExportFormat.All.Select(f => MediaType(f).MediaType))}", StatusCodes.Status406NotAcceptable));
    }

    // Without parameters such as the charset: a client need not name them.
    static MediaTypeHeaderValue MediaType(ExportFormat format) => new(MediaTypeHeaderValue.Parse(format.MediaType).MediaType);
}
