using Microsoft.AspNetCore.HttpOverrides;

namespace ClaimBook.Serving;

/// <summary>Whose word is taken for where a request comes from, and to which names it may be addressed.</summary>
static class FrontDoor
{
    /// <summary>Takes over the client's address, scheme and host from headers of the proxies that are configured, and of nobody else.</summary>
    public static void UseProxies(this IApplicationBuilder app, ServerSettings settings)
    {
        if (settings.Proxies.Count == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            // As many proxies in a row as are configured: the first address from behind that is none of theirs is the client's.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.Proxies)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    /// <summary>Adds what <see cref="UseHostNames"/> needs.</summary>
    public static IServiceCollection AddHostNames(this IServiceCollection services, ServerSettings settings) =>
        services.AddHostFiltering(options => (options.AllowedHosts, options.IncludeFailureMessage) = ([.. settings.Hosts], false));

    /// <summary>Refuses requests that are addressed to other names than those configured. Health checks may ask by address.</summary>
    public static void UseHostNames(this IApplicationBuilder app, ServerSettings settings)
    {
        if (settings.Hosts.Count > 0)
            app.UseWhen(context => !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal), others => others.UseHostFiltering());
    }
}
