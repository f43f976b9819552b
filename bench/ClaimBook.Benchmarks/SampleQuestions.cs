using ClaimBook.Engine.Pipeline;
using ClaimBook.Engine.Samples;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Benchmarks;

/// <summary>What the engines are asked, and the sample file that they are asked about.</summary>
static class SampleQuestions
{
    const string Measures = "written_premium,new_business_premium,earned_premium,incurred_losses";

    /// <summary>Loads a sample file into a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="directory">Where the file is written.</param>
    /// <param name="files">How many times the full size.</param>
    public static void Load(Database database, DirectoryInfo directory, int files = 1)
    {
        var file = Path.Combine(directory.FullName, "sample.csv");
        using (var output = File.Create(file))
            SampleFile.Write(output, files * SampleFile.FullSize);
        new Loader(database).Load(file, new LoadOptions());
    }

    /// <summary>Reads a query; four measures where it names none.</summary>
    public static AnalyticsQuery Parse(string query)
    {
        var parameters = query.Split(' ').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        parameters.TryAdd("measures", Measures);
        return AnalyticsQuery.TryParse(parameters, QueryForm.Star, out var parsed, out var problems) ? parsed : throw new InvalidOperationException(problems[0].Message);
    }
}
