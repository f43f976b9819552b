using BenchmarkDotNet.Attributes;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;

namespace ClaimBook.Benchmarks;

/// <summary>The questions of <see cref="CubeBenchmarks"/> to the SQL engine, and the rows behind all facts; over a sample file of full size
/// in SQLite and, where CLAIMBOOK_POSTGRES is the URL of an empty database, in PostgreSQL.</summary>
[MemoryDiagnoser]
public class SqlBenchmarks
{
    DirectoryInfo _directory = null!;
    Database _database = null!;
    SqlEngine _engine = null!;

    public static IEnumerable<string> Kinds => Environment.GetEnvironmentVariable("CLAIMBOOK_POSTGRES") is null ? ["sqlite"] : ["sqlite", "postgres"];

    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        _directory = Directory.CreateTempSubdirectory("claimbook-bench-");
        _database = Database.FromUrl(
            Kind == "sqlite" ? $"sqlite:{Path.Combine(_directory.FullName, "claimbook.db")}" : Environment.GetEnvironmentVariable("CLAIMBOOK_POSTGRES")!);
        SampleQuestions.Load(_database, _directory);
        _engine = new SqlEngine(_database);
    }

    [GlobalCleanup]
    public void Delete() => _directory.Delete(recursive: true);

    [Benchmark]
    [Arguments("by=state,year")]
    [Arguments("by=state,year product=HOMEOWNERS")]
    [Arguments("by=agency,product")]
    [Arguments("by=state,year vendor=A")]
    [Arguments("by=state,year measures=agencies")]
    public ResultTable Answer(string query) => _engine.Answer(SampleQuestions.Parse(query), RowScope.All);

    [Benchmark]
    [Arguments("measures=written_premium")]
    [Arguments("measures=written_premium product=HOMEOWNERS")]
    public long Details(string query)
    {
        using var connection = _database.Connect();
        using var snapshot = _database.BeginRead(connection);
        return _engine.Details(connection, SampleQuestions.Parse(query), RowScope.All).Rows().Sum(r => r.WrittenCents);
    }
}
