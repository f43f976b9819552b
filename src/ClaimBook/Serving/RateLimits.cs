using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using ClaimBook.Accounts;
using ClaimBook.Api;
using ClaimBook.Engine.Exports;

namespace ClaimBook.Serving;

/// <summary>How often and how much at once may be asked. Questions that are answered from memory as JSON have no limit.</summary>
static class RateLimits
{
    /// <summary>Attempts to sign in, by address: for every route that checks a password.</summary>
    public const string SignIn = nameof(SignIn);

    /// <summary>What is expensive, by user: every table as a file, and routes that say so of themselves.</summary>
    public const string Exports = nameof(Exports);

    const int WaitingForEach = 2;

    static readonly ExpensiveRoute s_expensive = new();

    static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1), s_moment = TimeSpan.FromSeconds(1);

    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services, ServerSettings settings) => services.AddRateLimiter(limits =>
    {
        var attempts = new FixedWindowRateLimiterOptions { PermitLimit = settings.SignInsPerMinute, Window = s_minute };
        var exports = new ConcurrencyLimiterOptions { PermitLimit = settings.ExportsAtOnce, QueueLimit = settings.ExportsAtOnce * WaitingForEach };
        limits.AddPolicy(SignIn, context => RateLimitPartition.GetFixedWindowLimiter(NetworkOf(context), _ => attempts));
        limits.AddPolicy(Exports, context =>
            IsExpensive(context) ? RateLimitPartition.GetConcurrencyLimiter(UserOf(context), _ => exports) : RateLimitPartition.GetNoLimiter(""));
        limits.OnRejected = async (rejected, _) =>
        {
            var pause = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : s_moment;
            rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Of(StatusCodes.Status429TooManyRequests, pause == s_moment
                ? $"At most {settings.ExportsAtOnce} exports and uploads may be under way at once. Try again in a moment."
                : $"At most {settings.SignInsPerMinute} attempts to sign in are allowed in a minute. Try again later.").ExecuteAsync(rejected.HttpContext);
        };
    });

    /// <summary>Says of a route that it is expensive in every format.</summary>
    public static RouteHandlerBuilder IsExpensive(this RouteHandlerBuilder route) => route.RequireRateLimiting(Exports).WithMetadata(s_expensive);

    static bool IsExpensive(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ExpensiveRoute>() is not null || AnswerFormat.Of(context.Request).Format != ExportFormat.Json;

    /// <summary>Who asks: with all sessions and tokens of an account together.</summary>
    static string UserOf(HttpContext context) => context.Features.Get<CurrentUser>() switch
    {
        { AccountId: { } account } => $"account {account}",
        { Name: var name } => $"user {name}",
        null => NetworkOf(context),
    };

    /// <summary>Where a request comes from: the address, or of IPv6 the network of 64 bits, which one household has for itself.</summary>
    static string NetworkOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address)
            return $"{context.Connection.RemoteIpAddress?.MapToIPv4()}";
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }

    sealed class ExpensiveRoute;
}
