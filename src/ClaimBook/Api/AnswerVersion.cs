using System.Security.Cryptography;
using System.Text;
using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>The version of an answer about figures, by which caches know whether it is still right.</summary>
static class AnswerVersion
{
    /// <summary>Names the version of the answer, and says whether the client has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="data">Differs for any other data and any other program.</param>
    /// <param name="format">How the answer is written.</param>
    public static bool IsKnown(HttpContext context, string data, ExportFormat format)
    {
        // Of equal questions the answers differ by scope.
        var question = SHA256.HashData(Encoding.UTF8.GetBytes($"{CurrentUser.Of(context).ScopeKey}:{context.Request.Path}{context.Request.QueryString}"));
        var version = new EntityTagHeaderValue($"\"{data}-{format.Name}-{Convert.ToHexStringLower(question.AsSpan(0, 8))}\"", isWeak: true);
        var response = context.Response.GetTypedHeaders();
        response.ETag = version;
        response.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        context.Response.Headers.Vary = $"{HeaderNames.Accept}, {HeaderNames.Authorization}, {HeaderNames.Cookie}";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(version, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
    }
}
