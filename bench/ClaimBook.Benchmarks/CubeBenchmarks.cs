using BenchmarkDotNet.Attributes;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Benchmarks;

/// <summary>Whole answers, from the parsed query to the table, over a sample file of full size and one of ten times its rows.</summary>
[MemoryDiagnoser]
public class CubeBenchmarks
{
    CubeEngine _engine = null!;
    AnalyticsQuery _query = null!;

    /// <summary>How many times the full size.</summary>
    [Params(1, 10)]
    public int Files { get; set; }

    [Params(
        "by=state,year",
        "by=agency,product",
        "by=state,year product=HOMEOWNERS",
        "by=state,year vendor=A",
        "by=state,year measures=agencies",
        "by=product,agency")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void Build()
    {
        var directory = Directory.CreateTempSubdirectory("claimbook-bench-");
        var database = Database.FromUrl($"sqlite:{Path.Combine(directory.FullName, "claimbook.db")}");
        SampleQuestions.Load(database, directory, Files);
        _engine = new CubeEngine(StarCube.Read(database));
        directory.Delete(recursive: true);
        _query = SampleQuestions.Parse(Query);
    }

    [Benchmark]
    public ResultTable Answer() => _engine.Answer(_query, RowScope.All);
}
