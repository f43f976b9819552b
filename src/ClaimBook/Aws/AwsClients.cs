using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SQS;
using ClaimBook.Engine;

namespace ClaimBook.Aws;

/// <summary>Clients of Amazon Web Services, and what their failures mean. Credentials, region and endpoints are found where all programs that use AWS find them.</summary>
static class AwsClients
{
    /// <summary>A client of S3.</summary>
    /// <exception cref="ClaimBookException">No region is configured.</exception>
    public static IAmazonS3 S3()
    {
        // Servers of others have all buckets at one name.
        if (new AmazonS3Config().ServiceURL is { } endpoint)
            return New(() => new AmazonS3Client(new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName }));
        return New(() => new AmazonS3Client());
    }

    /// <summary>A client of SQS.</summary>
    /// <exception cref="ClaimBookException">No region is configured.</exception>
    public static IAmazonSQS Sqs() => New(() => new AmazonSQSClient());

    /// <summary>Does something at AWS and turns its failures into messages for the user.</summary>
    /// <param name="what">What it is done with, for the message.</param>
    /// <param name="action">Does it.</param>
    /// <exception cref="ClaimBookException">It failed.</exception>
    public static async Task<T> Guard<T>(string what, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception e) when (Explain(e) is { } reason)
        {
            throw new ClaimBookException($"{what}: {reason}", e);
        }
    }

    /// <summary>Whether a failure to ask is one of the way there.</summary>
    public static bool IsOfNetwork(Exception? exception) => exception is HttpRequestException or IOException;

    static T New<T>(Func<T> create)
    {
        try
        {
            return create();
        }
        catch (AmazonClientException e)
        {
            throw new ClaimBookException($"AWS cannot be used: {FirstLine(e.Message)}; AWS_REGION, or AWS_PROFILE with a profile of ~/.aws/config, says where.", e);
        }
    }

    static string? Explain(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => "there is no such bucket.",
        AmazonServiceException { ErrorCode: "NoSuchKey" } => "there is no such object; a prefix ends with a slash.",
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } => S3Files.Changed,
        AmazonServiceException { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IncorrectEndpoint" } e =>
            $"lies in another region; AWS_REGION must name it. {FirstLine(e.Message)}",
        AmazonServiceException { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "InvalidClientTokenId" or "UnrecognizedClientException" } e =>
            $"the AWS credentials are not accepted: {FirstLine(e.Message)}",
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } e => $"access denied: the AWS credentials do not allow it. {FirstLine(e.Message)}",
        AmazonServiceException e => FirstLine(e.Message),
        AmazonClientException e when e.Message.StartsWith("Failed to resolve AWS credentials", StringComparison.Ordinal) =>
            "there are no AWS credentials; AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role of the machine gives them.",
        AmazonClientException e => FirstLine(e.Message),
        _ when IsOfNetwork(exception) => $"AWS cannot be reached: {exception.Message.TrimEnd('.')}.",
        _ => null,
    };

    static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('\r', ' ');
}
