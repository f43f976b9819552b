using System.Globalization;
using System.Net;
using ClaimBook.Engine;
using Quartz;

namespace ClaimBook.Serving;

/// <summary>The settings of a server, checked. They come from <c>settings.json</c> in the data directory and, before it, from environment
/// variables: <c>CLAIMBOOK_QUERY__ENGINE</c> is the setting <c>Query:Engine</c>.</summary>
sealed record ServerSettings
{
    /// <summary>What the names of all variables of the environment begin with.</summary>
    public const string EnvironmentPrefix = "CLAIMBOOK_";

    const string FileName = "settings.json";

    /// <summary>Addresses to listen on.</summary>
    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Which engine answers questions.</summary>
    public QueryEngine Engine { get; init; } = QueryEngine.Auto;

    /// <summary>The folder whose performance files are loaded; null: none.</summary>
    public string? LoadFolder { get; init; }

    /// <summary>When to look into <see cref="LoadFolder"/>, as a cron expression; null: all the time.</summary>
    public string? LoadSchedule { get; init; }

    /// <summary>The address of the queue in Amazon SQS that tells of new files in S3; null: none.</summary>
    public string? LoadMessages { get; init; }

    /// <summary>The largest upload in bytes.</summary>
    public long MaxUploadBytes { get; init; } = 2L << 30;

    /// <summary>Single sign-on.</summary>
    public OidcSettings Oidc { get; init; } = new();

    /// <summary>The networks of the proxies that say, in headers, from where and how a request came to them; none: nobody's word is taken.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>The names that the server answers to; none: all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>How many attempts to sign in an address has each minute.</summary>
    public int SignInsPerMinute { get; init; } = 10;

    /// <summary>How many exports, details and uploads a user has under way at once.</summary>
    public int ExportsAtOnce { get; init; } = 4;

