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
        var accepted = request.GetTypedHeaders().Accept;
        var format = ExportFormat.All.OrderByDescending(f => f == usual).Select(f => (Format: f, Range: RangeOf(f, accepted)))
            .Where(f => f.Range is not null and { Quality: null or > 0 })
            .OrderByDescending(f => f.Range!.Quality ?? 1).ThenBy(f => accepted.IndexOf(f.Range!)).FirstOrDefault().Format;
        return format is not null
            ? (format, null)
            : (null, Problems.Parameter(HeaderNames.Accept, $"admits none of {string.Join(", ", ExportFormat.All.Select(f => MediaType(f).MediaType))}", StatusCodes.Status406NotAcceptable));
    }

    /// <summary>The media range that counts for a format: the most specific one that it is in, RFC 9110, 12.5.1. Parameters of ranges, such as
    /// the charset, narrow nothing: there is one way to write each format.</summary>
    static MediaTypeHeaderValue? RangeOf(ExportFormat format, IList<MediaTypeHeaderValue> accepted)
    {
        var type = MediaType(format);
        return accepted.Where(a => type.IsSubsetOf(new(a.MediaType))).MinBy(a => a.MatchesAllTypes ? 2 : a.MatchesAllSubTypes ? 1 : 0);
    }

    static MediaTypeHeaderValue MediaType(ExportFormat format) => new(MediaTypeHeaderValue.Parse(format.MediaType).MediaType);
}
