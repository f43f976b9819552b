using System.Net;
using Amazon.Runtime;
using Amazon.S3.Model;
using Amazon.S3.Util;
using Amazon.SQS;
using Amazon.SQS.Model;
using ClaimBook.Accounts;
using ClaimBook.Engine;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Serving;

namespace ClaimBook.Aws;

/// <summary>Loads what S3 tells of: a queue of SQS holds a message for each new file. A message is deleted when its loads have ended; one that cannot be done now
/// is left there, to be tried again, by whichever node, until the queue puts it aside as dead.</summary>
sealed partial class LoadMessages(
    ServerSettings settings, IAmazonSQS sqs, S3Files s3, Uploads uploads, LoadQueue loads, Watching watching, IHostApplicationLifetime host, TimeProvider time,
    ILogger<LoadMessages> log) : BackgroundService
{
    const string NotOfS3 = "A message of the queue is not one that S3 sends.";

    /// <summary>How long others do not see a message that was taken, unless this is said again; and how often it is.</summary>
    static readonly TimeSpan s_invisible = TimeSpan.FromMinutes(2), s_renewal = TimeSpan.FromSeconds(40);

    readonly string _queue = settings.LoadMessages!;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watching.Look(() => TakeAll(stoppingToken), Failed, stoppingToken);

    async Task TakeAll(CancellationToken stopping)
    {
        // One at a time: loads follow each other anyhow, and those that would wait here another node can take.
        var request = new ReceiveMessageRequest { QueueUrl = _queue, MaxNumberOfMessages = 1, WaitTimeSeconds = 20, VisibilityTimeout = (int)s_invisible.TotalSeconds };
        while ((await AwsClients.Guard(_queue, () => sqs.ReceiveMessageAsync(request, stopping))).Messages is [var message, ..])
            await Take(message, stopping);
    }

    async Task Take(Message message, CancellationToken stopping)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = Keep(message, done.Token);
        var isDone = await TryLoad(message.Body, stopping);
        await done.CancelAsync();
        await keeping;
        if (isDone)
            await AwsClients.Guard(_queue, () => sqs.DeleteMessageAsync(_queue, message.ReceiptHandle, stopping));
    }

    /// <summary>Keeps a message from others until it is done.</summary>
    async Task Keep(Message message, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_renewal, time, done);
                try
                {
                    await AwsClients.Guard(_queue, () => sqs.ChangeMessageVisibilityAsync(_queue, message.ReceiptHandle, (int)s_invisible.TotalSeconds, done));
                }
                catch (ClaimBookException e)
                {
                    // Another node may load the same file then, for nothing.
                    Failed(e.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is done.
        }
    }

    /// <summary>Loads the files that a message tells of.</summary>
    /// <returns>Whether nothing is left to be done.</returns>
    async Task<bool> TryLoad(string message, CancellationToken stopping)
    {
        try
        {
            foreach (var file in Files(message))
            {
                if (!await TryLoad(file, stopping))
                    return false;
            }
            return true;
        }
        catch (ClaimBookException e)
        {
            NotDone(e.Message);
            return false;
        }
    }

    async Task<bool> TryLoad(S3Address address, CancellationToken stopping)
    {
        try
        {
            await using var file = await s3.Fetch(address, uploads, stopping);
            var job = loads.Add(new LoadJob(file.Name, new LoadOptions { FileName = $"{address}" }, isUpload: false, AuditOrigin.Server));
            var end = await job.End();
            // A server that ends cancels its loads; one that a user cancelled is not wanted.
            return !end.MaySucceedLater && !host.ApplicationStopping.IsCancellationRequested;
        }
        catch (ClaimBookException e) when (e.InnerException is NoSuchKeyException)
        {
            Gone(e.Message);
            return true;
        }
    }

    /// <summary>The performance files that a message of S3 tells of; none in the one by which S3 tries the queue.</summary>
    /// <exception cref="ClaimBookException">It is no message of S3.</exception>
    static IReadOnlyList<S3Address> Files(string message)
    {
        var notification = Parse(message);
        if (notification.Records is null or [] && !message.Contains("\"s3:TestEvent\"", StringComparison.Ordinal))
            throw new ClaimBookException(NotOfS3);
        return
        [
            .. from happened in notification.Records ?? []
               where happened.EventName?.Value.StartsWith("s3:ObjectCreated:", StringComparison.Ordinal) == true
               let bucket = happened.S3?.Bucket?.Name ?? throw new ClaimBookException(NotOfS3)
               // Keys are written as web forms write their fields.
               let key = WebUtility.UrlDecode(happened.S3.Object?.Key) ?? throw new ClaimBookException(NotOfS3)
               where FolderWatcher.IsPerformanceFile(Path.GetFileName(key))
               select new S3Address(bucket, key),
        ];
    }

    static S3EventNotification Parse(string message)
    {
        try
        {
            return S3EventNotification.ParseJson(message);
        }
        catch (AmazonClientException e)
        {
            throw new ClaimBookException(NotOfS3, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "New files in S3 cannot be seen: {Reason}")]
    partial void Failed(string reason);

    [LoggerMessage(LogLevel.Warning, "To be tried again: {Reason}")]
    partial void NotDone(string reason);

    [LoggerMessage(LogLevel.Warning, "Not loaded: {Reason}")]
    partial void Gone(string reason);
}

/// <summary>The queue of SQS that tells of new files.</summary>
static class LoadMessageServices
{
    /// <summary>Listens to it, if the settings name one.</summary>
    public static IServiceCollection AddLoadMessages(this IServiceCollection services, ServerSettings settings) => settings.LoadMessages is null
        ? services
        : services.AddSingleton(_ => AwsClients.S3()).AddSingleton(_ => AwsClients.Sqs()).AddSingleton<S3Files>().AddHostedService<LoadMessages>();
}
