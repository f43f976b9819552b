using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Sql;

/// <summary>Other stars and queries in every run. CLAIMBOOK_SEED=N repeats a run; a failure says its N.</summary>
public sealed class EnginesAgreeTests(PostgresServer postgres, ITestOutputHelper output)
{
    const int Stars = 6, QueriesPerStar = 90;

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Random_queries_have_the_same_answer_in_the_cube_and_in_the_database(string kind)
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("CLAIMBOOK_SEED") ?? $"{Random.Shared.Next()}");
        output.WriteLine($"CLAIMBOOK_SEED={first}");
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        for (var i = 0; i < Stars; i++)
        {
            var random = new Random(first + i);
            var star = Star.Random(random.Next(), agencies: random.Next(1, 60));
            star = star with { Dimensions = star.Dimensions with { LoadId = i + 1 } };
            StarDatabase.Write(star, database);
            var cube = new CubeEngine(StarCube.Build(star.Dimensions, star.Facts));
            var sql = new SqlEngine(database);
            for (var q = 0; q < QueriesPerStar; q++)
            {
                var query = RandomQueries.Next(random);
                int[] mine = [.. star.Dimensions.Agencies.Select(a => a.Id).Where(_ => random.Next(3) > 0)];
                var isScoped = random.Next(3) == 0;
                var scope = isScoped ? RowScope.Of(mine) : RowScope.All;
                var (inCube, inDatabase) = (Lines(cube, query, scope), Lines(sql, query, scope));
                Assert.True(
                    inCube.SequenceEqual(inDatabase),
                    $"""
                    CLAIMBOOK_SEED={first}, star {i}: {query}{(isScoped ? $" for agencies {string.Join(',', mine)}" : "")}
                    cube:
                    {string.Join('\n', inCube)}
                    {kind}:
                    {string.Join('\n', inDatabase)}
                    """);
            }
        }
    }

    static IReadOnlyList<string> Lines(IAnalyticsEngine engine, string query, RowScope scope) =>
        ExactAnswers.Lines(engine.Answer(Queries.Parse(query), scope));
}
