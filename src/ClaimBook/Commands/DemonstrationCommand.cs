using System.CommandLine;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Commands;

/// <summary><c>claimbook</c> without a command: fills an empty database with sample data and shows a first answer.</summary>
static class DemonstrationCommand
{
    static readonly string[] s_measures = ["written_premium", "earned_premium", "incurred_losses", "loss_ratio"];

    public static void AddTo(RootCommand root) => root.Does(Run);

    static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var database = parsed.Database();
        if (database.Guard(() => DatabaseStatus.Read(database)).LatestLoads.Count == 0)
        {
            var sample = Path.Combine(parsed.DataDirectory(), "sample.csv");
            Console.Error.WriteLine("The database is empty: making a sample file of made-up business.");
            Directory.CreateDirectory(parsed.DataDirectory());
            SampleCommand.Write(sample, SampleFile.FullSize, seed: 1);
            LoadCommand.Report(LoadWithProgress.Load(database, parsed.KeptFiles(), sample, new LoadOptions(), parsed.Json(), cancellation), parsed.Json());
        }

        var query = new AnalyticsQuery
        {
            By = [InsuranceCatalog.ProductLine, InsuranceCatalog.Year],
            Measures = [.. s_measures.Select(m => InsuranceCatalog.FindMeasure(m)!)],
        };
        var answer = new CubeEngine(StarCube.Read(database)).Answer(query, RowScope.All);
        await ResultOutput.WriteAsync(answer, parsed.Json() ? "json" : "table", cancellation);
        if (!parsed.Json())
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"The data lies in {database.Location}");
            Console.Out.WriteLine("Ask your own question: claimbook query --by state,year --measures written_premium,loss_ratio");
            Console.Out.WriteLine("Load your own file:    claimbook load FILE --data DIR");
        }
        return CommandLine.Done;
    }
}
