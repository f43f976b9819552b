using System.Diagnostics;
using System.Net.Mime;
using ClaimBook.Engine;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClaimBook.Api;

/// <summary>Everything that goes wrong is answered in one shape: RFC 9457 problem details. Where parameters are wrong, <c>errors</c> names each
/// of them with what is allowed.</summary>
static partial class Problems
{
    /// <summary>What users are told where the database fails.</summary>
    public const string NoAnswer = "The database does not answer. Try again in a moment.";

    /// <summary>400: parameters are wrong.</summary>
    public static ProblemHttpResult Parameters(IReadOnlyList<QueryProblem> problems) => Of(
        StatusCodes.Status400BadRequest, string.Join("; ", problems.Select(p => $"{p.Parameter}: {p.Message}")), problems);

    /// <summary>A parameter is wrong.</summary>
    public static ProblemHttpResult Parameter(string name, string message, int status = StatusCodes.Status400BadRequest) =>
        Of(status, $"{name}: {message}", [new(name, message)]);

    /// <summary>404: what the address names is not there.</summary>
    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail, []);

    /// <summary>An act on the book that was refused.</summary>
    public static ProblemHttpResult Of(Refused refused) => refused.Kind switch
    {
        RefusalKind.Wrong => Parameters(refused.Problems),
        RefusalKind.Missing => NotFound(refused.Text),
        RefusalKind.Stale => Of(StatusCodes.Status412PreconditionFailed, refused.Text),
        _ => Of(StatusCodes.Status409Conflict, refused.Text),
    };

    /// <summary>Any other problem.</summary>
    public static ProblemHttpResult Of(int status, string detail) => Of(status, detail, []);

    /// <summary>503: the first star has not been read yet.</summary>
    /// <param name="response">The response.</param>
    /// <param name="reason">Why it cannot be read; null if it only takes its time.</param>
    public static ProblemHttpResult NotReady(HttpResponse response, string? reason)
    {
        response.Headers.RetryAfter = "1";
        return Of(StatusCodes.Status503ServiceUnavailable, reason ?? "The data is being read. Try again in a moment.");
    }

    static ProblemHttpResult Of(int status, string detail, IReadOnlyList<QueryProblem> errors)
    {
        // ASP.NET Core knows a page about every other status that is used here.
        var type = status switch
        {
            StatusCodes.Status428PreconditionRequired => "https://tools.ietf.org/html/rfc6585#section-3",
            StatusCodes.Status429TooManyRequests => "https://tools.ietf.org/html/rfc6585#section-4",
            _ => null,
        };
        var problem = new ProblemDetails { Type = type, Status = status, Detail = detail };
        if (errors.Count > 0)
            problem.Extensions["errors"] = errors;
        return TypedResults.Problem(problem);
    }

    /// <summary>Writes every problem, also those of ASP.NET Core, and also for clients that do not accept JSON: those would get another shape or
    /// nothing else.</summary>
    internal sealed class Writer : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public ValueTask WriteAsync(ProblemDetailsContext context)
        {
            // The result gives it the usual type and title of its status.
            var problem = TypedResults.Problem(context.ProblemDetails).ProblemDetails;
            problem.Detail ??= problem.Status switch
            {
                StatusCodes.Status401Unauthorized => "Sign in, or send an API token: Authorization: Bearer cb_...",
                StatusCodes.Status403Forbidden => "Your role does not allow this.",
                StatusCodes.Status415UnsupportedMediaType => "Send JSON, with the header Content-Type: application/json.",
                StatusCodes.Status404NotFound => "There is nothing at this address; the API is described at /api.",
                StatusCodes.Status405MethodNotAllowed => $"Allowed here: {context.HttpContext.Response.Headers.Allow}.",
                StatusCodes.Status500InternalServerError => "Something went wrong in the server; its log names this request by the traceId.",
                _ => problem.Title,
            };
            problem.Extensions.TryAdd("traceId", Activity.Current?.Id ?? context.HttpContext.TraceIdentifier);
            return new(context.HttpContext.Response.WriteAsJsonAsync(problem, options: null, MediaTypeNames.Application.ProblemJson));
        }
    }

    /// <summary>Answers for what handlers throw: a request that cannot be read is the client's, a failing database is nobody's here.</summary>
    internal sealed partial class OfExceptions(ILogger<OfExceptions> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            switch (exception)
            {
                case BadHttpRequestException e:
                    await Of(e.StatusCode, e.Message).ExecuteAsync(httpContext);
                    return true;
                case ClaimBookException e:
                    Failed(e.Message);
                    await Of(StatusCodes.Status503ServiceUnavailable, e.ForUsers ?? NoAnswer).ExecuteAsync(httpContext);
                    return true;
                default:
                    return false;
            }
        }

        [LoggerMessage(LogLevel.Error, "A request failed: {Reason}")]
        partial void Failed(string reason);
    }
}
