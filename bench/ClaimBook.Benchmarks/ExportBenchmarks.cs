using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Benchmarks;

/// <summary>Tables as they are written, into nothing: every row of a sample file of full size, a long answer and a short one.</summary>
[MemoryDiagnoser]
public class ExportBenchmarks
{
    readonly PipeWriter _nowhere = PipeWriter.Create(Stream.Null);
    ExportFormat _format = null!;
    DetailTable _details = null!;
    IReadOnlyList<PerformanceRow> _facts = [];
    ResultTable _long = null!;
    ResultTable _short = null!;

    [Params("json", "csv", "xlsx")]
    public string Format { get; set; } = "";

    [GlobalSetup]
    public void Read()
    {
        var directory = Directory.CreateTempSubdirectory("claimbook-bench-");
        var database = Database.FromUrl($"sqlite:{Path.Combine(directory.FullName, "claimbook.db")}");
        SampleQuestions.Load(database, directory);
        using (var connection = database.Connect())
        {
            _details = new DetailTable(Dimensions.ReadAll(connection), Dimensions.ReadPublishedRatios(connection));
            _facts = [.. FactPerformance.ReadAll(connection)];
        }
        var engine = new CubeEngine(StarCube.Read(database));
        _long = engine.Answer(SampleQuestions.Parse("by=agency,product measures=written_premium,incurred_losses,loss_ratio limit=15000"), RowScope.All);
        _short = engine.Answer(SampleQuestions.Parse("by=product_line,state measures=written_premium,incurred_losses,loss_ratio"), RowScope.All);
        directory.Delete(recursive: true);
        _format = ExportFormat.Find(Format)!;
    }

    /// <summary>213,328 rows of 25 columns.</summary>
    [Benchmark]
    public Task Details() => _format.Write(_details.Of(DetailTable.Default, _facts, _facts.Count), _nowhere, CancellationToken.None);

    /// <summary>15,000 rows of 5 columns.</summary>
    [Benchmark]
    public Task LongAnswer() => _format.Write(_long.ToExport(), _nowhere, CancellationToken.None);

    /// <summary>12 rows of 5 columns.</summary>
    [Benchmark]
    public Task ShortAnswer() => _format.Write(_short.ToExport(), _nowhere, CancellationToken.None);
}
