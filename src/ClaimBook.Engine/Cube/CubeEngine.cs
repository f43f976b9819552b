using ClaimBook.Engine.Semantics;

namespace ClaimBook.Engine.Cube;

/// <summary>Answers queries from a cube.</summary>
public sealed class CubeEngine : IAnalyticsEngine
{
    readonly int _cores;
    readonly int _mostDirectKeys;

    /// <summary>An engine on a cube; cheap to make.</summary>
    /// <param name="cube">The cube.</param>
    public CubeEngine(StarCube cube)
        : this(cube, Environment.ProcessorCount, TableScan.MostDirectKeys)
    {
    }

    /// <summary>An engine with set limits, for tests that compare one way of adding up with another.</summary>
    internal CubeEngine(StarCube cube, int cores, int mostDirectKeys) =>
        (Cube, _cores, _mostDirectKeys) = (cube, cores, mostDirectKeys);

    /// <summary>What it answers from.</summary>
    public StarCube Cube { get; }

    /// <inheritdoc/>
    public string Name => "cube";

    /// <inheritdoc/>
    public ResultTable Answer(AnalyticsQuery query, RowScope scope) => QueryAnswer.Of(query, scope, Cube.Keys.Members, Aggregate);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(Dimension dimension, RowScope scope) => KnownNames.Of(dimension, scope, Cube.Keys.Members, Aggregate);

    Aggregate Aggregate(Aggregation aggregation)
    {
        IEnumerable<Dimension> needed = [.. aggregation.By, .. aggregation.Admitted.Keys];
        if (aggregation.CountsAgencies)
            needed = needed.Append(InsuranceCatalog.Agency);
        var table = Cube.Tables.Where(t => t.Fact == aggregation.Fact && needed.All(d => t.KeyOf(d) is not null)).MinBy(t => t.Rows)!;
        return new TableScan(table, aggregation, Cube.Keys).Run(_cores, _mostDirectKeys);
    }
}
