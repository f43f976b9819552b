using System.Reflection;
using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>Answers with a table, streamed: memory does not grow with its rows. If it cannot be finished the connection is cut, so that nobody
/// takes a part for the whole. What leaves as a file, or holds rows of details, is written in the audit log first.</summary>
/// <param name="table">The table.</param>
/// <param name="format">How to write it.</param>
/// <param name="hasDetails">Whether its rows are details.</param>
sealed class TableResult(ExportTable table, ExportFormat format, bool hasDetails = false) : IResult, IEndpointMetadataProvider
{
    /// <summary>The header that says how many rows there are.</summary>
    const string RowCountHeader = "Row-Count";

    /// <summary>How many rows there are.</summary>
    public int RowCount => table.RowCount;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status200OK, typeof(TableDocument), [.. ExportFormat.All.Select(f => MediaTypeHeaderValue.Parse(f.MediaType).MediaType.ToString())]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new EnableRateLimitingAttribute(RateLimits.Exports));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status429TooManyRequests, typeof(ProblemDocument), ["application/problem+json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(ProblemDocument), ["application/problem+json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status406NotAcceptable, typeof(ProblemDocument), ["application/problem+json"]));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        if (format != ExportFormat.Json || hasDetails)
        {
            httpContext.RequestServices.GetRequiredService<AuditLog>()
                .Write(httpContext, AuditAction.Exported, $"{request.Path}{request.QueryString}", $"{format.Name}; {table.RowCount:N0} rows");
        }
        response.ContentType = format.MediaType;
        response.Headers[RowCountHeader] = $"{table.RowCount}";
        if (format != ExportFormat.Json)
        {
            var name = table.Title.ToLowerInvariant().Replace(' ', '-');
            response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{format.Name}\"";
        }
        return format.Write(table, response.BodyWriter, httpContext.RequestAborted);
    }
}
