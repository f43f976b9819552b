using System.Diagnostics;
using ClaimBook.Engine.Store;
using ClaimBook.Serving;

namespace ClaimBook.Tests;

/// <summary><c>/health</c>: for whoever watches over the process.</summary>
public sealed class HealthTests(ExtractServer extract)
{
    [Fact]
    public async Task A_server_with_its_data_is_live_and_ready()
    {
        var server = await extract.Get();
        Assert.Equal("""{"status":"live"}""", await server.Client.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
        Assert.Equal("""{"status":"ready"}""", await server.Client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_server_without_its_database_is_live_at_once_and_ready_soon_after_the_database_is_there()
    {
        // Its own, because it is killed.
        using var postgres = new PostgresServer();
        var database = Database.FromUrl(postgres.NewDatabase());
        postgres.Kill();
        using var directory = new TestDirectory();
        await using var server = ClaimBookServer.Build(database, directory.Root, new ServerSettings { Urls = "http://127.0.0.1:0" });
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        Assert.Equal("""{"status":"live"}""", await client.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
        await TestServer.Problem(await client.GetAsync("/health/ready", TestContext.Current.CancellationToken), 503);

        postgres.Restart();
        var clock = Stopwatch.StartNew();
        while (!(await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), "not ready");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await server.StopAsync(TestContext.Current.CancellationToken);
    }
}
