using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClaimBook.Engine.Store;
using ClaimBook.Tests.Accounts;
using ClaimBook.Tests.Book;
using ClaimBook.Tests.Loads;

namespace ClaimBook.Tests.Nodes;

/// <summary>Three processes on one PostgreSQL, killed in turn while they are asked.</summary>
public sealed class ThreeNodesTests(PostgresServer postgres) : IDisposable
{
    const int AskersOfEach = 3;

    readonly TestDirectory _directory = new();
    readonly Node[] _nodes = [new(0), new(1), new(2)];
    readonly ConcurrentQueue<string> _wrong = new(), _claims = new();
    readonly CancellationTokenSource _end = new();

    public void Dispose()
    {
        foreach (var node in _nodes)
            node.Process?.Dispose();
        _end.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Killed_in_turn_under_load_they_leave_the_others_without_a_failed_request_or_a_wrong_answer()
    {
        var url = postgres.NewDatabase();
        var (before, after) = (Sample("before.csv", rows: 20_000, seed: 1), Sample("after.csv", rows: 30_000, seed: 2));
        ClaimBookProcess.Output("load", _directory["before.csv"], "--database", url, "--data", _directory["commands"]);
        var token = ServingProcess.NewToken("--database", url);
        foreach (var node in _nodes)
            await Start(node);
        var asking = _nodes.SelectMany(n => Enumerable.Range(0, AskersOfEach).Select(_ => Ask(n, before, after)).Append(EnterClaims(n))).ToList();

        // The first is killed in the middle of a load, which cannot go on to the summaries: nothing of it is to be seen.
        string load;
        using (var connection = Database.FromUrl(url).Connect())
        {
            connection.Execute("BEGIN; LOCK TABLE summary_agency_year IN EXCLUSIVE MODE");
            load = await Upload(_nodes[0], "after.csv");
            await LoadClient.Until(async () => (await Load(_nodes[1], load)).GetProperty("progress").ValueKind == JsonValueKind.Object);
            _nodes[0].Kill();
            connection.Execute("ROLLBACK");
        }
        await AllAnswer(before, _nodes[1], _nodes[2]);
        await Start(_nodes[0]);

        // The second is killed while the third loads; that load ends, and within five seconds every node shows it.
        load = await Upload(_nodes[2], "after.csv");
        _nodes[1].Kill();
        await Done(_nodes[0], load);
        await AllAnswer(after, _nodes[0], _nodes[2]);
        await Start(_nodes[1]);

        // The third is killed while a newer release is rolled out, whose schema has one script more. What is started anew does not know it yet.
        _nodes[2].Kill();
        ApplyScriptOfNextRelease(url);
        await AllAnswer(after, _nodes[0], _nodes[1]);
        await Start(_nodes[2]);
        await Done(_nodes[1], await Upload(_nodes[2], "before.csv"));
        await AllAnswer(before, _nodes);

        await _end.CancelAsync();
        await Task.WhenAll(asking);
        Assert.Empty(_wrong);
        using (var connection = Database.FromUrl(url).Connect())
            Assert.Superset(_claims.ToHashSet(), connection.Query("SELECT reference FROM claim", r => r.GetString(0)).ToHashSet());
        ClaimBookProcess.Output("check", "--database", url);
        TestContext.Current.TestOutputHelper?.WriteLine($"{_nodes.Sum(n => n.Answers):N0} answers, {_claims.Count:N0} claims");

        async Task Start(Node node)
        {
            node.Process = ServingProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--database", url, "--data", _directory[$"node{node.Number}"]);
            node.Client = await node.Process.Serves(token);
        }
    }

    decimal Sample(string name, int rows, int seed)
    {
        ClaimBookProcess.Output("sample", "--rows", $"{rows}", "--seed", $"{seed}", "--out", _directory[name]);
        return RawFile.Read(_directory[name]).Sum(r => r.Amount("WRTN_PREM_AMT"));
    }

    /// <summary>Asks a node again and again. Every answer must be of one of the two files, and in itself right: its total is the sum of its rows.</summary>
    Task Ask(Node node, decimal before, decimal after) => Again(node, async client =>
    {
        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/performance/summary?by=product,state,year&measures=written_premium");
        var total = answer.GetProperty("total").GetProperty("written_premium").GetDecimal();
        var sum = answer.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty("written_premium").GetDecimal());
        if (sum != total || (total != before && total != after))
            _wrong.Enqueue($"node {node.Number}: the rows are {sum}, the total {total}; it should be {before} or {after}");
        node.Answered(client, total);
    });

