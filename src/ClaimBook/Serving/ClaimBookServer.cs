using System.Text.Json.Serialization;
using ClaimBook.Accounts;
using ClaimBook.Api;
using ClaimBook.Aws;
using ClaimBook.Engine.Book;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;
using Microsoft.AspNetCore.Connections;

namespace ClaimBook.Serving;

/// <summary>The web server: Kestrel, the HTTP API and what works behind it.</summary>
static class ClaimBookServer
{
    /// <summary>The longest request line that is read; what is too long within it gets an answer that says so.</summary>
    const int LongestRequestLine = 2 * 1024 * 1024;

    /// <summary>What of an answer may wait for the network: enough that a long one is not sent in turns with its writing.</summary>
    const int LargestResponseBuffer = 256 * 1024;

    static readonly TimeSpan s_longestShutdown = TimeSpan.FromSeconds(30);

    /// <summary>Builds a server that is not started yet.</summary>
    /// <param name="database">The database.</param>
    /// <param name="dataDirectory">Where working files lie.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="time">The clock; the machine's by default.</param>
    public static WebApplication Build(Database database, string dataDirectory, ServerSettings settings, TimeProvider? time = null)
    {
        // Empty: nothing is read from the working directory or from ASPNETCORE_ variables; settings.json and CLAIMBOOK_ say it all.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(settings.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.Limits.MaxRequestBufferSize = 2 * LongestRequestLine;
            kestrel.Limits.MaxResponseBufferSize = LargestResponseBuffer;
        });
        // Without a change of threads between the socket and the request: a fifth more long answers a second (bench/results). Unsafe is the name of older
        // runtimes' way, where whoever waited held up the sockets of others; since .NET 6 they come on the thread pool's threads, as requests do.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.AddTelemetryExport();
        builder.Logging
            .AddConsoleIn(settings.LogFormat)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Quartz", LogLevel.Warning)
            // It warns of keys that lie unencrypted: in a directory that only the server's user may enter.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // It warns that its answers are not to be cached, which is what is wanted.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
            // They tell every request that nobody signed in for.
            .AddFilter(typeof(TokenAuthentication).FullName, LogLevel.Warning)
            .AddFilter(typeof(SessionAuthentication).FullName, LogLevel.Warning)
            // What goes wrong with the identity provider is said in one line, without a stack trace.
            .AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Authentication.JwtBearer", LogLevel.None)
            // What stops the start is said in one line by whoever started it.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services
            .Configure<HostOptions>(host => (host.ShutdownTimeout, host.ServicesStopConcurrently) = (s_longestShutdown, true))
            .AddSingleton<IMemoryPoolFactory<byte>, LargeBlocks>()
            .AddRoutingCore()
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton(database)
            .AddSingleton(new DataDirectory(dataDirectory))
            .AddSingleton(settings)
            .AddSingleton<AuditLog>()
            .AddSingleton<Ledger>()
            .AddSingleton<SqlEngine>()
            .AddSingleton<CurrentStar>()
            .AddSingleton<Watching>()
            .AddHostedService(provider => provider.GetRequiredService<Watching>())
            .AddHostedService<LoadWatch>()
            .AddSingleton(new KeptFiles(dataDirectory))
            .AddSingleton<Uploads>()
            .AddSingleton<LoadQueue>()
            .AddSingleton<Questions>()
            .AddHostedService(provider => provider.GetRequiredService<LoadQueue>())
            .AddSingleton<SharedLoads>()
            .AddHostedService(provider => provider.GetRequiredService<SharedLoads>())
            .AddLoadFolder(settings)
            .AddLoadMessages(settings)
            .AddAccounts(settings);
        builder.Services.AddSingleton<IProblemDetailsWriter, Problems.Writer>().AddProblemDetails().AddExceptionHandler<Problems.OfExceptions>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new TableConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        ReadyAnswers.Add(builder.Services);
        builder.Services.AddRateLimits(settings).AddHostNames(settings);
        builder.Services.AddApiDocument();

        var app = builder.Build();
        // Made now: what it tells does not wait for the first question.
        app.Services.GetRequiredService<ServerTelemetry>();
        app.UseProxies(settings);
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseHostNames(settings);
        app.UseRouting();
        app.UseApiPage();
        app.UseWebApp();
        app.UseAccounts();
        app.UseRateLimiter();
        app.UseOutputCache();
        app.MapApi();
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<Uploads>().ClearLeftovers);
        return app;
    }
}
