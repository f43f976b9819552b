using System.Text;
using System.Text.Json;
using ClaimBook.Aws;
using ClaimBook.Engine;
using ClaimBook.Serving;
using ClaimBook.Tests.Loads;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimBook.Tests.S3;

/// <summary>A bucket whose new files are loaded.</summary>
public sealed class LoadMessagesTests(S3Server s3) : IClassFixture<S3Server>, IDisposable
{
    /// <summary>What S3 sends when it is told of the queue.</summary>
    const string Test = """{"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2026-11-23T09:00:00.000Z", "Bucket": "landing", "RequestId": "5582815E1AEA5ADF", "HostId": "8cLe"}""";

    readonly TestDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_server_loads_what_a_queue_tells_of_and_deletes_the_message()
    {
        await using var queue = await TestQueue.Start();
        await s3.Put("incoming/ö + 1%.csv", Book(1));
        await s3.Put("incoming/2.csv", Book(2));
        queue.Send(Test);
        queue.Send(Message(("ObjectCreated:Put", "incoming/%C3%B6+%2B+1%25.csv"), ("ObjectRemoved:Delete", "incoming/2.csv"), ("ObjectCreated:Put", "incoming/readme.txt")));
        queue.Send(Message(("ObjectCreated:CompleteMultipartUpload", "incoming/2.csv")));
        var token = ServingProcess.NewToken(_data.Root);
        using var server = ServingProcess.StartWith(
            [.. S3Server.Variables(s3.Address), $"AWS_ENDPOINT_URL_SQS={queue.Endpoint}", $"CLAIMBOOK_LOADS__QUEUE={queue.Url}"], "serve", "--data", _data.Root, "--urls", "http://127.0.0.1:0");
        using var client = await server.Serves(token);

        await LoadClient.Until(() => queue.Messages.Count == 0);

        var loads = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(LoadClient.Loads)).GetProperty("rows").EnumerateArray();
        Assert.Equal(["s3://landing/incoming/2.csv", "s3://landing/incoming/ö + 1%.csv"], loads.Select(l => l.GetProperty("file").GetString()));
        server.Terminate();
        Assert.Equal(0, (await server.Ends()).ExitCode);
    }

    [Fact]
    public async Task A_message_whose_file_cannot_be_right_or_is_gone_is_deleted_and_one_that_nobody_understands_is_left()
    {
        await using var server = await TestServer.Start();
        await using var queue = await TestQueue.Start();
        await s3.Put("bad.csv", Encoding.UTF8.GetBytes("bad"));
        await s3.Put("good.csv", Book(1));
        string[] strange = ["strange", "{}", """{"Records": [{"eventName": "ObjectCreated:Put"}]}"""];
        Array.ForEach([.. strange, Message(("ObjectCreated:Put", "bad.csv")), Message(("ObjectCreated:Put", "gone.csv")), Message(("ObjectCreated:Put", "good.csv"))], queue.Send);

        await using var messages = await Listen(server, queue, s3.Address);
        await LoadClient.Until(() => queue.Messages.Count == 3);

        Assert.Equal([("bad.csv", "failed"), ("good.csv", "done")], (await server.List()).Select(l => (l.GetProperty("file").GetString()!.Split('/')[^1], l.GetProperty("status").GetString()!)));
        Assert.Equal(strange.Select(body => (body, 1)), queue.Messages);
        queue.Expire();
        await LoadClient.Until(() => queue.Messages.All(m => m.Received == 2));
    }

    [Fact]
    public async Task When_the_database_or_S3_fails_the_message_stays_and_is_tried_again()
    {
        using var postgres = new PostgresServer();
        await using var server = await TestServer.StartOn(postgres.NewDatabase());
        await using var queue = await TestQueue.Start();
        await s3.Put("patient.csv", Book(1));
        var refuses = true;
        using var proxy = new BreakingProxy(s3.Address) { Answer = _ => refuses ? "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" : null };
        await using var messages = await Listen(server, queue, proxy.Address);
        queue.Send(Message(("ObjectCreated:Put", "patient.csv")));
        await Attempts(1);
        refuses = false;
        postgres.Kill();

        queue.Expire();
        await Attempts(2);

        postgres.Restart();
        queue.Expire();
        await LoadClient.Until(() => queue.Messages.Count == 0);
        Assert.Equal(["failed", "done"], (await server.List()).Select(l => l.GetProperty("status").GetString()));
        Assert.Equal(10m, await server.WrittenPremium());

        // The next message is asked for when this one was put back.
        async Task Attempts(int count)
        {
            queue.Send(Test);
            await LoadClient.Until(() => queue.Messages.Count == 1);
            Assert.Equal(count, queue.Messages[0].Received);
        }
    }

    [Fact]
    public async Task While_a_load_takes_long_nobody_else_gets_its_message_and_a_server_that_stops_leaves_it()
    {
        await using var queue = await TestQueue.Start();
        await s3.Put("long.csv", Book(1));
        var server = await TestServer.Start();
        await using var messages = await Listen(server, queue, s3.Address, new FastTime());
        var message = Message(("ObjectCreated:Put", "long.csv"));
        Task stopping;
        using (server.Database.BeginLoad())
        {
            queue.Send(message);
            await LoadClient.Until(() => queue.Extensions.Count > 2);
            Assert.All(queue.Extensions, seconds => Assert.Equal(120, seconds));
            var load = Assert.Single(server.Services.GetRequiredService<LoadQueue>().Jobs);
            stopping = server.DisposeAsync().AsTask();
            Assert.Equal(LoadStatus.Cancelled, (await load.End()).Status);
        }
        await stopping;

        queue.Send(Test);
        await LoadClient.Until(() => queue.Messages.Count == 1);
        Assert.Equal((message, 1), queue.Messages[0]);
    }

    [Fact]
    public void A_wrong_queue_stops_the_start_with_what_is_allowed() => Assert.All(
        ["claimbook", "http://sqs.eu-north-1.amazonaws.com/123456789012/claimbook", "https://sqs.eu-north-1.amazonaws.com/claimbook", "https://sqs.eu-north-1.amazonaws.com/1/a?b=c"],
        text => Assert.Equal(
            $"The setting Loads:Queue is '{text}'; allowed: the queue's URL, such as https://sqs.eu-north-1.amazonaws.com/123456789012/claimbook; http only for this machine.",
            Assert.Throws<ClaimBookException>(() => new ServerSettings().With("Loads:Queue", text)).Message));

    static async Task<Listening> Listen(TestServer server, TestQueue queue, Uri endpoint, TimeProvider? time = null)
    {
        var (sqs, client) = (queue.Client(), S3Server.Client(endpoint));
        var messages = ActivatorUtilities.CreateInstance<LoadMessages>(
            server.Services, new ServerSettings { LoadMessages = queue.Url }, sqs, new S3Files(client, TimeProvider.System), time ?? TimeProvider.System);
        await messages.StartAsync(CancellationToken.None);
        return new Listening(messages, sqs, client);
    }

    static byte[] Book(int agency) => Encoding.UTF8.GetBytes(PerformanceCsv.File(PerformanceCsv.Line($"AGENCY_ID={agency}", "WRTN_PREM_AMT=10")));

    /// <summary>What S3 sends of new, changed and deleted objects (version 2.1), keys as it writes them.</summary>
    static string Message(params (string Event, string Key)[] records) => JsonSerializer.Serialize(new
    {
        Records = records.Select(r => new
        {
            eventVersion = "2.1",
            eventSource = "aws:s3",
            awsRegion = "eu-north-1",
            eventTime = "2026-11-23T09:00:00.000Z",
            eventName = r.Event,
            s3 = new
            {
                s3SchemaVersion = "1.0",
                bucket = new { name = S3Server.Bucket, arn = $"arn:aws:s3:::{S3Server.Bucket}" },
                @object = new { key = r.Key, size = 1024, eTag = "d41d8cd98f00b204e9800998ecf8427e", versionId = "096fKKXTRTtl3on89fVO.nfljtsv6qko", sequencer = "0055AED6DCD90281E5" },
            },
        }),
    });

    sealed class Listening(LoadMessages messages, IDisposable sqs, IDisposable client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await messages.StopAsync(CancellationToken.None);
            messages.Dispose();
            sqs.Dispose();
            client.Dispose();
        }
    }
}
