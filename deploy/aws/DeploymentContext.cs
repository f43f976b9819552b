using Constructs;

namespace ClaimBook.Aws;

/// <summary>What an installation is told: <c>cdk deploy -c host=claims.example.com -c certificate=arn:aws:acm:...</c>.</summary>
/// <param name="Host">The name by which users reach it.</param>
/// <param name="CertificateArn">The certificate for that name, in AWS Certificate Manager of the same region.</param>
/// <param name="AlarmEmail">Who is told of alarms; null: nobody yet.</param>
/// <param name="Revision">The commit that it is built from, for <c>claimbook --version</c>; empty if it is not said.</param>
public sealed record DeploymentContext(string Host, string CertificateArn, string? AlarmEmail, string Revision)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidOperationException">A value is missing.</exception>
    public static DeploymentContext Read(Node node) => new(
        Required(node, "host", "claims.example.com"), Required(node, "certificate", "arn:aws:acm:eu-north-1:123456789012:certificate/..."),
        node.TryGetContext("alarmEmail") as string, node.TryGetContext("revision") as string ?? "");

    static string Required(Node node, string name, string example) => node.TryGetContext(name) as string is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"The context value '{name}' is missing; give it as -c {name}={example}.");
}
