using ClaimBook.Accounts.SingleSignOn;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Serving;

/// <summary>The pages: the files that the build of <c>web/</c> leaves in <c>wwwroot</c> beside the program. They hold no data, so nobody need sign in
/// for them. Every address that is no file's and none of the API's is a page's, and answered with the one document that they all start from.</summary>
static class WebApp
{
    const string StartPage = "index.html";

    /// <summary>Where the names of files carry a hash of their content.</summary>
    const string Hashed = "/assets";

    /// <summary>What pages never are.</summary>
    static readonly string[] s_notPages = ["/api", "/openapi", "/health", WebSignIn.CallbackPath, Hashed];

    /// <summary>The encodings that the build has compressed text files with, the smaller first.</summary>
    static readonly (string Encoding, string Extension)[] s_compressed = [("br", ".br"), ("gzip", ".gz")];

    static readonly FileExtensionContentTypeProvider s_types = new();

    /// <summary>Serves the pages; where the program was built without them, leads from the root to the API's page.</summary>
    public static void UseWebApp(this WebApplication app)
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!File.Exists(Path.Combine(directory, StartPage)))
        {
            app.MapGet("/", () => TypedResults.Redirect("/api")).ExcludeFromDescription().AllowAnonymous();
            return;
        }
        var files = new PhysicalFileProvider(directory);
        app.Use((context, next) =>
        {
            if (context.GetEndpoint() is null && Find(context.Request, files) is { } file)
                Choose(context, file, files);
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = new Precompressed(), OnPrepareResponse = Prepare });
    }

    /// <summary>The path of the file that answers a request; null if none does.</summary>
    static string? Find(HttpRequest request, PhysicalFileProvider files)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return null;
        if (request.Path.Value is { Length: > 1 } path && files.GetFileInfo(path) is { Exists: true })
            return path;
        return s_notPages.Any(prefix => request.Path.StartsWithSegments(prefix)) ? null : $"/{StartPage}";
    }

    static void Choose(HttpContext context, string file, PhysicalFileProvider files)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        foreach (var (encoding, extension) in s_compressed)
        {
            if (!files.GetFileInfo(file + extension).Exists)
                continue;
            context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            if (accepted.Any(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is null or > 0))
            {
                context.Response.Headers.ContentEncoding = encoding;
                file += extension;
                break;
            }
        }
        context.Request.Path = file;
    }

    static void Prepare(StaticFileResponseContext file) =>
        file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments(Hashed) ? "public, max-age=31536000, immutable" : "no-cache";

    /// <summary>A compressed file is of the type of what it holds.</summary>
    sealed class Precompressed : IContentTypeProvider
    {
        public bool TryGetContentType(string subpath, out string contentType)
        {
            var extension = s_compressed.Select(c => c.Extension).FirstOrDefault(subpath.EndsWith);
            return s_types.TryGetContentType(extension is null ? subpath : subpath[..^extension.Length], out contentType!);
        }
    }
}
