using System.Data.Common;
using System.Reflection;
using ClaimBook.Api;
using ClaimBook.Engine;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>The data of one load, all that answers are made from. Immutable: a request that began with it ends with it.</summary>
/// <param name="Dimensions">The dimensions.</param>
/// <param name="Engine">What answers questions.</param>
/// <param name="Version">Differs for any other data and any other program: what an ETag is made of.</param>
/// <param name="LoadedAt">When the load ended; null before the first one.</param>
/// <param name="Details">The rows; null if only the database has them.</param>
sealed record Star(StarDimensions Dimensions, IAnalyticsEngine Engine, string Version, DateTimeOffset? LoadedAt, CubeDetails? Details);

/// <summary>The star that new requests see. A finished load replaces it in one swap; readers never wait.</summary>
sealed class CurrentStar(Database database, ServerSettings settings, SqlEngine sql)
{
    /// <summary>Differs for any other program.</summary>
    public static readonly string Program =
        typeof(CurrentStar).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    readonly Lock _refreshing = new();
    volatile Star? _star;
    volatile DetailTable? _details;
    volatile string? _problem;

    /// <summary>The star; null until the first one has been read.</summary>
    public Star? Star => _star;

    /// <summary>Why the star cannot be read anew, as users may be told; null if it can.</summary>
    public string? Problem => _problem;

    /// <summary>Reads the star anew if a load came after the one that is shown.</summary>
    /// <exception cref="ClaimBookException">The database failed or is damaged; the star shown stays.</exception>
    public void Refresh()
    {
        lock (_refreshing)
        {
            try
            {
                database.Guard(() =>
                {
                    if (_star is null || _star.Dimensions.LoadId != LatestLoad())
                        _star = Read();
                });
                _problem = null;
            }
            catch (ClaimBookException e)
            {
                _problem = e.ForUsers ?? Problems.NoAnswer;
                throw;
            }
        }
    }

    /// <summary>Makes tables of the rows of a state of the data.</summary>
    /// <param name="snapshot">A connection on which nothing changes meanwhile.</param>
    public DetailTable Details(DbConnection snapshot) => database.Guard(() =>
    {
        if (_details is not { } known || known.LoadId != Dimensions.LatestLoad(snapshot))
            _details = known = new DetailTable(Dimensions.ReadAll(snapshot), Dimensions.ReadPublishedRatios(snapshot));
        return known;
    });

    int LatestLoad()
    {
        using var connection = database.Connect();
        return Dimensions.LatestLoad(connection);
    }

    Star Read()
    {
        using var connection = database.ConnectPatiently();
        using var snapshot = database.BeginRead(connection);
        var dimensions = Dimensions.ReadAll(connection);
        var engine = Engines.ForMany(settings.Engine, dimensions, connection, sql);
        var (sha256, loadedAt) = connection.Query(
            "SELECT sha256, finished_at FROM load WHERE load_id = @load", r => (r.GetString(0), (DateTimeOffset?)r.GetFieldValue<DateTimeOffset>(1)),
            ("load", dimensions.LoadId)).FirstOrDefault(("", null));
        var details = engine is CubeEngine cube ? new CubeDetails(cube, new DetailTable(dimensions, Dimensions.ReadPublishedRatios(connection))) : null;
        return new Star(dimensions, engine, $"{dimensions.LoadId}-{sha256[..Math.Min(8, sha256.Length)]}-{Program}", loadedAt, details);
    }
}
