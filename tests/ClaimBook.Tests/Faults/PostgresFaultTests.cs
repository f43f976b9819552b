using ClaimBook.Engine.Store;
using ClaimBook.Tests.Loads;
using Npgsql;

namespace ClaimBook.Tests.Faults;

/// <summary>What goes wrong with a PostgreSQL server, seen by a server of ClaimBook and by its commands.</summary>
public sealed class PostgresFaultTests(PreparedPostgres postgres, DisturbedFiles files) : IClassFixture<PreparedPostgres>, IDisposable
{
    const string NoAnswer = "The database does not answer. Try again in a moment.";
    const string NotWritten = "The database can be read now, but not written; nothing was changed. Its operator finds the reason in the server's log.";

    readonly TestDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task While_PostgreSQL_restarts_figures_go_on_and_the_rest_is_refused(string mode)
    {
        var (administrator, node) = await Start(postgres);
        using var _ = node;
        await using var hold = administrator.HoldLoads();
        var load = await node.Upload(files.Disturbed);
        await PostgresAdministrator.HoldsOne(hold);

        postgres.Server.Stop(mode);

        Assert.Contains(await node.End(load), new[] { "the server was shut down.", "the connection to the server was lost." }.Select(r => $"disturbed.csv: {administrator.Location}: {r}"));
        await node.Answers();
        await Node.Refuses(NoAnswer, null, node.Claims(), node.Rows(), node.SignIn(), node.MakeClaim());
        await node.SaysSoon(NoAnswer);
        node.CommandFails("the server cannot be reached.", "status");
        postgres.Server.Restart();
        await EndsWell(node, administrator);
    }

    [Fact]
    public async Task While_PostgreSQL_stands_still_figures_go_on_and_nobody_waits_without_end()
    {
        var (administrator, node) = await Start(postgres);
        using var _ = node;
        await using var hold = administrator.HoldLoads();
        var load = await node.Upload(files.Disturbed);
        await PostgresAdministrator.HoldsOne(hold);

        postgres.Server.Pause();

        // As many as would take all threads from those that need no database.
        var waiting = Enumerable.Range(0, 7).SelectMany(_ => new[] { node.Claims(), node.SignIn(), node.MakeClaim() }).Append(node.Rows()).ToArray();
        var command = Task.Run(() => node.CommandFails("the server does not answer.", "status"), TestContext.Current.CancellationToken);
        for (var time = 0; time < 20; time++)
            await node.Answers();
        await Node.Refuses(NoAnswer, TimeSpan.FromSeconds(30), waiting);
        await command;
        await Node.Refuses(NoAnswer, null, node.Claims(), node.Rows(), node.SignIn(), node.MakeClaim());
        await node.SaysSoon(NoAnswer);
        await node.Answers();
        postgres.Server.Resume();
        await node.IsWell();
        // A load has more patience than a request.
        await hold.DisposeAsync();
        Assert.Equal("done", await node.End(load));
        Assert.Equal(files.ContentAfter, DisturbedFiles.Sorted(node.Run("export", "original")));
        await administrator.NothingIsLeft();
    }

    [Fact]
    public void A_request_waits_15_seconds_for_a_statement_a_load_5_minutes_and_of_a_machine_that_is_gone_the_server_forgets_the_load()
    {
        var database = Database.FromUrl(postgres.NewDatabase().Url);
        using var request = database.Connect();
        using var load = database.BeginLoad();

        Assert.Equal((15, 300), (((NpgsqlConnection)request).CommandTimeout, ((NpgsqlConnection)load.Connection).CommandTimeout));
        Assert.Equal(["10", "3", "15000"], load.Connection.Query(
            "SELECT setting FROM pg_settings WHERE name IN ('tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_user_timeout') ORDER BY name", r => r.GetString(0)));
    }

    [Fact]
    public async Task Without_a_free_connection_figures_go_on_and_the_rest_is_refused()
    {
        var (administrator, node) = await Start(postgres);
        using var _ = node;
        var taken = new List<NpgsqlConnection> { administrator.Connect() };
        try
        {
            while (PostgresAdministrator.Connections(taken[0]) > 0)
            {
                PostgresAdministrator.Disconnect(taken[0]);
                TakeAll(administrator, taken);
            }

            await Node.Refuses(NoAnswer, null, node.Claims(), node.Rows(), node.SignIn(), node.MakeClaim());
            await node.Answers();
            await node.SaysSoon(NoAnswer);
            node.CommandFails("the server has no free connection (max_connections).", "status");
            Assert.Equal($"disturbed.csv: {administrator.Location}: the server has no free connection (max_connections).", await node.End(await node.Upload(files.Disturbed)));
        }
        finally
        {
            taken.ForEach(c => c.Dispose());
        }
        await EndsWell(node, administrator);
    }

    [Fact]
    public async Task On_a_read_only_PostgreSQL_what_only_reads_goes_on()
    {
        var (administrator, node) = await Start(postgres);
        using var _ = node;

        administrator.SetReadOnly(true);

        await LoadClient.Until(async () => (await node.Claims()).IsSuccessStatusCode);
        // Who reads rows is written down.
        await Node.Refuses(NotWritten, null, node.SignIn(), node.MakeClaim(), node.Rows());
        await node.Answers();
        node.Run("status");
        node.CommandFails("the database is read-only.", "load", files.Disturbed);
        Assert.Equal($"disturbed.csv: {administrator.Location}: the database is read-only.", await node.End(await node.Upload(files.Disturbed)));
        administrator.SetReadOnly(false);
        await EndsWell(node, administrator);
    }

    [Fact]
    public async Task On_a_full_disk_of_PostgreSQL_loads_fail_whole_and_what_only_reads_goes_on()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can mount a small disk for a server of another user");
        using var small = new PreparedPostgres(files) { Server = new() { DiskMebibytes = 128 } };
        var (administrator, node) = await Start(small);
        using var _ = node;

        small.Server.FillDisk();

        Assert.Equal($"disturbed.csv: {administrator.Location}: the server's disk is full.", await node.End(await node.Upload(files.Disturbed)));
        node.CommandFails("the server's disk is full.", "load", files.Disturbed);

        await node.Answers();
        Assert.True((await node.Claims()).IsSuccessStatusCode);
        small.Server.FreeDisk();
        await EndsWell(node, administrator);
    }

    async Task<(PostgresAdministrator Administrator, Node Node)> Start(PreparedPostgres server)
    {
        var (url, token) = server.NewDatabase();
        return (new PostgresAdministrator(url), await Node.Start(url, token, _data.Root));
    }

    /// <summary>After the fault all is well by itself, nothing has changed, and the load that failed does now what it would have done.</summary>
    async Task EndsWell(Node node, PostgresAdministrator administrator)
    {
        await node.IsWell();
        await node.Answers();
        Assert.Equal(files.FactsBefore, administrator.Facts());
        Assert.Equal("done", await node.End(await node.Upload(files.Disturbed)));
        Assert.Equal(files.ContentAfter, DisturbedFiles.Sorted(node.Run("export", "original")));
        await administrator.NothingIsLeft();
    }

    static void TakeAll(PostgresAdministrator administrator, List<NpgsqlConnection> taken)
    {
        try
        {
            while (true)
                taken.Add(administrator.Connect());
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            // None is left.
        }
    }
}
