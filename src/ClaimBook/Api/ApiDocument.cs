using System.Net.ServerSentEvents;
using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClaimBook.Api;

/// <summary>The HTTP API: every resource, and the OpenAPI document that describes them from what they say of themselves.</summary>
static class ApiDocument
{
    const string Version = "v1", Introduction =
        """
        Premium, losses, policies and quotes of a property and casualty insurer: to the cent, right at every level, traceable to the source line.

        Every table answers as JSON, CSV or XLSX, by `format` or the header Accept; exports are complete and stream. Errors are problem details
        (RFC 9457) that name the parameter and what is allowed. Answers carry an ETag: a repeated question about unchanged data is answered 304.
        """;

    static readonly (string Name, string Meaning)[] s_tags =
    [
        ("Performance", "Premium, losses and policies."),
        ("Quotes", "What was quoted and bound."),
        ("Catalog", "What can be asked."),
        ("Agencies", "The agencies and how each is doing."),
        ("Reports", "Reports as they are handed on."),
        ("Policies", "The policies that were sold."),
        ("Claims", "The claims that were made on them, and their money."),
        ("Loads", "Files on their way into the database."),
        ("Session", "Signing in and out, and who one is."),
        ("Users", "The accounts, for administrators."),
        ("Tokens", "What programs sign in with."),
        ("Audit", "Who did what."),
        ("Health", "For whoever watches over the process."),
    ];

    /// <summary>Maps the API under <c>/api/v1</c> and its description at <c>/openapi/v1.json</c>.</summary>
    public static void MapApi(this WebApplication app)
    {
        // Anybody may be nobody, or somebody who must change their password first.
        var api = app.MapGroup("/api/v1").WithMetadata(Refusal(StatusCodes.Status401Unauthorized), Refusal(StatusCodes.Status403Forbidden));
        PerformanceApi.Map(api);
        QuotesApi.Map(api);
        CatalogApi.Map(api);
        AgenciesApi.Map(api);
        ReportsApi.Map(api);
        BookReportsApi.Map(api);
        PoliciesApi.Map(api);
        ClaimsApi.Map(api);
        BookSummaryApi.Map(api);
        LoadsApi.Map(api);
        ImportApi.Map(api);
        SessionApi.Map(api);
        SingleSignOnApi.Map(api);
        UsersApi.Map(api);
        TokensApi.Map(api);
        AuditApi.Map(api);
        RandomClaimsApi.MapAddress(app);
        HealthApi.Map(app);
        app.MapOpenApi().AllowAnonymous();
    }

    /// <summary>Adds the description of the API.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Version, document =>
    {
        document.CreateSchemaReferenceId = type => Described(type.Type) is { } described
            ? described.Name.Replace("Document", "", StringComparison.Ordinal)
            : IsEvent(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        document.AddSchemaTransformer(async (schema, context, cancellation) =>
        {
            // Tables write themselves; their shape is described by a document.
            if (context.JsonTypeInfo.Type == typeof(ExportTable))
            {
                var table = await context.GetOrCreateSchemaAsync(typeof(TableDocument), cancellationToken: cancellation);
                (schema.Type, schema.Properties, schema.Required, schema.Description) = (table.Type, table.Properties, table.Required, table.Description);
            }
        });
        document.AddOperationTransformer((operation, context, _) =>
        {
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            {
                operation.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Schemes.Token, context.Document)] = [] },
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Schemes.Session, context.Document)] = [] },
                ];
            }
            foreach (var resource in context.Description.ActionDescriptor.EndpointMetadata.OfType<ResourceDescription>())
                resource.AddTo(operation);
            return Task.CompletedTask;
        });
        document.AddDocumentTransformer((description, _, _) =>
        {
            description.Info = new OpenApiInfo
            {
                Title = "ClaimBook",
                Version = Version,
                Description = Introduction,
                Contact = new OpenApiContact { Name = "ClaimBook contributors" },
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            };
            description.Components ??= new OpenApiComponents();
            description.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Schemes.Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token: cb_..." },
                [Schemes.Session] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Cookie,
                    Name = SessionAuthentication.Cookie,
                    Description = "A session of the web.",
                },
            };
            description.Servers = [new OpenApiServer { Url = "/", Description = "This server" }];
            description.Tags = new SortedSet<OpenApiTag>(
                s_tags.Select(t => new OpenApiTag { Name = t.Name, Description = t.Meaning }),
                Comparer<OpenApiTag>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name)));
            return Task.CompletedTask;
        });
    });

    static ProducesResponseTypeMetadata Refusal(int status) => new(status, typeof(ProblemDocument), ["application/problem+json"]);

    /// <summary>The envelope of an event, which no answer shows: streams are described as texts.</summary>
    static bool IsEvent(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(SseItem<>);

    static Type? Described(Type type) => type == typeof(ExportTable) ? typeof(TableDocument)
        : type.Name.EndsWith("Document", StringComparison.Ordinal) && type.Namespace == typeof(TableDocument).Namespace ? type : null;
}
