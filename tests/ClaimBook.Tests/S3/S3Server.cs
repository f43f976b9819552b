using System.Diagnostics;
using Amazon.S3;

namespace ClaimBook.Tests.S3;

/// <summary>An S3 server of the tests' own: the npm package s3rver, a process that ends with them. Started when first asked for.</summary>
public sealed class S3Server : IDisposable
{
    public const string Bucket = "landing", AccessKey = "S3RVER";

    readonly TestDirectory _directory = new();
    readonly HttpClient _http = new();
    readonly Lazy<Process> _process;
    string _address = "";

    public S3Server() => _process = new(Start);

    static string Folder { get; } = Path.Combine(Repository.Root, "tests", "ClaimBook.Tests", "S3");

    /// <summary>Its address. Skips the test where Node.js is missing.</summary>
    public Uri Address => _process.Value.HasExited ? throw new InvalidOperationException("s3rver has ended") : new Uri(_address);

    /// <summary>The variables by which the program finds it, or what stands before it.</summary>
    public static string[] Variables(Uri endpoint) =>
        ["AWS_EC2_METADATA_DISABLED=true", $"AWS_ENDPOINT_URL_S3={endpoint}", $"AWS_ACCESS_KEY_ID={AccessKey}", "AWS_SECRET_ACCESS_KEY=S3RVER", "AWS_REGION=eu-north-1"];

    /// <summary>A client of it, or of what stands before it.</summary>
    internal static AmazonS3Client Client(Uri endpoint, string accessKey = AccessKey) =>
        new(accessKey, "S3RVER", new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-north-1", MaxErrorRetry = 0 });

    /// <summary>Stores an object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="at">When it was stored; now if left out.</param>
    public async Task Put(string key, byte[] content, DateTime? at = null)
    {
        using var body = new ByteArrayContent(content);
        using var response = await _http.PutAsync(new Uri(Address, $"{Bucket}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}"), body);
        response.EnsureSuccessStatusCode();
        if (at is { } time)
            File.SetLastWriteTimeUtc(Path.Combine(_directory.Root, Bucket, $"{key}._S3rver_object"), time);
    }

    public void Dispose()
    {
        _http.Dispose();
        if (_process.IsValueCreated)
        {
            _process.Value.StandardInput.Close();
            _process.Value.WaitForExit();
            _process.Value.Dispose();
        }
        _directory.Dispose();
    }

    Process Start()
    {
        NodePackages.Install(Folder);
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "server.mjs"), _directory.Root, Bucket])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginErrorReadLine();
        _address = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("s3rver did not start");
        return process;
    }
}
