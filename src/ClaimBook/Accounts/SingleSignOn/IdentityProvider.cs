using System.Text.Json;
using ClaimBook.Serving;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ClaimBook.Accounts.SingleSignOn;

/// <summary>The OpenID Connect provider: where its pages are and which keys it signs with, as it says itself. Asked when first needed, so that a
/// start never waits for it, and again from time to time and when a token has a key that is not known.</summary>
sealed partial class IdentityProvider : IDisposable
{
    const int LongestAnswer = 1 << 20, LongestReason = 500;

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10), s_pauseAfterFailure = TimeSpan.FromSeconds(3);

    readonly OidcSettings _settings;
    readonly ILogger _log;
    readonly TimeProvider _time;
    long? _failed;

    public IdentityProvider(ServerSettings settings, TimeProvider time, ILogger<IdentityProvider> log)
    {
        (_settings, _time, _log) = (settings.Oidc, time, log);
        var authority = _settings.Authority!.OriginalString.TrimEnd('/');
        Backchannel = new HttpClient { Timeout = s_patience, MaxResponseContentBufferSize = LongestAnswer };
        Configuration = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{authority}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(Backchannel) { RequireHttps = _settings.Authority.Scheme == Uri.UriSchemeHttps },
            new Validator(authority))
        {
            // A key that the provider has withdrawn is good no longer.
            UseLastKnownGoodConfiguration = false,
            RefreshInterval = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>The algorithms that tokens may be signed with: those whose verifying key cannot sign.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>How far the provider's clock may be from this machine's.</summary>
    public static TimeSpan ClockSkew { get; } = TimeSpan.FromMinutes(1);

    /// <summary>What the provider says of itself.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Configuration { get; }

    /// <summary>Speaks to the provider.</summary>
    public HttpClient Backchannel { get; }

    /// <summary>What the provider says of itself; null if it does not answer or nothing that can be used.</summary>
    public async Task<OpenIdConnectConfiguration?> Find()
    {
        // While it is down, not every request shall wait for it.
        if (_failed is { } failed && _time.GetElapsedTime(failed) < s_pauseAfterFailure)
            return null;
        try
        {
            return await Configuration.GetConfigurationAsync(CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            _failed = _time.GetTimestamp();
            Failed(e);
            return null;
        }
    }

    /// <summary>Whether an exception says that the provider does not answer, or not as it should.</summary>
    public static bool IsFailure(Exception exception) =>
        exception is HttpRequestException or OperationCanceledException or IOException or JsonException or OpenIdConnectProtocolException or InvalidOperationException;

    /// <summary>Says in one line of the log what went wrong between the provider and here.</summary>
    public void Failed(Exception exception)
    {
        var reasons = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
            reasons.Add(e.Message);
        // Messages of the libraries for tokens repeat the stack traces of what is beneath them.
        var told = reasons.Where(r => !r.StartsWith("IDX", StringComparison.Ordinal)).Distinct().ToList();
        var reason = told.Count > 0 ? string.Join(": ", told) : reasons[^1];
        // Parts of it may come from a browser's address line.
        Failed(_settings.Authority!.OriginalString, string.Concat(reason.Select(c => char.IsControl(c) ? ' ' : c).Take(LongestReason)));
    }

    public void Dispose() => Backchannel.Dispose();

    [LoggerMessage(LogLevel.Error, "Single sign-on by {Authority} failed: {Reason}")]
    partial void Failed(string authority, string reason);

    /// <summary>Takes only what a provider says of itself, with keys: OpenID Connect Discovery 1.0, section 4.3.</summary>
    sealed class Validator(string authority) : IConfigurationValidator<OpenIdConnectConfiguration>
    {
        // It throws what is wrong: what a result says of it is hidden from the log.
        public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) => configuration switch
        {
            { Issuer: var issuer } when issuer?.TrimEnd('/') != authority =>
                throw new InvalidOperationException($"it calls itself '{issuer}' and not '{authority}' as Oidc:Authority does"),
            { AuthorizationEndpoint: null or "" } => throw new InvalidOperationException("it has no authorization endpoint"),
            { SigningKeys.Count: 0 } => throw new InvalidOperationException("it publishes no keys"),
            _ => new() { Succeeded = true },
        };
    }
}
