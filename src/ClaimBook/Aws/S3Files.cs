using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ClaimBook.Engine;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Serving;

namespace ClaimBook.Aws;

/// <summary>Performance files in Amazon S3, or in a server that speaks as it does.</summary>
sealed class S3Files(IAmazonS3 client, TimeProvider time)
{
    /// <summary>What is wrong with an object that is another one at its end than at its beginning.</summary>
    public const string Changed = "changed while it was being read; nothing was loaded. Load it again when it is complete.";

    const int BufferSize = 1 << 17, MostFailures = 5;

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30), s_pause = TimeSpan.FromSeconds(0.1);

    /// <summary>The performance files under a prefix, oldest first, as in a watched folder; an object itself.</summary>
    /// <exception cref="ClaimBookException">There is none, or the bucket cannot be read.</exception>
    public async Task<IReadOnlyList<S3Address>> Find(S3Address address, CancellationToken cancellation)
    {
        if (!address.IsPrefix)
            return [address];
        var pages = client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = address.Bucket, Prefix = address.Key });
        var objects = await AwsClients.Guard($"{address}", async () => await pages.S3Objects.ToListAsync(cancellation));
        var files = objects.Where(o => FolderWatcher.IsPerformanceFile(Path.GetFileName(o.Key)))
            .OrderBy(o => o.LastModified).ThenBy(o => o.Key, StringComparer.Ordinal)
            .Select(o => new S3Address(address.Bucket, o.Key)).ToList();
        return files.Count > 0 ? files : throw new ClaimBookException($"{address}: there is no performance file under it: none ends with {FolderWatcher.Endings}.");
    }

    /// <summary>Copies an object to a file that is deleted with the stream: the same memory however long it is.</summary>
    /// <exception cref="ClaimBookException">There is no such object, it cannot be read or stored, or it changed meanwhile.</exception>
    public async Task<FileStream> Fetch(S3Address address, Uploads uploads, CancellationToken cancellation)
    {
        FileStream? file = null;
        try
        {
            file = uploads.Create(deleteOnClose: true);
            await Copy(address, file, cancellation);
            return file;
        }
        catch (Exception e)
        {
            if (file is not null)
                await file.DisposeAsync();
            if (Explain(e) is { } reason)
                throw new ClaimBookException($"{address}: {reason}: {e.Message}", e);
            throw;
        }
    }

    static string? Explain(Exception exception) => exception switch
    {
        IOException or UnauthorizedAccessException => "cannot be stored",
        // What came is not what its checksum says.
        AmazonClientException => "came damaged",
        _ => null,
    };

    /// <summary>Copies an object to the end. Where the connection breaks it goes on from there, as long as something comes.</summary>
    async Task Copy(S3Address address, FileStream file, CancellationToken cancellation)
    {
        var request = new GetObjectRequest { BucketName = address.Bucket, Key = address.Key };
        var length = 0L;
        for (var failures = 0; ; failures++)
        {
            var start = file.Position;
            Exception? broken;
            try
            {
                using var response = await AwsClients.Guard($"{address}", () => client.GetObjectAsync(request, cancellation));
                // Not every server that speaks as S3 does heeds If-Match.
                if (request.EtagToMatch is { } version && version != response.ETag)
                    throw new ClaimBookException($"{address}: {Changed}");
                (request.EtagToMatch, length) = (response.ETag, start + response.ContentLength);
                broken = await Copy(response.ResponseStream, file, cancellation);
            }
            catch (ClaimBookException e) when (AwsClients.IsOfNetwork(e.InnerException) && request.EtagToMatch is not null)
            {
                broken = e.InnerException;
            }
            if (file.Position == length)
                return;
            if (file.Position > start)
                failures = 0;
            if (failures == MostFailures)
                throw new ClaimBookException($"{address}: the connection broke after {file.Position:N0} of {length:N0} bytes, again and again: {broken?.Message}", broken);
            request.ByteRange = new ByteRange(file.Position, length - 1);
            await Task.Delay(s_pause * (1 << failures), time, cancellation);
        }
    }

    /// <summary>Copies what comes.</summary>
    /// <returns>What broke the connection; null at the end.</returns>
    static async Task<Exception?> Copy(Stream from, Stream to, CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        while (true)
        {
            int read;
            try
            {
                patience.CancelAfter(s_patience);
                read = await from.ReadAsync(buffer, patience.Token);
            }
            catch (Exception e) when (AwsClients.IsOfNetwork(e) || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                return e;
            }
            if (read == 0)
                return null;
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }
}
