using ClaimBook.Tests.Loads;
using Npgsql;

namespace ClaimBook.Tests.Faults;

/// <summary>What the administrator of a PostgreSQL server sees and does, by nothing of ClaimBook.</summary>
sealed class PostgresAdministrator(string url)
{
    const string ClaimBooks = "FROM pg_stat_activity WHERE application_name = 'claimbook' AND datname = current_database()";

    /// <summary>The database, as ClaimBook names it.</summary>
    public string Location { get; } = url.Replace("claimbook:secret@", "", StringComparison.Ordinal);

    /// <summary>Makes the database read-only, as a server is that has lost its rank to another one; or writable again.</summary>
    public void SetReadOnly(bool isReadOnly)
    {
        using var connection = Connect();
        Run(connection, $"ALTER DATABASE {connection.Database} SET default_transaction_read_only = {isReadOnly}");
        // It holds for new connections.
        if (isReadOnly)
            Disconnect(connection);
    }

    /// <summary>Opens a connection of his own.</summary>
    public NpgsqlConnection Connect()
    {
        var uri = new Uri(url);
        var connection = new NpgsqlConnection($"Host={uri.Host};Port={uri.Port};Database={uri.AbsolutePath[1..]};Username=claimbook;Password=secret;Pooling=false;Options=-c default_transaction_read_only=off");
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes the connections of ClaimBook, as a restart would.</summary>
    public static void Disconnect(NpgsqlConnection connection) => Run(connection, $"SELECT count(pg_terminate_backend(pid)) {ClaimBooks}");

    /// <summary>How many connections ClaimBook has.</summary>
    public static long Connections(NpgsqlConnection connection) => (long)Run(connection, $"SELECT count(*) {ClaimBooks}")!;

    /// <summary>Waits until ClaimBook has no transaction open, holds no lock, and has no more connections than a server at rest.</summary>
    public async Task NothingIsLeft()
    {
        await using var connection = Connect();
        await LoadClient.Until(() => (long)Run(connection, $"SELECT count(*) {ClaimBooks} AND state <> 'idle'")! == 0
            && (long)Run(connection, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")! == 0);
        Assert.InRange(Connections(connection), 0, 12);
    }

    /// <summary>Holds a load that begins after this one when it has copied its facts and is about to write the rest, until disposed of.</summary>
    public NpgsqlConnection HoldLoads()
    {
        var connection = Connect();
        Run(connection, "BEGIN; LOCK TABLE dim_state IN SHARE MODE");
        return connection;
    }

    /// <summary>Waits until a load is held.</summary>
    public static Task HoldsOne(NpgsqlConnection connection) =>
        LoadClient.Until(() => (long)Run(connection, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'dim_state'::regclass")! == 1);

    static object? Run(NpgsqlConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
