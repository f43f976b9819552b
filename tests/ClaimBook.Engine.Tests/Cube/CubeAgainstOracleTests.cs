using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Semantics;
using FsCheck;
using FsCheck.Fluent;

namespace ClaimBook.Engine.Tests;

public sealed class CubeAgainstOracleTests
{
    const int QueriesPerStar = 60;

    [Fact]
    public void Random_queries_have_the_oracles_answers() => ForRandomQueries((star, engine, query, what) =>
    {
        var table = engine.Answer(query, RowScope.All);
        var oracle = new Oracle(star, query);
        var expected = oracle.Answer();
        Assert.True(expected.Count == table.RowCount, $"{what}: {expected.Count} rows expected, {table.RowCount} found");
        Answers.Equal([.. expected.Skip(query.Offset).Take(query.Limit ?? int.MaxValue)], Answers.Rows(table), what);
        Answers.Equal([oracle.Total()], [Answers.Total(table)], $"{what}, total");
    });

    [Fact]
    public void An_answer_in_a_scope_is_the_answer_over_only_those_rows() => ForRandomQueries((star, engine, query, what) =>
    {
        int[] mine = [.. star.Dimensions.Agencies.Select(a => a.Id).Where(id => id % 3 == 0)];
        var scoped = engine.Answer(query, RowScope.Of(mine));
        var alone = new CubeEngine(StarCube.Build(star.Only(mine).Dimensions, star.Only(mine).Facts)).Answer(query, RowScope.All);
        Answers.Equal(Answers.Rows(alone), Answers.Rows(scoped), what);
        Answers.Equal([Answers.Total(alone)], [Answers.Total(scoped)], $"{what}, total");
    });

    [Fact]
    public void Groups_in_a_dictionary_are_the_same_as_groups_in_slots() => ForRandomQueries((star, engine, query, what) =>
    {
        var dictionary = new CubeEngine(StarCube.Build(star.Dimensions, star.Facts), cores: 1, mostDirectKeys: 0);
        Answers.Equal(Answers.Rows(engine.Answer(query, RowScope.All)), Answers.Rows(dictionary.Answer(query, RowScope.All)), what);
    });

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(0)]
    public void Many_cores_give_the_same_answer_as_one(int mostDirectKeys)
    {
        var star = Star.Random(seed: 3, agencies: 5_000);
        var cube = StarCube.Build(star.Dimensions, star.Facts);
        Assert.True(cube.Facts.Count > 2 * TableScan.RowsPerCore, "too few facts for more than one core");
        foreach (var query in new[] { "by=agency,product", "by=state,vendor", "by=vendor,year state=OH", "agency=7..9000" }.Select(q => Queries.Parse($"{q} measures=written_premium,agencies")))
        {
            var one = new CubeEngine(cube, cores: 1, mostDirectKeys).Answer(query, RowScope.All);
            var many = new CubeEngine(cube, cores: 5, mostDirectKeys).Answer(query, RowScope.All);
            Answers.Equal(Answers.Rows(one), Answers.Rows(many), string.Join(',', query.By.Select(d => d.Name)));
            Answers.Equal([Answers.Total(one)], [Answers.Total(many)], "total");
        }
    }

    [Fact]
    public void Rows_of_whole_years_add_up_to_the_total()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var table = Star.Random(seed & 0xFFFF, agencies: 4).Ask("by=agency_size,product,year measures=written_premium,incurred_losses year=2006..2014");
            return Answers.Column<long?>(table, "written_premium") is var written && written.Values.Sum() == written.Total
                && Answers.Column<long?>(table, "incurred_losses") is var incurred && incurred.Values.Sum() == incurred.Total;
        }));
    }

    [Fact]
    public void Days_without_gap_or_overlap_add_up_to_the_whole()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<int, PositiveInt>((seed, cut) =>
        {
            var star = Star.Random(seed & 0xFFFF, agencies: 4);
            var day = new DateOnly(2005, 1, 1).AddDays(cut.Get * 97 % 4000);
            long? Written(string dates) => Answers.Column<long?>(star.Ask($"measures=written_premium {dates}"), "written_premium").Total;
            return (Written($"to={day:yyyy-MM-dd}") ?? 0) + (Written($"from={day.AddDays(1):yyyy-MM-dd}") ?? 0) == (Written("") ?? 0);
        }));
    }

    static void ForRandomQueries(Action<Star, CubeEngine, AnalyticsQuery, string> check)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var star = Star.Random(seed);
            var engine = new CubeEngine(StarCube.Build(star.Dimensions, star.Facts));
            var random = new Random(seed);
            for (var i = 0; i < QueriesPerStar; i++)
            {
                var query = RandomQueries.Next(random);
                check(star, engine, Queries.Parse(query), $"seed {seed}: {query}");
            }
        }
    }
}
