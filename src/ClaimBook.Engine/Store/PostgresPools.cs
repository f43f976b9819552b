using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace ClaimBook.Engine.Store;

/// <summary>The sources of connections: one for each server, user and way of working, whichever objects speak of it.</summary>
static class PostgresPools
{
    static readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> s_pools = [];

    /// <summary>The source for these settings.</summary>
    /// <param name="settings">Where to, as whom, and how.</param>
    /// <param name="name">The name by which its connections are counted: else it would be the settings.</param>
    public static NpgsqlDataSource Of(NpgsqlConnectionStringBuilder settings, string name) =>
        s_pools.GetOrAdd(settings.ToString(), text => new(() => New(text, name))).Value;

    static NpgsqlDataSource New(string settings, string name)
    {
        var pool = new NpgsqlDataSourceBuilder(settings) { Name = name };
        // What watches the database every second is no trace worth keeping: only what is done for a request or a load.
        pool.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureCopyOperationFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false)
            .EnableFirstResponseEvent(false));
        return pool.Build();
    }
}
