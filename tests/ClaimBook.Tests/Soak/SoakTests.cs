using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Tests.Book;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Soak;

/// <summary>A server on PostgreSQL that 32 connections ask, export from and enter claims at, while one file after the other is loaded. Scaled down to seconds and a small
/// file; <c>CLAIMBOOK_SOAK=10</c> makes it ten minutes with the full file, and holds it to the figures in <c>bench/results</c>.</summary>
public sealed class SoakTests(PostgresServer postgres) : IDisposable
{
    const int Connections = 32, ConnectionsOfUser = 4;

    static readonly double? s_minutes = Environment.GetEnvironmentVariable("CLAIMBOOK_SOAK") is { } minutes ? double.Parse(minutes) : null;
    static readonly TimeSpan s_duration = s_minutes is { } m ? TimeSpan.FromMinutes(m) : TimeSpan.FromSeconds(16);

    /// <summary>How long a user looks at an answer, at most.</summary>
    static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(200);

    static readonly string[] s_questions =
    [
        "summary?by=state,year&measures=written_premium,loss_ratio", "summary?by=product_line,year&measures=earned_premium,incurred_losses,loss_ratio,retention_ratio",
        "summary?by=agency&measures=written_premium,premium_growth&sort=-written_premium&limit=20", "summary?by=agency,product&measures=written_premium&limit=100",
        "summary?by=product,state&measures=written_premium,policies_in_force&year=2010", "details?limit=100",
        "details?limit=100&sort=-written_premium&state=OH",
    ];

    readonly TestDirectory _directory = new();
    readonly ConcurrentQueue<string> _failures = new();
    readonly ConcurrentQueue<(double Milliseconds, bool WhileLoading, string Kind)> _answers = new();
    readonly CancellationTokenSource _end = new();
    volatile bool _isLoading;

    public void Dispose()
    {
        _end.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Asked_exported_from_and_written_to_by_many_it_fails_nobody_answers_soon_while_it_loads_and_does_not_grow()
    {
        var url = postgres.NewDatabase();
        var rows = s_minutes is null ? "20000" : "213328";
        var files = new[] { _directory["one.csv"], _directory["other.csv"] };
        ClaimBookProcess.Output("sample", "--rows", rows, "--seed", "1", "--out", files[0]);
        ClaimBookProcess.Output("sample", "--rows", rows, "--seed", "2", "--out", files[1]);
        ClaimBookProcess.Output("load", files[0], "--database", url, "--data", _directory["commands"]);
        var tokens = Enumerable.Range(0, Connections / ConnectionsOfUser).Select(n => ServingProcess.NewToken("--database", url, $"user{n}@example.test")).ToList();
        using var server = ServingProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--database", url, "--data", _directory["node"]);
        using var first = await server.Serves(tokens[0]);

        var loads = Load(first, files);
        var memory = Watch(server.Id);
        var users = Enumerable.Range(0, Connections).Select(n => Use(first.BaseAddress!, tokens[n / ConnectionsOfUser], new Random(n))).ToList();
        await Task.Delay(s_duration);
        await _end.CancelAsync();
        await Task.WhenAll(users);

        Assert.Empty(_failures);
        var loaded = await loads;
        var slowest = Percentile(0.99, whileLoading: true);
        var (early, late) = await memory;
        var said = $"{_answers.Count:N0} answers, {loaded} loads; 99 % within {Percentile(0.99, whileLoading: false):F0} ms, while a load ran within {slowest:F0} ms; "
            + $"memory after the first tenth {early / 1024} MiB, in the last {late / 1024} MiB; "
            + string.Join(", ", _answers.GroupBy(a => a.Kind).Select(g => $"{g.Key} {g.Count()}, median {g.Select(a => a.Milliseconds).Order().ElementAt(g.Count() / 2):F1} ms"));
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(loaded >= 2, said);
        if (s_minutes is null)
        {
            // A busy machine is slow; that nobody waits for a load to end shows all the same.
            Assert.True(slowest < 2_000, said);
            return;
        }
        Assert.True(slowest < 250, said);
        Assert.True(late < early * 1.1, said);
    }

    /// <summary>One connection: asks, exports and enters claims, one after the other, each with a look at the answer.</summary>
    async Task Use(Uri address, string token, Random random)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        using var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        while (!_end.IsCancellationRequested)
        {
            var (kind, act) = random.Next(100) switch
            {
                < 2 => ("claim", () => client.Send(HttpMethod.Post, BookClient.Claims, BookClient.Claim($"SOAK-{Guid.NewGuid():N}", policy: null))),
                < 5 => ("export", () => client.GetAsync($"/api/v1/performance/details?format={(random.Next(2) == 0 ? "csv" : "xlsx")}&state=OH&year={random.Next(2006, 2015)}")),
                < 10 => ("claims", () => client.GetAsync("/api/v1/claims?limit=50")),
                < 15 => ("book", () => client.GetAsync("/api/v1/claims/summary?by=state,cause&measures=claims_reported,incurred")),
                _ => ("question", (Func<Task<HttpResponseMessage>>)(() => client.GetAsync($"/api/v1/performance/{s_questions[random.Next(s_questions.Length)]}"))),
            };
            var clock = Stopwatch.StartNew();
            var isLoading = _isLoading;
            try
            {
                using var response = await act();
                var bytes = await response.Content.ReadAsByteArrayAsync();
                _answers.Enqueue((clock.Elapsed.TotalMilliseconds, isLoading && _isLoading, kind));
                if (!response.IsSuccessStatusCode || bytes.Length == 0)
                    _failures.Enqueue($"{kind}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}");
            }
            catch (HttpRequestException e)
            {
                _failures.Enqueue($"{kind}: {e.Message}");
            }
            await Task.Delay(s_longestPause * random.NextDouble());
        }
    }

