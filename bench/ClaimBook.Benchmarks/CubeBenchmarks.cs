using BenchmarkDotNet.Attributes;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;

namespace ClaimBook.Benchmarks;

/// <summary>Whole answers, from the parsed query to the table, over one and over ten files' worth of rows.</summary>
[MemoryDiagnoser]
public class CubeBenchmarks
{
    const string Measures = "written_premium,new_business_premium,earned_premium,incurred_losses";

    CubeEngine _engine = null!;
    AnalyticsQuery _query = null!;

    /// <summary>How many times the file's agencies and rows.</summary>
    [Params(1, 10)]
    public int Files { get; set; }

    [Params(
        "by=state,year",
        "by=agency,product",
        "by=state,year product=PRODUCT05",
        "by=state,year vendor=A",
        "by=state,year measures=agencies",
        "by=product,agency")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void Build()
    {
        var agencies = Files * SyntheticFacts.FileAgencies;
        _engine = new CubeEngine(StarCube.Build(SyntheticFacts.Dimensions(agencies), SyntheticFacts.Rows(agencies, Files * SyntheticFacts.FileRows)));
        var parameters = Query.Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        parameters.TryAdd("measures", Measures);
        _query = AnalyticsQuery.TryParse(parameters, out var parsed, out var problems) ? parsed : throw new InvalidOperationException(problems[0].Message);
    }

    [Benchmark]
    public ResultTable Answer() => _engine.Answer(_query, RowScope.All);
}
