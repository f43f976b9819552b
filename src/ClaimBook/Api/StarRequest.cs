using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>A request for figures: what it asks, and the data it is answered from. What is in here of the data is what the user may see, or
/// takes their scope.</summary>
/// <param name="query">The question.</param>
/// <param name="user">Who asks.</param>
/// <param name="star">The data.</param>
/// <param name="parameters">The parameters as they were given, each once.</param>
sealed class StarRequest(AnalyticsQuery query, CurrentUser user, Star star, IQueryCollection parameters)
{
    /// <summary>The question.</summary>
    public AnalyticsQuery Query => query;

    /// <summary>The parameters as they were given, each once.</summary>
    public IQueryCollection Parameters => parameters;

    /// <summary>What answers.</summary>
    public IAnalyticsEngine Engine => star.Engine;

    /// <summary>The agencies that the user may see.</summary>
    public RowScope Scope => user.Scope;

    /// <inheritdoc cref="CurrentUser.ScopeKey"/>
    public string ScopeKey => user.ScopeKey;

    /// <summary>The load whose data it is.</summary>
    public int LoadId => star.Dimensions.LoadId;

    /// <summary>The agencies of the data that the user may see.</summary>
    public IEnumerable<AgencyRow> Agencies => star.Dimensions.Agencies.Where(a => Scope.Admits(a.Id));

    /// <summary>The years of the data and the months that they cover: of all the data, whatever the user may see of it.</summary>
    public IReadOnlyList<YearRow> Years => star.Dimensions.Years;

    /// <summary>Answers with a table in the format asked for. The answer carries what caches need: a repeated question about unchanged data is
    /// answered 304 without being computed.</summary>
    /// <param name="context">The request.</param>
    /// <param name="form">The parameters it may have.</param>
    /// <param name="answer">Makes the answer.</param>
    public static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Answer(
        HttpContext context, QueryForm form, Func<StarRequest, ExportFormat, Results<TableResult, StatusCodeHttpResult, ProblemHttpResult>> answer)
    {
        var (format, problem) = AnswerFormat.Of(context.Request);
        if (problem is not null || !TryRead(context, form, out var request, out problem))
            return problem!;
        return request.IsKnown(context, format!)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : WithoutVersionOfProblems(context, answer(request, format!));
    }

    /// <inheritdoc cref="Answer(HttpContext, QueryForm, Func{StarRequest, ExportFormat, Results{TableResult, StatusCodeHttpResult, ProblemHttpResult}})"/>
    /// <param name="context">The request.</param>
    /// <param name="form">The parameters it may have.</param>
    /// <param name="table">Makes the table.</param>
    public static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Answer(
        HttpContext context, QueryForm form, Func<StarRequest, ExportTable> table) =>
        Answer(context, form, (request, format) => new TableResult(table(request), format));

    /// <summary>Answers with an object as JSON, otherwise like a table.</summary>
    public static Results<Ok<T>, StatusCodeHttpResult, ProblemHttpResult> AnswerJson<T>(
        HttpContext context, QueryForm form, Func<StarRequest, Results<Ok<T>, StatusCodeHttpResult, ProblemHttpResult>> answer)
    {
        if (!TryRead(context, form, out var request, out var problem))
            return problem;
        return request.IsKnown(context, ExportFormat.Json)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : WithoutVersionOfProblems(context, answer(request));
    }

    static bool TryRead(HttpContext context, QueryForm form, [NotNullWhen(true)] out StarRequest? request, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        request = null;
        if (context.RequestServices.GetRequiredService<CurrentStar>().Star is not { } star)
        {
            problem = Problems.NotReady(context.Response);
            return false;
        }
        var pairs = context.Request.Query.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? "")));
        if (!AnalyticsQuery.TryParse(pairs, form, out var query, out var problems))
        {
            problem = Problems.Parameters(problems);
            return false;
        }
        problem = null;
        request = new StarRequest(query, CurrentUser.Of(context), star, context.Request.Query);
        return true;
    }

    /// <summary>Names the version of the answer, and says whether the client has it already.</summary>
    bool IsKnown(HttpContext context, ExportFormat format)
    {
        // Of equal questions the answers differ by scope.
        var question = SHA256.HashData(Encoding.UTF8.GetBytes($"{ScopeKey}:{context.Request.Path}{context.Request.QueryString}"));
        var version = new EntityTagHeaderValue($"\"{star.Version}-{format.Name}-{Convert.ToHexStringLower(question.AsSpan(0, 8))}\"", isWeak: true);
        var response = context.Response.GetTypedHeaders();
        response.ETag = version;
        response.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        context.Response.Headers.Vary = $"{HeaderNames.Accept}, {HeaderNames.Authorization}, {HeaderNames.Cookie}";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(version, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any));
    }

    static TResult WithoutVersionOfProblems<TResult>(HttpContext context, TResult result)
        where TResult : INestedHttpResult
    {
        if (result.Result is ProblemHttpResult)
            context.Response.Headers.ETag = default;
        return result;
    }
}