    /// <summary>Enters claims at a node. What it says it has taken must be there in the end.</summary>
    Task EnterClaims(Node node) => Again(node, async client =>
    {
        var reference = $"SURE-{Guid.NewGuid():N}";
        await client.Make(BookClient.Claims, BookClient.Claim(reference, policy: null));
        _claims.Enqueue(reference);
        await Task.Delay(20);
    });

    /// <summary>Does something again and again at a node; only while it is killed it may fail.</summary>
    async Task Again(Node node, Func<HttpClient, Task> act)
    {
        while (!_end.IsCancellationRequested)
        {
            if (node.Client is not { } client)
            {
                await Task.Delay(20);
                continue;
            }
            try
            {
                await act(client);
            }
            catch (Exception) when (node.Client != client)
            {
                // It was killed meanwhile.
            }
            catch (Exception e)
            {
                _wrong.Enqueue($"node {node.Number}: {e.Message}");
                await Task.Delay(100);
            }
        }
    }

    async Task<string> Upload(Node node, string file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(_directory[file])), "file", file } };
        using var response = await node.Client!.PostAsync(LoadClient.Loads + "?replace=true&force=true", form);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.Headers.Location!.ToString();
    }

    static Task<JsonElement> Load(Node node, string load) => node.Client!.GetFromJsonAsync<JsonElement>(load);

    static Task Done(Node node, string load) => LoadClient.Until(async () => (await Load(node, load)).GetProperty("status").GetString() == "done");

    /// <summary>Waits, for up to five seconds, until nodes give an answer; and then for two more of each.</summary>
    static async Task AllAnswer(decimal written, params Node[] nodes)
    {
        await Eventually.Holds(() => Task.FromResult(nodes.All(n => n.Written == written)));
        var answers = nodes.Select(n => n.Answers + 2).ToList();
        await Eventually.Holds(() => Task.FromResult(nodes.Zip(answers).All(n => n.First.Answers >= n.Second)));
        Assert.All(nodes, n => Assert.Equal(written, n.Written));
    }

    /// <summary>What a release after this one might do to the tables that this one writes.</summary>
    static void ApplyScriptOfNextRelease(string url)
    {
        using var connection = Database.FromUrl(url).Connect();
        connection.Execute(
            """
            BEGIN;
            ALTER TABLE fact_performance ADD COLUMN ceded_cents bigint;
            ALTER TABLE load ADD COLUMN origin text NOT NULL DEFAULT '';
            ALTER TABLE claim ADD COLUMN handler text;
            ALTER TABLE account ADD COLUMN display_name text;
            CREATE TABLE treaty (treaty_id integer PRIMARY KEY);
            INSERT INTO schema_script (number, name, sha256) SELECT max(number) + 1, 'next.sql', '' FROM schema_script;
            COMMIT
            """);
    }

    sealed class Node(int number)
    {
        volatile HttpClient? _client;
        volatile int _answers;

        public int Number => number;

        public ServingProcess? Process { get; set; }

        /// <summary>Speaks to it; null while it is killed.</summary>
        public HttpClient? Client { get => _client; set => _client = value; }

        public int Answers => _answers;

        /// <summary>Written premium by its last answer.</summary>
        public decimal Written { get; private set; }

        public void Answered(HttpClient client, decimal written)
        {
            if (client != _client)
                return;
            Written = written;
            Interlocked.Increment(ref _answers);
        }

        public void Kill()
        {
            Client = null;
            Process!.Dispose();
        }
    }
}
