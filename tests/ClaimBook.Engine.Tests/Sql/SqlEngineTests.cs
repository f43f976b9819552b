using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Sql;
using ClaimBook.Engine.Store;
using ClaimBook.Engine.Tests.Pipeline;
using ClaimBook.Engine.Tests.Store;

namespace ClaimBook.Engine.Tests.Sql;

public sealed class SqlEngineTests(PostgresServer postgres)
{
    /// <summary>What people and attackers put into names: quotes, escapes, ends of statements, list and JSON syntax, other scripts.</summary>
    static readonly string[] s_hostile =
    [
        "O'Brien & Sons", "'; DROP TABLE dim_agency; --", "back\\slash\\", "\"quoted\"", "a, b, c", "{x,y}", "[1]", "@vendor", "$1", "%_", "NULL", "none",
        "", " leading and trailing ", "tab\tand\nline", "Žluťoučký kůň", "保険代理店", "🏠🔥", "e\u0301", "\u00e9",
    ];

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Hostile_names_are_members_like_any_other(string kind)
    {
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        var star = Hostile();
        StarDatabase.Write(star, database);
        var engine = new SqlEngine(database);
        var vendorOf = star.Dimensions.Agencies.ToDictionary(a => a.Id, a => a.Vendor);
        var productOf = star.Dimensions.Products.ToDictionary(p => p.Id, p => p.Code);
        foreach (var name in s_hostile)
        {
            decimal Written(Func<string, bool> vendor) => star.Facts.Where(f => vendor(vendorOf[f.Key.AgencyId])).Sum(f => (decimal)f.WrittenCents);
            Assert.Equal(Written(v => v == name), Total(engine, new TextFilter(InsuranceCatalog.Vendor, Excludes: false, [name])));
            Assert.Equal(Written(v => v != name), Total(engine, new TextFilter(InsuranceCatalog.Vendor, Excludes: true, [name])));
            Assert.Equal(
                star.Facts.Where(f => productOf[f.Key.ProductId] == name).Sum(f => (decimal)f.WrittenCents),
                Total(engine, new TextFilter(InsuranceCatalog.Product, Excludes: false, [name])));
        }

        foreach (var (dimension, nameOf) in new (Dimension, Func<PerformanceRow, string>)[]
        {
            (InsuranceCatalog.Vendor, f => vendorOf[f.Key.AgencyId]), (InsuranceCatalog.Product, f => productOf[f.Key.ProductId]),
        })
        {
            var answer = engine.Answer(new() { By = [dimension], Measures = [Measure("written_premium")] }, RowScope.All);
            var expected = star.Facts.GroupBy(nameOf).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (object?[])[g.Key, g.Sum(f => (decimal)f.WrittenCents)]).ToList();
            Answers.Equal(expected, Answers.Rows(answer), dimension.Name);
        }
        Assert.Equal(
            star.Dimensions.Quotes.GroupBy(q => q.Platform).Count(p => p.Any(q => (q.Quoted ?? q.Bound) is not null)),
            engine.Answer(new() { By = [InsuranceCatalog.Platform], Measures = [Measure("quotes")] }, RowScope.All).Rows);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void Tens_of_thousands_of_admitted_agencies_are_one_parameter(string kind)
    {
        const int Agencies = 40_000;
        using var directory = new TestDirectory();
        var database = Databases.New(kind, directory, postgres);
        var star = new Star(
            new StarDimensions(
                1, [.. Enumerable.Range(1, Agencies).Select(id => Star.Agency(id, null, null, "A", "no premium"))],
                [new(1, "BOP", "", "CL")], [new(1, "OH", "")], [new(2010, 1, 12)], []),
            [.. Enumerable.Range(1, Agencies).Select(id => new PerformanceRow { Key = new FactKey(id, 1, 1, 2010), WrittenCents = id, Months = 12 })]);
        StarDatabase.Write(star, database);
        var engine = new SqlEngine(database);

        var scope = RowScope.Of(Enumerable.Range(1, Agencies).Where(id => id % 3 != 0));
        var answer = engine.Answer(Queries.Parse("by=product measures=written_premium,agencies agency=100..39999"), scope);

        var counted = Enumerable.Range(100, 39_900).Where(id => id % 3 != 0).ToList();
        Answers.Equal([["BOP", counted.Sum(id => (decimal)id), (decimal)counted.Count]], Answers.Rows(answer), "answer");
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public void The_engine_follows_a_new_load(string kind)
    {
        using var book = new TestBook(kind, postgres);
        var engine = new SqlEngine(book.Database);
        var query = Queries.Parse("by=vendor,year measures=written_premium");
        Assert.Equal(0, engine.Answer(query, RowScope.All).Rows);

        book.Load(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=1", "WRTN_PREM_AMT=10")));
        var first = engine.Answer(query, RowScope.All);
        Answers.Equal([["Unknown", 2010, 10_00m]], Answers.Rows(first), "first load");
        Assert.Equal(1, first.LoadId);

        book.Load(PerformanceCsv.File(PerformanceCsv.Line("AGENCY_ID=2", "VENDOR_IND=Y", "VENDOR=B", "STAT_PROFILE_DATE_YEAR=2011", "WRTN_PREM_AMT=20")));
        var second = engine.Answer(query, RowScope.All);
        Answers.Equal([["B", 2011, 20_00m], ["Unknown", 2010, 10_00m]], Answers.Rows(second), "second load");
        Assert.Equal(2, second.LoadId);
    }

    [Theory]
    [MemberData(nameof(Databases.Kinds), MemberType = typeof(Databases))]
    public async Task Answers_during_loads_are_of_one_load_each(string kind)
    {
        using var book = new TestBook(kind, postgres);
        static string File(int load) => PerformanceCsv.File(
            [.. Enumerable.Range(1, 20).Select(agency => PerformanceCsv.Line($"AGENCY_ID={agency + load}", $"WRTN_PREM_AMT={load}"))]);
        book.Load(File(1));
        var engine = new SqlEngine(book.Database);
        var query = Queries.Parse("by=agency measures=written_premium");
        using var ended = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var answers = new List<ResultTable>();
            while (!ended.IsCancellationRequested)
                answers.Add(engine.Answer(query, RowScope.All));
            return answers;
        })).ToArray();
        for (var load = 2; load <= 8; load++)
            book.Load(File(load), new() { Replace = true });
        await ended.CancelAsync();

