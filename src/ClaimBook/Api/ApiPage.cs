using System.Net.Mime;

namespace ClaimBook.Api;

/// <summary>The page at <c>/api</c> to browse and try the HTTP API. Swagger UI, with an index of our own that a strict policy allows. Like the
/// description it holds no data, so nobody need sign in for it.</summary>
static class ApiPage
{
    const string Prefix = "api";

    /// <summary>Adds the page.</summary>
    public static void UseApiPage(this WebApplication app)
    {
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Prefix;
            page.DocumentTitle = "ClaimBook's HTTP API";
            page.IndexStream = () => Resource("index.html");
        });
        app.MapGet($"/{Prefix}/page.js", () => TypedResults.Stream(Resource("page.js"), MediaTypeNames.Text.JavaScript)).ExcludeFromDescription().AllowAnonymous();
    }

    static Stream Resource(string name) => typeof(ApiPage).Assembly.GetManifestResourceStream($"Page/{name}")!;
}
