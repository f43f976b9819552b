using ClaimBook.Engine;
using ClaimBook.Serving;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ClaimBook.Api;

/// <summary>An uploaded file.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What the client calls it, without folders.</param>
sealed record UploadedFile(string Path, string Name);

/// <summary>How large an upload may be.</summary>
/// <param name="Bytes">The most bytes.</param>
/// <param name="Explanation">What says so, and what helps.</param>
sealed record UploadLimit(long Bytes, string Explanation);

/// <summary>Streams the file of a multipart request to the disk: memory does not grow with it; of what is refused nothing stays.</summary>
static class LoadUpload
{
    const string Expected = "Send one file as multipart/form-data, as curl -F file=@FILE does.";
    const int LongestBoundary = 70, LongestName = 255, BufferSize = 1 << 17;

    /// <summary>Takes the file of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="uploads">Where it is to lie.</param>
    /// <param name="limit">How large it may be.</param>
    /// <returns>The file, or what is wrong with the request.</returns>
    public static async Task<(UploadedFile? File, ProblemHttpResult? Problem)> Take(
        HttpContext context, Uploads uploads, UploadLimit limit)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limit.Bytes;
        UploadedFile? uploaded = null;
        string? path = null;
        try
        {
            var reader = Reader(context.Request);
            await using var file = uploads.Create();
            path = file.Name;
            uploaded = new UploadedFile(path, await Copy(reader, file, context.RequestAborted));
            return (uploaded, null);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, Problems.Of(
                e.StatusCode,
                $"The upload is larger than the {limit.Bytes:N0} bytes that {limit.Explanation}"));
        }
        catch (ClaimBookException e)
        {
            return (null, Problems.Of(StatusCodes.Status400BadRequest, $"{e.Message} {Expected}"));
        }
        catch (Exception e) when (e is (IOException and not BadHttpRequestException) or UnauthorizedAccessException)
        {
            return (null, Problems.Of(StatusCodes.Status507InsufficientStorage, $"The server cannot store the upload: {e.Message}"));
        }
        finally
        {
            if (uploaded is null && path is not null)
                Uploads.Delete(path);
        }
    }

    static MultipartReader Reader(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data")
            throw new ClaimBookException($"The content type is {request.ContentType ?? "missing"}, not multipart/form-data.");
        if (HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= LongestBoundary } boundary)
            throw new ClaimBookException($"The content type names no boundary of 1 to {LongestBoundary} characters.");
        return request.ContentLength != 0
            ? new MultipartReader(boundary.ToString(), request.Body)
            : throw new ClaimBookException("The request is empty.");
    }

    /// <summary>Copies the file.</summary>
    /// <returns>What the client calls it.</returns>
    static async Task<string> Copy(MultipartReader reader, FileStream file, CancellationToken cancellation)
    {
        var section = await Reading(reader.ReadNextSectionAsync(cancellation));
        var disposition = section?.GetContentDispositionHeader();
        if (section is null || disposition?.IsFileDisposition() != true)
        {
            throw new ClaimBookException(disposition is null
                ? "The request has no file."
                : $"Its part '{disposition.Name}' is not a file; options are parameters of the address, like ?replace=true.");
        }
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await Reading(section.Body.ReadAsync(buffer, cancellation).AsTask())) > 0)
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        if (file.Position == 0)
            throw new ClaimBookException("The file is empty.");
        return await Reading(reader.ReadNextSectionAsync(cancellation)) is null
            ? NameOf(disposition)
            : throw new ClaimBookException("The request has more than one part.");
    }

    /// <summary>A failure to read is the client's, unlike one to write.</summary>
    static async Task<T> Reading<T>(Task<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception e) when (e is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest }
            or (IOException and not BadHttpRequestException) or InvalidDataException)
        {
            throw new ClaimBookException("The upload is cut off or is no multipart/form-data: its last boundary is missing.", e);
        }
    }

    static string NameOf(ContentDispositionHeaderValue disposition)
    {
        var given = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName);
        var name = string.Concat(given.ToString().Split('/', '\\')[^1].Where(c => !char.IsControl(c)).Take(LongestName));
        return name.Length > 0 ? name : "upload";
    }
}
