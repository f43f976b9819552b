using System.Diagnostics.CodeAnalysis;
using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.HttpResults;

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

    /// <inheritdoc cref="CurrentUser.KeyOf"/>
    public string KeyOf(AnalyticsQuery question) => user.KeyOf(question);

    /// <summary>The rows behind a question; null where only the database has them.</summary>
    public DetailRows? Details(AnalyticsQuery question) => star.Details?.Of(question, user);

    /// <inheritdoc cref="Star.Version"/>
    string Version => star.Version;

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
        if (AnswerVersion.IsKnown(context, request.Version, format!))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        using var question = context.RequestServices.GetRequiredService<Questions>().Begin(context);
        return Answered(context, request, answer(request, format!), question);
    }

    /// <inheritdoc cref="Answer(HttpContext, QueryForm, Func{StarRequest, ExportFormat, Results{TableResult, StatusCodeHttpResult, ProblemHttpResult}})"/>
    /// <param name="context">The request.</param>
    /// <param name="form">The parameters it may have.</param>
    /// <param name="table">Makes the table.</param>
    public static Results<TableResult, StatusCodeHttpResult, ProblemHttpResult> Answer(
        HttpContext context, QueryForm form, Func<StarRequest, ExportTable> table) =>
        Answer(context, form, (request, format) => new TableResult(table(request), format));

    /// <summary>Answers with an object as JSON, otherwise like a table.</summary>
    /// <param name="context">The request.</param>
    /// <param name="form">The parameters it may have.</param>
    /// <param name="answer">Makes the answer.</param>
    /// <param name="alsoOf">The version of other data that the answer is made of.</param>
    public static Results<Ok<T>, StatusCodeHttpResult, ProblemHttpResult> AnswerJson<T>(
        HttpContext context, QueryForm form, Func<StarRequest, Results<Ok<T>, StatusCodeHttpResult, ProblemHttpResult>> answer, string alsoOf = "")
    {
        if (!TryRead(context, form, out var request, out var problem))
            return problem;
        if (AnswerVersion.IsKnown(context, request.Version + alsoOf, ExportFormat.Json))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        using var question = context.RequestServices.GetRequiredService<Questions>().Begin(context);
        return Answered(context, request, answer(request), question);
    }

    static bool TryRead(HttpContext context, QueryForm form, [NotNullWhen(true)] out StarRequest? request, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        request = null;
        var current = context.RequestServices.GetRequiredService<CurrentStar>();
        if (current.Star is not { } star)
        {
            problem = Problems.NotReady(context.Response, current.Problem);
            return false;
        }
        if (!AnalyticsQuery.TryParse(context.Request.QueryPairs(), form, out var query, out var problems))
        {
            problem = Problems.Parameters(problems);
            return false;
        }
        problem = null;
        request = new StarRequest(query, CurrentUser.Of(context), star, context.Request.Query);
        return true;
    }

    static TResult Answered<TResult>(HttpContext context, StarRequest request, TResult result, Questions.Question question)
        where TResult : INestedHttpResult
    {
        // A problem has no version, and is no answer.
        if (result.Result is ProblemHttpResult)
            context.Response.Headers.ETag = default;
        else
            question.Answered(request.Engine.Name, (result.Result as TableResult)?.RowCount);
        return result;
    }
}
