using Microsoft.Net.Http.Headers;

namespace ClaimBook.Serving;

/// <summary>What every answer, also one that says what went wrong, tells browsers not to do.</summary>
static class SecurityHeaders
{
    /// <summary>Scripts and styles come from this server as files; an injected one does not run. Pictures may be data: style sheets hold small ones.</summary>
    const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    const string OneYear = "max-age=31536000";

    static readonly Func<object, Task> s_set = response =>
    {
        Set((HttpResponse)response);
        return Task.CompletedTask;
    };

    /// <summary>Adds the headers.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(next => context =>
    {
        // When the answer begins: whoever clears one that failed would clear them too.
        context.Response.OnStarting(s_set, context.Response);
        return next(context);
    });

    static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not no-referrer, which makes browsers hide the origin of forms, by which those of other sites are told apart.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (response.HttpContext.Request.IsHttps)
            headers[HeaderNames.StrictTransportSecurity] = OneYear;
    }
}
