using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.SQS;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.S3;

/// <summary>A queue as Amazon SQS serves it, in its JSON protocol: who receives a message has it to himself until he deletes it or <see cref="Expire"/>.</summary>
sealed class TestQueue : IAsyncDisposable
{
    readonly Lock _lock = new();
    readonly List<Message> _messages = [];
    readonly List<int> _extensions = [];
    readonly SemaphoreSlim _visible = new(0);
    readonly WebApplication _server;

    TestQueue()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(Answer);
    }

    /// <summary>Where AWS is.</summary>
    public string Endpoint => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>The queue.</summary>
    public string Url => $"{Endpoint}/000000000000/claimbook";

    /// <summary>The messages that are there, with how often each was received.</summary>
    public IReadOnlyList<(string Body, int Received)> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages.Select(m => (m.Body, m.Received))];
        }
    }

    /// <summary>For how many seconds messages were asked for again, each time.</summary>
    public IReadOnlyList<int> Extensions
    {
        get
        {
            lock (_lock)
                return [.. _extensions];
        }
    }

    public static async Task<TestQueue> Start()
    {
        var queue = new TestQueue();
        await queue._server.StartAsync();
        return queue;
    }

    public AmazonSQSClient Client() => new("a", "b", new AmazonSQSConfig { ServiceURL = Endpoint, AuthenticationRegion = "eu-north-1", MaxErrorRetry = 0 });

    public void Send(string body)
    {
        lock (_lock)
            _messages.Add(new Message(body));
        _visible.Release();
    }

    /// <summary>Lets the time pass after which messages that were received and not deleted are there again.</summary>
    public void Expire()
    {
        lock (_lock)
        {
            foreach (var message in _messages.Where(m => m.Handle is not null))
            {
                message.Handle = null;
                _visible.Release();
            }
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    async Task Answer(HttpContext context)
    {
        var request = (await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted))!;
        Assert.Equal(Url, request.GetProperty("QueueUrl").GetString());
        var answer = context.Request.Headers["X-Amz-Target"].ToString() switch
        {
            "AmazonSQS.ReceiveMessage" => await Receive(request, context.RequestAborted),
            "AmazonSQS.DeleteMessage" => Of(request, m => _messages.Remove(m)),
            "AmazonSQS.ChangeMessageVisibility" => Of(request, _ => _extensions.Add(request.GetProperty("VisibilityTimeout").GetInt32())),
            var other => throw new InvalidOperationException(other),
        };
        context.Response.ContentType = "application/x-amz-json-1.0";
        await JsonSerializer.SerializeAsync(context.Response.Body, answer, cancellationToken: context.RequestAborted);
    }

    async Task<object> Receive(JsonElement request, CancellationToken cancellation)
    {
        if (!await _visible.WaitAsync(TimeSpan.FromSeconds(request.GetProperty("WaitTimeSeconds").GetInt32()), cancellation))
            return new { };
        lock (_lock)
        {
            var message = _messages.First(m => m.Handle is null);
            message.Handle = $"{Guid.NewGuid():N}";
            message.Received++;
            return new { Messages = new[] { new { MessageId = message.Id, ReceiptHandle = message.Handle, message.Body, MD5OfBody = Md5(message.Body) } } };
        }
    }

    object Of(JsonElement request, Action<Message> action)
    {
        lock (_lock)
            action(_messages.Single(m => m.Handle == request.GetProperty("ReceiptHandle").GetString()));
        return new { };
    }

#pragma warning disable CA5351 // SQS says what it sends by this.
    static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    sealed class Message(string body)
    {
        public string Id { get; } = $"{Guid.NewGuid()}";

        public string Body => body;

        public int Received { get; set; }

        /// <summary>By what whoever has it names it; null while it is visible.</summary>
        public string? Handle { get; set; }
    }
}