    /// <summary>Loads the two files in turn, each in the place of the other.</summary>
    async Task<int> Load(HttpClient client, string[] files)
    {
        var loads = 0;
        while (!_end.IsCancellationRequested)
        {
            await using var file = File.OpenRead(files[(loads + 1) % 2]);
            using var form = new MultipartFormDataContent { { new StreamContent(file), "file", Path.GetFileName(file.Name) } };
            using var response = await client.PostAsync(LoadClient.Loads + "?replace=true&force=true", form);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            _isLoading = true;
            await LoadClient.Until(async () =>
            {
                var load = await client.GetFromJsonAsync<JsonElement>(response.Headers.Location);
                Assert.Contains(load.GetProperty("status").GetString(), (string[])["waiting", "running", "done"]);
                return load.GetProperty("status").GetString() == "done";
            });
            _isLoading = false;
            loads++;
            await Task.Delay(s_duration / 16);
        }
        return loads;
    }

    /// <summary>The resident memory of a process in KiB: the median of the second tenth of the time, and of the last.</summary>
    async Task<(long Early, long Late)> Watch(int process)
    {
        var samples = new List<(TimeSpan At, long Kib)>();
        var clock = Stopwatch.StartNew();
        while (!_end.IsCancellationRequested)
        {
            samples.Add((clock.Elapsed, File.ReadLines($"/proc/{process}/status").Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Select(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])).Single()));
            await Task.Delay(s_duration / 200);
        }
        long Median(double from, double to) => samples.Where(s => s.At >= s_duration * from && s.At <= s_duration * to).Select(s => s.Kib).Order().ToList() is { Count: > 0 } of ? of[of.Count / 2] : 0;
        return (Median(0.1, 0.2), Median(0.9, 1));
    }

    double Percentile(double share, bool whileLoading)
    {
        var times = _answers.Where(a => a.WhileLoading == whileLoading).Select(a => a.Milliseconds).Order().ToList();
        return times.Count == 0 ? 0 : times[(int)(share * (times.Count - 1))];
    }
}
