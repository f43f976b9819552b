using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>Versions of policies and claims, by which nobody's change is lost: each answer carries one as its ETag, and who changes something says in
/// If-Match which one they have seen. It begins with the change that made the thing so, which alone is compared then; what follows also tells
/// apart what depends on the day and on other things.</summary>
static class Versions
{
    /// <summary>Names the version of a document that is answered.</summary>
    /// <returns>Whether whoever asks has it already.</returns>
    public static bool IsKnown<T>(HttpContext context, int change, T document)
    {
        var content = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(document, JsonSerializerOptions.Web));
        return AnswerVersion.IsKnown(context, new EntityTagHeaderValue($"\"{change}-{Convert.ToHexStringLower(content.AsSpan(0, 8))}\""));
    }

    /// <summary>The change that whoever acts has seen, from If-Match; null if any will do. One that cannot be read was never seen.</summary>
    /// <param name="request">The request.</param>
    /// <param name="problem">428 if the header is missing.</param>
    public static int? Seen(HttpRequest request, out ProblemHttpResult? problem)
    {
        problem = request.Headers.ContainsKey(HeaderNames.IfMatch) ? null : Problems.Of(
            StatusCodes.Status428PreconditionRequired, "Send the ETag of what you have read in the header If-Match, so that nobody's change is lost.");
        var seen = request.GetTypedHeaders().IfMatch;
        if (problem is not null || (seen.Count == 1 && seen[0].Equals(EntityTagHeaderValue.Any)))
            return null;
        return seen.Count == 1 && !seen[0].IsWeak && int.TryParse(seen[0].Tag.AsSpan().Trim('"').ToString().Split('-')[0], NumberStyles.None, null, out var change)
            ? change : -1;
    }
}
