using System.Text.Json;

namespace ClaimBook.Tests;

/// <summary>A database that fails while the server runs.</summary>
public sealed class FailingDatabaseTests : IDisposable
{
    readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task While_a_database_server_is_away_rows_are_refused_figures_are_answered_and_afterwards_all_is_well()
    {
        // Its own, because it is killed.
        using var postgres = new PostgresServer();
        await using var server = await TestServer.StartOn(postgres.NewDatabase(), File());
        await server.Json("/api/v1/performance/details");

        postgres.Kill();

        await AssertRefused(server, "127.0.0.1", "postgres", "test1");
        Assert.Equal(100m, (await server.Json("/api/v1/performance/summary")).Total().Figure("written_premium"));
        Assert.Equal("ready", (await server.Json("/health/ready")).Text("status"));

        postgres.Restart();

        Assert.Equal(1, (await server.Json("/api/v1/performance/details")).Number("rowCount"));
    }

    [Fact]
    public async Task A_damaged_file_is_not_described_to_clients()
    {
        await using var server = await TestServer.Start(File());
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(server.Database.Location)!, "claimbook.db*"))
            await System.IO.File.WriteAllTextAsync(file, new string('x', 10_000), TestContext.Current.CancellationToken);

        await AssertRefused(server, server.Database.Location, "SQLite", "claimbook.db");
        Assert.Equal(100m, (await server.Json("/api/v1/performance/summary")).Total().Figure("written_premium"));
    }

    string File() => _files.Write("file.csv", PerformanceCsv.File(PerformanceCsv.Line("WRTN_PREM_AMT=100")));

    static async Task AssertRefused(TestServer server, params string[] secrets)
    {
        // Asked twice: a connection that broke is replaced by one that cannot be made.
        for (var time = 0; time < 2; time++)
        {
            var problem = await server.Problem("/api/v1/performance/details", 503);
            ProblemShapeTests.AssertShape(problem, hasErrors: false);
            Assert.Equal("The database does not answer. Try again in a moment.", problem.Text("detail"));
            Assert.All(secrets, s => Assert.DoesNotContain(s, JsonSerializer.Serialize(problem), StringComparison.OrdinalIgnoreCase));
        }
    }
}
