using System.Text.Json.Nodes;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using Microsoft.OpenApi;

namespace ClaimBook.Api;

/// <summary>What a resource says of itself for the OpenAPI document, besides what its handler's types say.</summary>
/// <param name="Query">The parameters of its query string; nothing else may stand there.</param>
/// <param name="Path">The parameters in its address.</param>
sealed record ResourceDescription(QueryForm Query, IReadOnlyList<QueryParameter> Path)
{
    const string ProblemMediaType = "application/problem+json";

    /// <summary>Adds it to the operation that describes the resource.</summary>
    public void AddTo(OpenApiOperation operation)
    {
        operation.Parameters = [.. Path.Select(p => Describe(p, ParameterLocation.Path)), .. Query.AllParameters.Select(p => Describe(p, ParameterLocation.Query))];
        foreach (var (status, response) in operation.Responses!)
        {
            foreach (var (mediaType, content) in response.Content!)
            {
                if (mediaType == ProblemMediaType)
                    content.Example = Problem(int.Parse(status));
                else if (mediaType == ExportFormat.Json.MediaType)
                    content.Example = ExampleOf(operation.OperationId!);
                else
                    content.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = mediaType.StartsWith("text/", StringComparison.Ordinal) ? null : "binary" };
            }
        }
    }

    /// <summary>The answer in <c>Examples/</c> that is named like the operation.</summary>
    static JsonNode? ExampleOf(string operation)
    {
        using var example = typeof(ResourceDescription).Assembly.GetManifestResourceStream($"Examples/{operation}.json");
        return example is null ? null : JsonNode.Parse(example);
    }

    static OpenApiParameter Describe(QueryParameter parameter, ParameterLocation location)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.Kind == QueryParameterKind.WholeNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
            Format = parameter.Kind == QueryParameterKind.Date ? "date" : null,
            Enum = parameter.Allowed.Count > 0 ? [.. parameter.Allowed.Select(a => JsonValue.Create(a))] : null,
        };
        var example = parameter.Kind == QueryParameterKind.WholeNumber ? JsonNode.Parse(parameter.Example)! : JsonValue.Create(parameter.Example);
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = location,
            Required = location == ParameterLocation.Path,
            Description = parameter.Meaning,
            Schema = parameter.IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
            Example = parameter.IsRepeatable ? new JsonArray(example) : example,
        };
    }

    static JsonObject Problem(int status)
    {
        var (title, detail, parameter) = status switch
        {
            StatusCodes.Status400BadRequest => ("Bad Request", "'stat' is unknown; did you mean 'state'? Allowed: agency, product, state, year", "by"),
            StatusCodes.Status401Unauthorized => ("Unauthorized", "Sign in, or send an API token: Authorization: Bearer cb_...", null),
            StatusCodes.Status403Forbidden => ("Forbidden", "Your role does not allow this.", null),
            StatusCodes.Status415UnsupportedMediaType => ("Unsupported Media Type", "Send JSON, with the header Content-Type: application/json.", null),
            StatusCodes.Status404NotFound => ("Not Found", "There is no such thing.", null),
            StatusCodes.Status406NotAcceptable => ("Not Acceptable", $"admits none of {string.Join(", ", ExportFormat.All.Select(f => f.MediaType))}", "Accept"),
            StatusCodes.Status412PreconditionFailed => ("Precondition Failed", "Claim C-1042 was changed by somebody else since you read it. Read it again and repeat what still needs to be done.", null),
            StatusCodes.Status428PreconditionRequired => ("Precondition Required", "Send the ETag of what you have read in the header If-Match, so that nobody's change is lost.", null),
            StatusCodes.Status409Conflict => ("Conflict", "The load has ended.", null),
            StatusCodes.Status429TooManyRequests => ("Too Many Requests", "Too much is asked for at once. Try again in a moment.", null),
            StatusCodes.Status413PayloadTooLarge => ("Payload Too Large", "The file is larger than 2,147,483,648 bytes.", null),
            _ => ("Service Unavailable", "The data is being read. Try again in a moment.", null),
        };
        var problem = new JsonObject
        {
            ["type"] = "https://tools.ietf.org/html/rfc9110#section-15",
            ["title"] = title,
            ["status"] = status,
            ["detail"] = parameter is null ? detail : $"{parameter}: {detail}",
        };
        if (parameter is not null)
            problem["errors"] = new JsonArray(new JsonObject { ["parameter"] = parameter, ["message"] = detail });
        return problem;
    }
}

/// <summary>How resources describe themselves.</summary>
static class ResourceDescriptions
{
    static readonly OpenApiRequestBody s_file = new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                    },
                },
            },
        },
    };

    /// <summary>Says which parameters a resource takes.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="query">The parameters of its query string.</param>
    /// <param name="path">The parameters in its address.</param>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder resource, QueryForm query, params QueryParameter[] path) => resource
        .WithMetadata(new ResourceDescription(query, path))
        .Refuses(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Says that a resource takes a file.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder resource) => resource.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.RequestBody = s_file;
        return Task.CompletedTask;
    });

    /// <summary>Refuses parameters of the query string that a resource does not take, for resources that do not read any themselves.</summary>
    public static RouteGroupBuilder RefusesUnknownParameters(this RouteGroupBuilder resources) =>
        resources.AddEndpointFilter(RequestParameters.Check);

    /// <summary>Says with which statuses a resource answers a problem.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder resource, params int[] statuses)
    {
        foreach (var status in statuses)
            resource.Produces<ProblemDocument>(status, "application/problem+json");
        return resource;
    }
}
