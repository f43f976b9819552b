using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Tests.Store;

/// <summary>A cluster whose coordinator <c>CLAIMBOOK_TEST_CITUS</c> names: postgres://superuser:password@host:port/name, a database with the extension in which the
/// workers are known. Tests make databases of their own beside it, named claimbook_test_...; those of the run before are dropped, so one run at a time.</summary>
static class CitusCluster
{
    const string Prefix = "claimbook_test_";

    static readonly Lazy<IReadOnlyList<UriBuilder>> s_machines = new(Prepare);

    /// <summary>Makes a database on all machines and answers its URL. Skips the test where there is no cluster.</summary>
    public static string NewDatabase()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CLAIMBOOK_TEST_CITUS") is null, "CLAIMBOOK_TEST_CITUS names no cluster.");
        var name = $"{Prefix}{Guid.NewGuid():N}";
        foreach (var machine in s_machines.Value)
        {
            Execute(machine, $"CREATE DATABASE {name}");
            Execute(In(machine, name), "CREATE EXTENSION citus");
        }
        var coordinator = In(s_machines.Value[0], name);
        Execute(coordinator, $"SELECT citus_set_coordinator_host('{coordinator.Host}', {coordinator.Port})");
        foreach (var worker in s_machines.Value.Skip(1))
            Execute(coordinator, $"SELECT citus_add_node('{worker.Host}', {worker.Port})");
        return $"{coordinator.Uri}?citus=on";
    }

    /// <summary>The machines, the coordinator first, without databases of earlier runs.</summary>
    static IReadOnlyList<UriBuilder> Prepare()
    {
        var coordinator = new UriBuilder(Environment.GetEnvironmentVariable("CLAIMBOOK_TEST_CITUS")!) { Query = "" };
        using var connection = Open(coordinator);
        var workers = connection.Query(
            "SELECT nodename, nodeport FROM pg_dist_node WHERE groupid > 0 AND isactive", r => new UriBuilder(coordinator.Uri) { Host = r.GetString(0), Port = r.GetInt32(1) });
        foreach (var machine in workers.Prepend(coordinator))
        {
            using var there = Open(machine);
            foreach (var name in there.Query($"SELECT datname FROM pg_database WHERE datname LIKE '{Prefix}%'", r => r.GetString(0)))
                there.Execute($"DROP DATABASE {name} WITH (FORCE)");
        }
        return [coordinator, .. workers];
    }

    static UriBuilder In(UriBuilder machine, string database) => new(machine.Uri) { Path = database };

    static System.Data.Common.DbConnection Open(UriBuilder machine) => Database.FromUrl($"{machine.Uri}?citus=off").Open();

    static void Execute(UriBuilder machine, string sql)
    {
        using var connection = Open(machine);
        connection.Execute(sql);
    }
}