        var answers = (await Task.WhenAll(asking)).SelectMany(a => a).ToList();
        Assert.NotEmpty(answers);
        foreach (var answer in answers)
        {
            Answers.Equal(
                [.. Enumerable.Range(answer.LoadId!.Value + 1, 20).Select(agency => (object?[])[agency, answer.LoadId * 100m])], Answers.Rows(answer),
                $"load {answer.LoadId}");
        }
    }

    [Fact]
    public void A_database_that_fails_is_a_message_for_people()
    {
        using var directory = new TestDirectory();
        var engine = new SqlEngine(Database.FromUrl($"sqlite:{directory.Write("no.db", "this is not a database, whatever its name says")}"));
        var message = Assert.Throws<ClaimBookException>(() => engine.Answer(Queries.Parse("measures=quotes"), RowScope.All)).Message;
        Assert.EndsWith("is not a SQLite database.", message);
    }

    static decimal Total(SqlEngine engine, TextFilter filter) =>
        (decimal?)Answers.Total(engine.Answer(new() { Measures = [Measure("written_premium")], Filters = [filter] }, RowScope.All))[0] ?? 0;

    static Measure Measure(string name) => InsuranceCatalog.FindMeasure(name)!;

    static Star Hostile()
    {
        var star = Star.Random(seed: 1, agencies: 2 * s_hostile.Length);
        var (agencies, quotes) = (star.Dimensions.Agencies, star.Dimensions.Quotes);
        return new Star(
            star.Dimensions with
            {
                Agencies = [.. agencies.Select((a, i) => a with { Vendor = s_hostile[i % s_hostile.Length] })],
                Products = [.. s_hostile.Select((name, i) => new ProductRow(i + 1, name, name, i % 2 == 0 ? "CL" : "PL"))],
                Quotes = [.. quotes.Select((q, i) => q with { Platform = s_hostile[i % s_hostile.Length] })],
            },
            [.. star.Facts.Select((f, i) => f with { Key = new FactKey(f.Key.AgencyId, (i % s_hostile.Length) + 1, f.Key.StateId, f.Key.Year) })
                .DistinctBy(f => f.Key).OrderBy(f => f.Key.Packed)]);
    }
}
