using System.Net;

namespace ClaimBook.Accounts;

/// <summary>Who does something, and from where.</summary>
/// <param name="Actor">The user's name.</param>
/// <param name="Address">The IP address; empty on the machine itself.</param>
sealed record AuditOrigin(string Actor, string Address)
{
    /// <summary>The server of itself: files of the watched folder, the end of what runs when it stops.</summary>
    public static AuditOrigin Server { get; } = new("claimbook", "");

    /// <summary>Whoever runs a command on the machine.</summary>
    public static AuditOrigin CommandLine => new($"{Environment.UserName} at the command line", "");

    /// <summary>Whoever makes a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="nameTried">The name that somebody tries to sign in with, as they gave it; null for whoever is signed in.</param>
    public static AuditOrigin Of(HttpContext context, string? nameTried = null) =>
        new(nameTried ?? context.Features.Get<CurrentUser>()?.Name ?? "", AddressOf(context.Connection.RemoteIpAddress));

    static string AddressOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => $"{address.MapToIPv4()}",
        _ => $"{address}",
    };
}
