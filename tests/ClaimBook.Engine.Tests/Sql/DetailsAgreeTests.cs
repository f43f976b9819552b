using System.Data.Common;
using ClaimBook.Engine.Cube;
using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Sql;

/// <summary>Rows in any order, from the cube and from the database. Other stars and questions in every run. CLAIMBOOK_SEED=N repeats a run; a failure says its N.</summary>
public sealed class DetailsAgreeTests(PostgresServer postgres, ITestOutputHelper output)
{
    const int Stars = 4, QuestionsPerStar = 60;

    static readonly QueryForm s_form = QueryForm.Details with { Sortable = [.. DetailTable.Columns.Select(c => c.Name)] };

    /// <summary>Texts that languages, .NET and databases put in different orders.</summary>
    static readonly string[] s_texts = ["A", "a", "B", "Ä", "Unknown", "Zeta", "zeta", "z", "\uff71", "\U0001d49c", "A B", "A-B"];

    /// <summary>None, nothing in both signs, on both sides of it tiny and large ones.</summary>
    static readonly double?[] s_ratios = [null, -0.0, 0.0, -1e-300, 1e-300, -12_345.678, 1e17, -0.1];

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Random_questions_have_the_same_rows_in_the_same_order_in_the_cube_and_in_the_database(string kind)
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("CLAIMBOOK_SEED") ?? $"{Random.Shared.Next()}");
        output.WriteLine($"CLAIMBOOK_SEED={first}");
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        for (var i = 0; i < Stars; i++)
        {
            var random = new Random(first + i);
            var (star, published) = Detailed(Star.Random(random.Next(), agencies: random.Next(1, 40)), random, loadId: i + 1);
            StarDatabase.Write(star, database, published);
            var cube = StarCube.Build(star.Dimensions, star.Facts);
            var table = new DetailTable(star.Dimensions, published);
            var sql = new SqlEngine(database);
            using var connection = database.Connect();
            using var snapshot = database.BeginRead(connection);
            for (var q = 0; q < QuestionsPerStar; q++)
            {
                // In the first questions every column comes alone, in both directions over the runs.
                var question = Question(random, q < DetailTable.Columns.Count ? [DetailTable.Columns[q].Name] : Some(random, [.. DetailTable.Columns.Select(c => c.Name)], random.Next(4)));
                var query = Queries.Parse(question, s_form);
                int[] mine = [.. star.Dimensions.Agencies.Select(a => a.Id).Where(_ => random.Next(3) > 0)];
                var scope = random.Next(3) == 0 ? RowScope.Of(mine) : RowScope.All;
                var what = $"CLAIMBOOK_SEED={first}, star {i}: {question}{(scope.IsAll ? "" : $" for agencies {string.Join(',', mine)}")}";

                PerformanceRow[] inCube = [.. table.Sorted(cube.Facts, cube.RowsOf(query, scope), query.Sort).Select(row => cube.Facts[row])];
                var details = sql.Details(connection, query, scope);
                PerformanceRow[] inDatabase = [.. details.Rows().Select(WithoutHashes)];

                Assert.True(inCube.SequenceEqual(inDatabase), $"{what}\ncube:\n{Text(inCube)}\n{kind}:\n{Text(inDatabase)}");
                Assert.All(inCube, r => Assert.True(scope.Admits(r.Key.AgencyId), what));
                Assert.Equal(inCube.Length, details.Count());
                var (offset, limit) = (random.Next(inCube.Length + 3), random.Next(1, 40));
                Assert.Equal(inDatabase.Skip(offset).Take(limit), details.Rows(offset: offset, limit: limit).Select(WithoutHashes));
                Assert.Equal(inDatabase.Skip(offset), details.Rows(offset: offset).Select(WithoutHashes));
            }
        }
    }

    [Fact]
    public void The_cube_keeps_every_value_of_a_row_but_its_hashes()
    {
        var (star, _) = Detailed(Star.Random(seed: 3), new Random(3), loadId: 1);
        Assert.Equal(star.Facts, StarCube.Build(star.Dimensions, star.Facts).Facts);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Who_goes_away_ends_the_reading(string kind)
    {
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        StarDatabase.Write(Star.Random(seed: 1), database);
        using var connection = database.Connect();
        using var snapshot = database.BeginRead(connection);
        using var leaving = new CancellationTokenSource();
        using var rows = new SqlEngine(database).Details(connection, Queries.Parse("sort=-written_premium", s_form), RowScope.All).Rows(cancellation: leaving.Token).GetEnumerator();
        Assert.True(rows.MoveNext());
        leaving.Cancel();
        Assert.Throws<OperationCanceledException>(() => rows.MoveNext());
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task A_command_can_be_ended_while_the_database_works_on_it(string kind)
    {
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        using var connection = database.Connect();
        // Counts for hours.
        using var command = connection.Command("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n");
        var counting = Task.Run(command.ExecuteScalar, TestContext.Current.CancellationToken);
        while (!counting.IsCompleted)
        {
            database.Cancel(command);
            await Task.WhenAny(counting, Task.Delay(10, TestContext.Current.CancellationToken));
        }
        Assert.True(counting.Exception?.InnerException is DbException or OperationCanceledException, $"{counting.Exception}");
    }

    /// <summary>The star with a value of its own in every column, or none, and few enough values that many rows are equal.</summary>
    static (Star Star, PublishedRatioRow[] Published) Detailed(Star star, Random random, int loadId)
    {
        AgencyRow[] agencies = [.. star.Dimensions.Agencies.Select(a => a with
        {
            Numbers = [.. a.Numbers.Select((n, i) => i < 2 ? n : random.Next(3) == 0 ? null : (int?)random.Next(1990, 1996))],
            Vendor = s_texts[random.Next(s_texts.Length)],
        })];
        ProductRow[] products = [.. star.Dimensions.Products.Select(p => p with { Code = $"{s_texts[random.Next(s_texts.Length)]} {p.Code}" })];
        QuoteRow[] quotes = [.. star.Dimensions.Quotes.Select(q => q with { Quoted = random.Next(4) == 0 ? null : random.Next(5) })];
        PerformanceRow[] facts = [.. star.Facts.Select(f => f with
        {
            RetainedPolicies = random.Next(5),
            PoliciesInForce = random.Next(5),
            PriorPoliciesInForce = random.Next(3) == 0 ? null : random.Next(4),
            PriorWrittenCents = random.Next(3) == 0 ? null : random.Next(-2, 3) * 10_000_000_00,
            Months = random.Next(1, 13),
            RetentionRatio = Ratio(random),
            LossRatio = Ratio(random),
            LossRatioCode = random.Next(3) == 0 ? random.Next(99_997, 100_000) : null,
            LoadId = random.Next(1, 3),
            SourceLine = random.Next(2, 1_000_000),
        })];
        var published =
            from agency in agencies
            from line in new[] { "CL", "PL" }
            from year in star.Dimensions.Years
            where random.Next(4) > 0
            select new PublishedRatioRow(agency.Id, line, year.Year, Ratio(random), Ratio(random));
        var dimensions = star.Dimensions with { LoadId = loadId, Agencies = agencies, Products = products, Quotes = quotes };
        return (new Star(dimensions, facts), [.. published]);
    }

    static double? Ratio(Random random) => random.Next(4) == 0 ? random.NextDouble() : s_ratios[random.Next(s_ratios.Length)];

    static string Question(Random random, string[] columns)
    {
        List<string> question = [];
        if (columns.Length > 0)
            question.Add($"sort={string.Join(',', columns.Select(c => random.Next(2) == 0 ? c : $"-{c}"))}");
        string[] filters =
        [
            $"agency=!{random.Next(1, 60)}..{random.Next(60, 120)}", "primary_agency=2,none", "state=!OH", "state=PA,XX", "product_line=CL", "vendor=!A,a",
            "appointment_decade=none,1960..1980", "agency_size=!under",
        ];
        question.AddRange(Some(random, filters, random.Next(3)).DistinctBy(f => f.Split('=')[0]));
        question.AddRange(random.Next(4) switch { 0 => ["year=2007..2011"], 1 => ["from=2008-03-31", "to=2013-01-01"], 2 => ["year=2005..2006", "month=3"], _ => Array.Empty<string>() });
        return string.Join(' ', question);
    }

    static string[] Some(Random random, string[] all, int count)
    {
        random.Shuffle(all);
        return all[..Math.Min(count, all.Length)];
    }

    static PerformanceRow WithoutHashes(PerformanceRow row) => row with { RowHash = 0, LineHash = 0 };

    static string Text(IEnumerable<PerformanceRow> rows) => string.Join('\n', rows);
}
