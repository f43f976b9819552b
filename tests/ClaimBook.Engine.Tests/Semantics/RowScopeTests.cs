using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Sql;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Semantics;

/// <summary>In a scope everything is as if there were no other agencies: texts, lists of names, reports, cards and rows, not only sums. Other stars and
/// scopes in every run. CLAIMBOOK_SEED=N repeats a run; a failure says its N.</summary>
public sealed class RowScopeTests(PostgresServer postgres, ITestOutputHelper output)
{
    const int Stars = 5, Questions = 40;

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Whatever_is_asked_in_a_scope_is_answered_as_if_there_were_no_others(string kind)
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("CLAIMBOOK_SEED") ?? $"{Random.Shared.Next()}");
        output.WriteLine($"CLAIMBOOK_SEED={first}");
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        for (var i = 0; i < Stars; i++)
        {
            var random = new Random(first + i);
            var star = Star.Random(random.Next(), agencies: random.Next(2, 30));
            star = star with { Dimensions = star.Dimensions with { LoadId = i + 1 } };
            StarDatabase.Write(star, database);
            int[] mine = [.. star.Facts.Select(f => f.Key.AgencyId).Distinct().Where(_ => random.Next(3) > 0)];
            var scope = RowScope.Of(mine);
            var rest = Rest(star, mine);
            var alone = new CubeEngine(StarCube.Build(rest.Dimensions, rest.Facts));
            var what = $"CLAIMBOOK_SEED={first}, star {i}, agencies {string.Join(',', mine)}";
            using var connection = database.Connect();
            var sql = new SqlEngine(database);
            foreach (var engine in new IAnalyticsEngine[] { new CubeEngine(StarCube.Build(star.Dimensions, star.Facts)), sql })
            {
                foreach (var dimension in QueryForm.Star.Filters.Where(d => !IsOfTheFormat(d)))
                    Same(alone.Names(dimension, RowScope.All), engine.Names(dimension, scope), $"{what}: names of {dimension.Name}");
                for (var q = 0; q < Questions; q++)
                {
                    var query = RandomQueries.Next(random);
                    var parsed = Queries.Parse(query);
                    Same(Lines(alone.Answer(parsed, RowScope.All)), Lines(engine.Answer(parsed, scope)), $"{what}: {query}");
                    if (parsed.Measures.All(m => m.Fact == Fact.Performance))
                        Same(Lines(PremiumReport.Of(parsed, q % 2 == 0, alone, RowScope.All)), Lines(PremiumReport.Of(parsed, q % 2 == 0, engine, scope)), $"{what}: report, {query}");
                }
                foreach (var agency in star.Dimensions.Agencies.Where(a => mine.Contains(a.Id)).Take(4))
                {
                    AgencyCard Card(IAnalyticsEngine engine, RowScope scope) => AgencyCard.Of(agency.Id, agency.Size, 2014, engine, scope);
                    var (expected, card, everybodys) = (Card(alone, RowScope.All), Card(engine, scope), Card(engine, RowScope.All));
                    foreach (var table in new Func<AgencyCard, ResultTable>[] { c => c.Years, c => c.Products, c => c.Quotes })
                        Same(Lines(table(expected)), Lines(table(card)), $"{what}: card of {agency.Id}");
                    // The rank is among all; a percentile would say how many others have the same figure.
                    Assert.Equal(everybodys.Standings.Select(s => s with { Percentile = null }), card.Standings);
                }
            }
            using var snapshot = database.BeginRead(connection);
            for (var q = 0; q < Questions; q++)
            {
                var query = Queries.Parse($"measures=written_premium {(q % 2 == 0 ? "state=OH" : "product=!BOP")} agency=!{random.Next(1, 60)} year={random.Next(2006, 2010)}..2013");
                var details = sql.Details(connection, query, scope);
                var years = Enumerable.Range(2006, 8).Where(y => alone.Answer(query with { By = [InsuranceCatalog.Year] }, RowScope.All) is { } t && ((ResultColumn<long?>)t.Columns[0]).Values.Contains(y));
                FactKey[] keys = [.. details.Rows().Select(r => r.Key)];
                Assert.Equal(keys.Length, details.Count());
                Assert.All(keys, k => Assert.Contains(k.AgencyId, mine));
                Assert.Equal(years, keys.Select(k => k.Year).Distinct().Order());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void A_fact_of_an_agency_that_nobody_knows_is_in_no_scope(string kind)
    {
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        var star = Star.Random(seed: 4);
        StarDatabase.Write(star, database);
        // Those who may see every agency that is known, and those who may see all but the one that is about to be lost.
        var scopes = new[] { 0, 1 }.Select(skipped => RowScope.Of(star.Dimensions.Agencies.Skip(skipped).Select(a => a.Id))).ToList();
        var query = Queries.Parse("by=year measures=written_premium,agencies");
        var withoutIt = Lines(new SqlEngine(database).Answer(query, scopes[1]));
        using var connection = database.Connect();
        foreach (var table in new[] { "fact_performance", "summary_agency_year" })
            connection.Execute($"UPDATE {table} SET agency_id = 999999 WHERE agency_id = {star.Dimensions.Agencies[0].Id}");

        foreach (var scope in scopes)
        {
            Assert.Equal(withoutIt, Lines(new SqlEngine(database).Answer(query, scope)));
            Assert.DoesNotContain(999_999, new SqlEngine(database).Details(connection, query, scope).Rows().Select(r => r.Key.AgencyId));
        }
    }

    /// <summary>The star that remains without the others: what no row has is no member of it.</summary>
    static Star Rest(Star star, int[] mine)
    {
        var only = star.Only(mine);
        var (products, states) = (only.Facts.Select(f => f.Key.ProductId).ToHashSet(), only.Facts.Select(f => f.Key.StateId).ToHashSet());
        return only with
        {
            Dimensions = only.Dimensions with
            {
                Agencies = [.. only.Dimensions.Agencies.Where(a => mine.Contains(a.Id))],
                Products = [.. only.Dimensions.Products.Where(p => products.Contains(p.Id))],
                States = [.. only.Dimensions.States.Where(s => states.Contains(s.Id))],
            },
        };
    }

    /// <summary>Without what is told of lines and platforms: these belong to the file's format, whoever has rows of them.</summary>
    static List<string> Lines(ResultTable table) =>
        [.. ExactAnswers.Lines(table).Where(l => !l.StartsWith("No product_line ", StringComparison.Ordinal) && !l.StartsWith("No platform ", StringComparison.Ordinal))];

    static bool IsOfTheFormat(Dimension dimension) => dimension.Key is KeyColumn.Line or KeyColumn.Platform;

    static void Same(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string what) => Assert.True(
        expected.SequenceEqual(actual), $"{what}\nwithout the others:\n{string.Join('\n', expected)}\nin the scope:\n{string.Join('\n', actual)}");
}
