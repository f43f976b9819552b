using ClaimBook.Accounts;
using ClaimBook.Engine.Exports;
using ClaimBook.Serving;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>Keeps answers ready in memory: what many ask of the same data is computed and written once. A new load makes every answer a new one.</summary>
sealed class ReadyAnswers(CurrentStar current) : IOutputCachePolicy
{
    const long MostMemory = 64 * 1024 * 1024, LongestAnswer = 8 * 1024 * 1024;

    static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>Adds the memory for answers.</summary>
    public static void Add(IServiceCollection services) => services.AddOutputCache(cache =>
    {
        (cache.SizeLimit, cache.MaximumBodySize) = (MostMemory, LongestAnswer);
        cache.AddPolicy(nameof(ReadyAnswers), policy => policy.AddPolicy<ReadyAnswers>(), excludeDefaultPolicy: true);
    }).AddSingleton<ReadyAnswers>();

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // Files are written in the audit log one by one, by whoever makes them.
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage =
            current.Star is not null && AnswerFormat.Of(context.HttpContext.Request).Format == ExportFormat.Json;
        // Who asks the same does not wait for the first answer to be sent: a client that reads slowly would hold up all others.
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = s_longest;
        // As it was asked: ASP.NET Core's own rule for queries takes ?BY=state, which is an error, for ?by=state.
        context.CacheVaryByRules.VaryByValues[nameof(HttpRequest.QueryString)] = context.HttpContext.Request.QueryString.Value ?? "";
        context.CacheVaryByRules.HeaderNames = HeaderNames.Accept;
        context.CacheVaryByRules.VaryByValues[nameof(Star.Version)] = current.Star?.Version ?? "";
        // Who may see other agencies gets another answer. Throws where nobody is known, so that no answer is ever everybody's.
        context.CacheVaryByRules.VaryByValues[nameof(CurrentUser.ScopeKey)] = CurrentUser.Of(context.HttpContext).ScopeKey;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // A cookie is one user's: a session renewed by this answer must not be handed to whoever asks the same.
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0;
        return ValueTask.CompletedTask;
    }
}
