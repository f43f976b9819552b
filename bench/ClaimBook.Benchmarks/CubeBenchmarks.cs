using BenchmarkDotNet.Attributes;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Benchmarks;

/// <summary>Whole answers, from the parsed query to the table, over a sample file of full size and one of ten times its rows.</summary>
[MemoryDiagnoser]
public class CubeBenchmarks
{
    const string Measures = "written_premium,new_business_premium,earned_premium,incurred_losses";

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
        var file = Path.Combine(directory.FullName, "sample.csv");
        using (var output = File.Create(file))
            SampleFile.Write(output, Files * SampleFile.FullSize);
        var database = Database.FromUrl($"sqlite:{Path.Combine(directory.FullName, "claimbook.db")}");
        new Loader(database).Load(file, new LoadOptions());
        _engine = new CubeEngine(StarCube.Read(database));
        directory.Delete(recursive: true);

        var parameters = Query.Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        parameters.TryAdd("measures", Measures);
        _query = AnalyticsQuery.TryParse(parameters, QueryForm.Any, out var parsed, out var problems) ? parsed : throw new InvalidOperationException(problems[0].Message);
    }

    [Benchmark]
    public ResultTable Answer() => _engine.Answer(_query, RowScope.All);
}