    /// <summary>How the log is written.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>From how long on a question is worth a line in the log.</summary>
    public TimeSpan SlowQuery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Every setting: the one list that reading, checking and documentation are made from.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("Urls", "Addresses to listen on, separated by semicolons.", "http://HOST:PORT, with localhost for this machine only and 0.0.0.0 for all",
            s => s.Urls, (s, text) => AreUrls(text) ? s with { Urls = text } : null),
        new("Query:Engine", "What answers questions: the cube in memory, the database, or the cube as long as memory has room for it.", "auto, cube, sql",
            s => s.Engine.ToString().ToLowerInvariant(), (s, text) => TakeName<QueryEngine>(text) is { } engine ? s with { Engine = engine } : null),
        new("Loads:Folder", "A folder whose performance files are loaded, each when it appears and whenever it changes.", "a folder that exists",
            s => s.LoadFolder, (s, text) => Directory.Exists(text) ? s with { LoadFolder = Path.GetFullPath(text) } : null),
        new("Loads:Schedule", "When to look into Loads:Folder, in the machine's time zone, instead of watching it.",
            "a cron expression in Quartz's notation (second minute hour day month weekday), such as 0 0 6 ? * MON-FRI",
            s => s.LoadSchedule, (s, text) => CronExpression.TryParse(text, out _) ? s with { LoadSchedule = text } : null),
        new("Loads:Queue", "A queue in Amazon SQS to which S3 sends its event notifications: every new performance file in the bucket is loaded.",
            "the queue's URL, such as https://sqs.eu-north-1.amazonaws.com/123456789012/claimbook; http only for this machine",
            s => s.LoadMessages, (s, text) => IsQueue(text) ? s with { LoadMessages = text } : null),
        new("Loads:MaxUploadBytes", "The largest upload in bytes.", "a whole number, 1 or more",
            s => $"{s.MaxUploadBytes}",
            (s, text) => long.TryParse(text, NumberStyles.None, null, out var bytes) && bytes > 0 ? s with { MaxUploadBytes = bytes } : null),
        new("Proxies", "The proxies in front of the server, whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host it believes; nobody else's.",
            "IP addresses or networks such as 10.0.0.0/8, separated by commas",
            s => Listed(s.Proxies), (s, text) => TakeNetworks(text) is { } proxies ? s with { Proxies = proxies } : null),
        new("Hosts", "The names that the server answers to; requests for others are refused.", "host names such as claims.example.com, separated by commas",
            s => Listed(s.Hosts), (s, text) => Items(text) is { Length: > 0 } hosts && hosts.All(h => Uri.CheckHostName(h) != UriHostNameType.Unknown) ? s with { Hosts = hosts } : null),
        new("Limits:SignInsPerMinute", "How many attempts to sign in each address has in a minute.", "a whole number, 1 or more",
            s => $"{s.SignInsPerMinute}", (s, text) => TakeCount(text) is { } count ? s with { SignInsPerMinute = count } : null),
        new("Limits:ExportsAtOnce", "How many exports, readings of details and uploads each user has under way at once; twice as many wait for their turn.",
            "a whole number, 1 or more", s => $"{s.ExportsAtOnce}", (s, text) => TakeCount(text) is { } count ? s with { ExportsAtOnce = count } : null),
        new("Log:Format", "How the log is written to standard output: as text for people, or as a JSON object on each line for programs.", "text, json",
            s => s.LogFormat.ToString().ToLowerInvariant(), (s, text) => TakeName<LogFormat>(text) is { } format ? s with { LogFormat = format } : null),
        new("Log:SlowQuery", "From how many milliseconds on a question gets a line in the log, with the question as JSON.",
            "a whole number up to 1,000,000; 0 for every question", s => $"{s.SlowQuery.TotalMilliseconds}",
            (s, text) => text == "0" || TakeCount(text) is not null ? s with { SlowQuery = TimeSpan.FromMilliseconds(int.Parse(text, NumberStyles.None, null)) } : null),
        .. OidcSettings.All,
    ];

    /// <summary>Reads the settings.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <exception cref="ClaimBookException">A setting is wrong or unknown.</exception>
    public static ServerSettings Read(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(path, optional: true).Build();
            var unknown = file.AsEnumerable().FirstOrDefault(e => e.Value is not null && !All.Any(s => s.Name.Equals(e.Key, StringComparison.OrdinalIgnoreCase)));
            return unknown.Key is null
                ? Read(new ConfigurationBuilder().AddConfiguration(file).AddEnvironmentVariables(EnvironmentPrefix).Build())
                : throw new ClaimBookException($"{path}: '{unknown.Key}' is not a setting; there are: {string.Join(", ", All.Select(s => s.Name))}.");
        }
        catch (InvalidDataException e)
        {
            throw new ClaimBookException($"{path}: is not JSON: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClaimBookException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>These settings with another value for one.</summary>
    /// <exception cref="ClaimBookException">The value is not allowed.</exception>
    public ServerSettings With(string name, string value)
    {
        var setting = All.Single(s => s.Name == name);
        return setting.Take(this, value) ?? throw new ClaimBookException(
            $"The setting {setting.Name} is {(setting.IsSecret ? "wrong" : $"'{value}'")}; allowed: {setting.Allowed}.");
    }

    static ServerSettings Read(IConfiguration configuration)
    {
        var settings = All.Aggregate(
            new ServerSettings(), (settings, setting) => configuration[setting.Name] is { } text ? settings.With(setting.Name, text) : settings);
        settings.Oidc.Check();
        return settings is { LoadSchedule: not null, LoadFolder: null }
            ? throw new ClaimBookException("The setting Loads:Schedule says when to look into a folder, but Loads:Folder names none.")
            : settings;
    }

    static T? TakeName<T>(string text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true) : null;

    static string? Listed<T>(IReadOnlyList<T> items) => items.Count > 0 ? string.Join(", ", items) : null;

    static string[] Items(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static int? TakeCount(string text) => int.TryParse(text, NumberStyles.None, null, out var count) && count is > 0 and <= 1_000_000 ? count : null;

    static IPNetwork[]? TakeNetworks(string text)
    {
        var networks = Array.ConvertAll(Items(text), item => IPNetwork.TryParse(item, out var network) ? network
            : IPAddress.TryParse(item, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null as IPNetwork?);
        return networks.Length > 0 && Array.TrueForAll(networks, n => n is not null) ? Array.ConvertAll(networks, n => n!.Value) : null;
    }

    static bool IsQueue(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Query: "", Fragment: "", UserInfo: "", Segments.Length: > 2 }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    static bool AreUrls(string text) => text.Split(';').All(url => Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0
        // Two addresses are localhost, IPv4's and IPv6's: no free port is the same on both.
        && (uri.Port != 0 || uri.Host != "localhost"));
}

/// <summary>A setting.</summary>
/// <param name="Name">Its name in the file; in the environment colons are two underscores.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Allowed">What it may be.</param>
/// <param name="Shown">Its value, as it would be written.</param>
/// <param name="Take">Sets it from a text; null if the text is not allowed.</param>
/// <param name="IsSecret">Whether its value may be shown nowhere.</param>
sealed record Setting(
    string Name, string Meaning, string Allowed, Func<ServerSettings, string?> Shown, Func<ServerSettings, string, ServerSettings?> Take, bool IsSecret = false)
{
    /// <summary>The variable of the environment that says it.</summary>
    public string Variable => ServerSettings.EnvironmentPrefix + Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}

/// <summary>What answers questions.</summary>
enum QueryEngine
{
    /// <summary>The cube, unless the facts outgrow memory.</summary>
    Auto,

    /// <summary>The facts in memory.</summary>
    Cube,

    /// <summary>The database.</summary>
    Sql,
}
