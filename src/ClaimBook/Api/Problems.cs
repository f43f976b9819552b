using ClaimBook.Engine;
using ClaimBook.Engine.Semantics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClaimBook.Api;

/// <summary>Everything that goes wrong is answered in one shape: RFC 9457 problem details. Where parameters are wrong, <c>errors</c> names each
/// of them with what is allowed.</summary>
static partial class Problems
{
    /// <summary>400: parameters are wrong.</summary>
    public static ProblemHttpResult Parameters(IReadOnlyList<QueryProblem> problems) => Of(
        StatusCodes.Status400BadRequest, string.Join("; ", problems.Select(p => $"{p.Parameter}: {p.Message}")), problems);

    /// <summary>A parameter is wrong.</summary>
    public static ProblemHttpResult Parameter(string name, string message, int status = StatusCodes.Status400BadRequest) =>
        Of(status, $"{name}: {message}", [new(name, message)]);

    /// <summary>404: what the address names is not there.</summary>
    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail, []);

    /// <summary>Any other problem.</summary>
    public static ProblemHttpResult Of(int status, string detail) => Of(status, detail, []);

    static ProblemHttpResult Of(int status, string detail, IReadOnlyList<QueryProblem> errors)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail };
        if (errors.Count > 0)
            problem.Extensions["errors"] = errors;
        return TypedResults.Problem(problem);
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
                    await Of(StatusCodes.Status503ServiceUnavailable, "The database does not answer. Try again in a moment.").ExecuteAsync(httpContext);
                    return true;
                default:
                    return false;
            }
        }

        [LoggerMessage(LogLevel.Error, "A request failed: {Reason}")]
        partial void Failed(string reason);
    }
}
