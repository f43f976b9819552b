using System.Reflection;
using ClaimBook.Engine.Exports;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>Answers with a table, streamed: memory does not grow with its rows. If it cannot be finished the connection is cut, so that nobody
/// takes a part for the whole.</summary>
/// <param name="table">The table.</param>
/// <param name="format">How to write it.</param>
sealed class TableResult(ExportTable table, ExportFormat format) : IResult, IEndpointMetadataProvider
{
    /// <summary>The header that says how many rows there are.</summary>
    const string RowCount = "Row-Count";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status200OK, typeof(TableDocument), [.. ExportFormat.All.Select(f => MediaTypeHeaderValue.Parse(f.MediaType).MediaType.ToString())]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(ProblemDocument), ["application/problem+json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status406NotAcceptable, typeof(ProblemDocument), ["application/problem+json"]));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = format.MediaType;
        response.Headers[RowCount] = $"{table.RowCount}";
        if (format != ExportFormat.Json)
        {
            var name = table.Title.ToLowerInvariant().Replace(' ', '-');
            response.Headers.ContentDisposition = $"attachment; filename=\"{name}.{format.Name}\"";
        }
        return format.Write(table, response.BodyWriter, httpContext.RequestAborted);
    }
}
