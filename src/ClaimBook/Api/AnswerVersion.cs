using System.Security.Cryptography;
using System.Text;
using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>The version of an answer, by which caches know whether it is still right.</summary>
static class AnswerVersion
{
    /// <summary>Names the version of an answer about figures, and says whether the client has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="data">Differs for any other data and any other program.</param>
    /// <param name="format">How the answer is written.</param>
    public static bool IsKnown(HttpContext context, string data, ExportFormat format)
    {
        // Of equal questions the answers differ by scope.
        var question = SHA256.HashData(Encoding.UTF8.GetBytes($"{CurrentUser.Of(context).ScopeKey}:{context.Request.Path}{context.Request.QueryString}"));
        return IsKnown(context, new EntityTagHeaderValue($"\"{data}-{format.Name}-{Convert.ToHexStringLower(question.AsSpan(0, 8))}\"", isWeak: true));
    }

    /// <summary>Names a version, and says whether the client has it already.</summary>
    public static bool IsKnown(HttpContext context, EntityTagHeaderValue version)
    {
        context.Response.GetTypedHeaders().ETag = version;
        context.Response.IsPrivate();
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(version, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
    }

    /// <summary>Lets only the browser of who asks keep the answer, and only to ask again.</summary>
    public static void IsPrivate(this HttpResponse response)
    {
        response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        response.Headers.Vary = $"{HeaderNames.Accept}, {HeaderNames.Authorization}, {HeaderNames.Cookie}";
    }
}
